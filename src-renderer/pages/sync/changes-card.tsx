/** What is on its way, and what was put aside and needs somebody. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Change, ShopStatus, SyncStatus } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import { FailureNotice, REACHABLE, useNow, useReasonText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { AmendDialog } from './amend-dialog.tsx';
import { CHANGE_LOOKS, isHeld, isOfLine } from './state-looks.ts';
import { StateTag } from './state-tag.tsx';
import { useShopName } from './use-shop-name.ts';
import { useSyncAction } from './use-sync-action.ts';
import { useValueText } from './use-value-text.ts';

export type ChangesState = 'waiting' | 'parked';

export interface ChangesFilter {
  readonly state: ChangesState;
  /** Null: of all shops. */
  readonly shopId: number | null;
}

interface ChangesCardProps {
  readonly status: SyncStatus;
  readonly filter: ChangesFilter;
  onFilter(filter: ChangesFilter): void;
  onWhy(subject: string, shopId: number): void;
}

const ROWS = 50;
const ALL = 0;

export function ChangesCard({ status, filter, onFilter, onWhy }: ChangesCardProps) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const shopName = useShopName();
  const [amended, setAmended] = useState<Change | null>(null);
  const { shops } = status;
  // What the head office waits for is told in its own card.
  const { parked, moving } = countsOf(shops, filter.shopId);
  const list = useInfiniteQuery(
    useApi().sync.changes.infiniteOptions({
      input: (after: string | undefined) => ({
        state: filter.state,
        limit: ROWS,
        ...(filter.shopId === null ? {} : { shopId: filter.shopId }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const changes = list.data?.pages.flatMap((page) => page.changes);
  const noneWords = (): string => {
    if (filter.state === 'parked') return t('changes.noneParked');
    return parked > 0 ? t('changes.nothingElse', { count: parked }) : t('changes.noneWaiting');
  };
  const label = (state: ChangesState, count: number) => ({
    value: state,
    label: t(`changes.${state}`, { count: formats.number(count) as unknown as number }),
  });
  return (
    <section className="card changes-card" aria-labelledby="sync-changes">
      <div className="changes-head">
        <h2 id="sync-changes">{t('changes.heading')}</h2>
        <Segmented<ChangesState>
          size="small"
          aria-label={t('changes.filter')}
          value={filter.state}
          options={[label('waiting', moving), label('parked', parked)]}
          onChange={(state) => onFilter({ ...filter, state })}
        />
        {shops.length > 1 && (
          <Select<number>
            size="small"
            aria-label={t('changes.shop')}
            value={filter.shopId ?? ALL}
            options={[
              { value: ALL, label: t('changes.allShops') },
              ...shops.map((shop) => ({ value: shop.shopId, label: shopName(shop) })),
            ]}
            onChange={(shopId) => onFilter({ ...filter, shopId: shopId === ALL ? null : shopId })}
          />
        )}
      </div>
      {list.error !== null && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {filter.state === 'parked' && changes !== undefined && changes.length > 0 && (
        <p className="quiet small">{t('changes.parkedExplained')}</p>
      )}
      {changes?.length === 0 && <p className="quiet">{noneWords()}</p>}
      {changes !== undefined && changes.length > 0 && (
        <div className="changes-box" {...REACHABLE}>
          <table className="plain-table dense" aria-labelledby="sync-changes">
            <thead>
              <tr>
                <th scope="col">{t('changes.what')}</th>
                <th scope="col">{t('changes.change')}</th>
                <th scope="col">{t('changes.since')}</th>
                <th scope="col">{t('changes.state')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow
                  key={change.id}
                  change={change}
                  shops={shops}
                  held={isHeld(status)}
                  onWhy={onWhy}
                  onAmend={setAmended}
                />
              ))}
            </tbody>
          </table>
          {list.hasNextPage && (
            <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('changes.more')}
            </Button>
          )}
        </div>
      )}
      <AmendDialog change={amended} onClose={() => setAmended(null)} />
    </section>
  );
}

/** Of all shops, or of one. */
export function countsOf(shops: readonly ShopStatus[], shopId: number | null): { parked: number; moving: number } {
  const chosen = shops.filter((shop) => shopId === null || shop.shopId === shopId);
  const parked = chosen.reduce((sum, shop) => sum + shop.parked, 0);
  return { parked, moving: chosen.reduce((sum, shop) => sum + shop.waiting, 0) - parked };
}

interface ChangeRowProps {
  readonly change: Change;
  readonly shops: readonly ShopStatus[];
  readonly held: boolean;
  onWhy(subject: string, shopId: number): void;
  onAmend(change: Change): void;
}

function ChangeRow({ change, shops, held, onWhy, onAmend }: ChangeRowProps) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(30_000);
  const valueText = useValueText();
  const shopName = useShopName();
  const reasonText = useReasonText();
  const { subject, title, kind, before, after, currency, state, at, tries, nextTryAt, problem, shopId } = change;
  const shop = shops.find((one) => one.shopId === shopId);
  // What has perhaps left and was not answered waits like the rest while nothing can go out.
  const shown = held && state === 'sending' ? 'waiting' : state;
  // What stood in its way before is not what it waits for now.
  const isPast = state === 'conflict' || (state !== 'parked' && isOfLine(problem, held));
  const reason = isPast || problem === null ? null : reasonText(problem);
  return (
    <tr>
      <td>
        <Button
          type="link"
          size="small"
          className="fact-link change-subject"
          aria-label={t('changes.way', { name: subject })}
          onClick={() => onWhy(subject, shopId)}
        >
          {subject}
        </Button>
        {title !== subject && <span className="block">{title}</span>}
        {shop !== undefined && <span className="quiet block">{shopName(shop)}</span>}
      </td>
      <td>
        <span className="quiet block">{t(`kinds.${kind}`)}</span>
        {t('values.to', { before: valueText(kind, before, currency), after: valueText(kind, after, currency) })}
      </td>
      <td className="change-since">{formats.moment(at, now)}</td>
      <td>
        <StateTag look={CHANGE_LOOKS[shown]}>{t(`changes.states.${shown}`)}</StateTag>
        {tries > 0 && (
          <span className="quiet block">
            {t('changes.tries', { count: tries })}
            {nextTryAt !== null && Date.parse(nextTryAt) > now && (
              <> · {t('changes.nextTry', { at: formats.moment(nextTryAt, now) })}</>
            )}
          </span>
        )}
        {reason !== null && (
          <span className="block">
            {reason.sentence} <span className="quiet">{reason.wayOut}</span>
          </span>
        )}
        {state === 'conflict' && (
          <Link className="block" to="/sync/conflicts">
            {t('badge.conflicts')}
          </Link>
        )}
        {state === 'parked' && <ParkedActions change={change} onAmend={onAmend} />}
      </td>
    </tr>
  );
}

function ParkedActions({ change, onAmend }: Pick<ChangeRowProps, 'change' | 'onAmend'>) {
  const { t } = useTranslation('sync');
  const client = useClient();
  const { modal } = App.useApp();
  const { id, kind, subject } = change;
  const name = `${t(`kinds.${kind}`)} ${subject}`;
  const retry = useSyncAction(
    () => client.sync.retry({ id }),
    () => t('changes.retried'),
  );
  const giveUp = useSyncAction(
    () => client.sync.giveUp({ id }),
    () => t('changes.givenUp'),
  );
  const ask = (): void => {
    modal.confirm({
      title: t('changes.giveUpQuestion'),
      content: `${name}. ${t('changes.giveUpExplained')}`,
      okText: t('changes.giveUp'),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: () => giveUp.mutateAsync(undefined),
    });
  };
  return (
    <div className="actions parked-actions">
      <Button
        size="small"
        type="primary"
        loading={retry.isPending}
        aria-label={t('changes.retryOf', { name })}
        onClick={() => retry.mutate(undefined)}
      >
        {t('changes.retry')}
      </Button>
      {kind !== 'fulfilment' && (
        <Button size="small" aria-label={t('changes.editOf', { name })} onClick={() => onAmend(change)}>
          {t('changes.edit')}
        </Button>
      )}
      <Button size="small" danger loading={giveUp.isPending} aria-label={t('changes.giveUpOf', { name })} onClick={ask}>
        {t('changes.giveUp')}
      </Button>
    </div>
  );
}
