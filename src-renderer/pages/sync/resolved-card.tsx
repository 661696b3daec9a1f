/** What was decided lately, by staff or by rule, and can be undone for a day. */
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/contract/index.ts';
import { FailureNotice, REACHABLE, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import type { useConflicts } from './use-conflicts.ts';
import { useShopNameOf } from './use-shop-name.ts';
import { useValueText } from './use-value-text.ts';

interface ResolvedCardProps {
  readonly resolved: ReturnType<typeof useConflicts>['resolved'];
  readonly busy: boolean;
  onUndo(id: number): void;
}

export function ResolvedCard({ resolved, busy, onUndo }: ResolvedCardProps) {
  const { t } = useTranslation('sync');
  const conflicts = resolved.data?.conflicts;
  return (
    <section className="card" aria-labelledby="conflicts-resolved">
      <h2 id="conflicts-resolved">{t('conflicts.resolved')}</h2>
      {resolved.error !== null && <FailureNotice error={resolved.error} onRetry={() => void resolved.refetch()} />}
      {resolved.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {conflicts?.length === 0 && <p className="quiet">{t('conflicts.noneResolved')}</p>}
      {conflicts !== undefined && conflicts.length > 0 && (
        <div className="changes-box" {...REACHABLE}>
          <table className="plain-table dense" aria-labelledby="conflicts-resolved">
            <thead>
              <tr>
                <th scope="col">{t('conflicts.subject')}</th>
                <th scope="col">{t('conflicts.outcome')}</th>
                <th scope="col">{t('conflicts.when')}</th>
                <th scope="col">{t('conflicts.undo')}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map((conflict) => (
                <ResolvedRow key={conflict.id} conflict={conflict} busy={busy} onUndo={onUndo} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ResolvedRow({
  conflict,
  busy,
  onUndo,
}: Omit<ResolvedCardProps, 'resolved'> & { readonly conflict: Conflict }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(60_000);
  const valueText = useValueText();
  const shopName = useShopNameOf();
  const { id, kind, subject, title, currency, resolution, resolvedAt, undoableUntil } = conflict;
  const name = `${t(`kinds.${kind}`)} ${subject}`;
  return (
    <tr>
      <td>
        <strong>{subject}</strong> {title !== subject && title}
        <span className="quiet block">
          {t(`kinds.${kind}`)} · {shopName(conflict.platform, conflict.shop)}
        </span>
      </td>
      <td>
        {valueText(kind, outcomeOf(conflict), currency)}
        {resolution !== null && <span className="quiet block">{t(`conflicts.outcomes.${resolution}`)}</span>}
      </td>
      <td className="change-since">{resolvedAt !== null && formats.moment(resolvedAt, now)}</td>
      <td>
        {undoableUntil === null ? (
          '–'
        ) : (
          <>
            <Button
              size="small"
              disabled={busy}
              aria-label={t('conflicts.undoOf', { name })}
              onClick={() => onUndo(id)}
            >
              {t('conflicts.undo')}
            </Button>
            <span className="quiet block">{t('conflicts.undoUntil', { at: formats.moment(undoableUntil, now) })}</span>
          </>
        )}
      </td>
    </tr>
  );
}

/** A conflict that went away by itself kept the value of the side that holds. */
function outcomeOf({ resolution, resolvedValue, local, remote }: Conflict): Conflict['base'] {
  if (resolvedValue !== null) return resolvedValue;
  return resolution === 'remote' ? remote : local;
}
