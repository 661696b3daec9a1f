/** Why an item is, or is not yet, on a shop: the answer first, then every station of its way. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Reason, ShopStatus, TimelineEntry } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow, useReasonText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { STATION_LOOKS } from './state-looks.ts';
import { useShopName } from './use-shop-name.ts';
import { useValueText } from './use-value-text.ts';

interface TimelineDrawerProps {
  /** Null: closed. */
  readonly asked: { readonly subject: string; readonly shop: ShopStatus } | null;
  onClose(): void;
}

export function TimelineDrawer({ asked, onClose }: TimelineDrawerProps) {
  const { t } = useTranslation('sync');
  const shopName = useShopName();
  const subject = asked?.subject ?? '';
  const shop = asked === null ? '' : shopName(asked.shop);
  const timeline = useQuery(
    useApi().sync.timeline.queryOptions({
      input: asked === null ? skipToken : { shopId: asked.shop.shopId, subject },
      staleTime: 0,
    }),
  );
  const { data } = timeline;
  return (
    <Drawer
      open={asked !== null}
      onClose={onClose}
      size="min(560px, 96vw)"
      title={t('why.title', { subject, shop })}
      closable={{ 'aria-label': t('actions.close') }}
      destroyOnHidden
    >
      {timeline.error !== null && <FailureNotice error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {data === undefined && timeline.error === null && <Skeleton active paragraph={{ rows: 8 }} />}
      {data !== undefined && <Answer missing={data.missing} entries={data.entries} subject={subject} shop={shop} />}
    </Drawer>
  );
}

interface AnswerProps {
  readonly missing: Reason | null;
  readonly entries: readonly TimelineEntry[];
  readonly subject: string;
  readonly shop: string;
}

function Answer({ missing, entries, subject, shop }: AnswerProps) {
  const { t } = useTranslation('sync');
  const reasonText = useReasonText();
  if (missing === null && entries.length === 0) {
    return (
      <div className="why-answer">
        <p className="why-verdict">{t('why.nothing', { subject, shop })}</p>
        <p className="quiet">{t('why.nothingExplained')}</p>
      </div>
    );
  }
  const reason = missing && reasonText(missing);
  return (
    <>
      <div className={`why-answer ${missing === null ? 'is-there' : 'is-missing'}`} role="status">
        <p className="why-verdict">{missing === null ? t('why.is', { shop }) : t('why.isNot', { shop })}</p>
        {missing?.code === 'CHANGE_IN_CONFLICT' && <Link to="/sync/conflicts">{t('badge.conflicts')}</Link>}
        {reason !== null && (
          <p>
            {reason.sentence} <span className="quiet">{reason.wayOut}</span>
          </p>
        )}
      </div>
      <h3 id="sync-stations">{t('why.stations')}</h3>
      <ol className="stations" aria-labelledby="sync-stations">
        {entries.toReversed().map((entry) => (
          <Station key={`${entry.at} ${entry.event} ${entry.changeId} ${entry.kind} ${entry.after}`} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Station({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(30_000);
  const valueText = useValueText();
  const reasonText = useReasonText();
  const { at, event, kind, before, after, reason } = entry;
  const { tag, sign } = STATION_LOOKS[event];
  const said = reason && reasonText(reason);
  const hasValues = before !== null || after !== null;
  return (
    <li>
      <span className={`station-sign state-tag ${tag}`} aria-hidden="true">
        {sign}
      </span>
      <div>
        <p>
          <strong>{t(`why.events.${event}`)}</strong>
          {kind !== null && <span className="quiet"> · {t(`kinds.${kind}`)}</span>}
          {hasValues && (
            <> {t('values.to', { before: valueText(kind, before, null), after: valueText(kind, after, null) })}</>
          )}
        </p>
        {said !== null && <p className="quiet">{said.sentence}</p>}
        <time className="quiet small figure" dateTime={at}>
          {formats.moment(at, now)}
        </time>
      </div>
    </li>
  );
}
