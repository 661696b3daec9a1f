/** The daily calls of a shop's app: what is left, what was bought, and what happened. */
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Input, InputNumber, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuotaState, ShopStatus } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { QuotaLine } from './quota-line.tsx';
import { useShopName } from './use-shop-name.ts';
import { useSyncAction } from './use-sync-action.ts';

const MOST_CALLS = 100_000_000;

export function QuotaDrawer({ shop, onClose }: { shop: ShopStatus; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const name = useShopName()(shop);
  const ledger = useQuery(
    useApi().sync.quotaLedger.queryOptions({ input: { shopId: shop.shopId, limit: 100 }, staleTime: 0 }),
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size="min(560px, 96vw)"
      title={t('quota.title', { name })}
      closable={{ 'aria-label': t('actions.close') }}
    >
      <div className="drawer-parts">
        <Left quota={shop.quota} name={name} />
        {shop.quota.limit !== null && <TopUp shopId={shop.shopId} />}
        <section aria-labelledby="quota-ledger">
          <h3 id="quota-ledger">{t('quota.ledger')}</h3>
          {ledger.error !== null && <FailureNotice error={ledger.error} onRetry={() => void ledger.refetch()} />}
          {ledger.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
          {ledger.data?.ledger.length === 0 && <p className="quiet">{t('quota.noLedger')}</p>}
          {ledger.data !== undefined && ledger.data.ledger.length > 0 && <Lines lines={ledger.data.ledger} />}
        </section>
      </div>
    </Drawer>
  );
}

function Left({ quota, name }: { quota: QuotaState; name: string }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const { limit, used, toppedUp } = quota;
  if (limit === null) return <p>{t('quota.noLimit', { used: formats.number(used) })}</p>;
  return (
    <div>
      <p>
        {t('quota.left', { left: formats.number(Math.max(0, limit - used)), limit: formats.number(limit) })}
        {toppedUp > 0 && <span className="quiet"> ({t('quota.toppedUp', { calls: formats.number(toppedUp) })})</span>}
      </p>
      <QuotaLine quota={quota} name={name} />
    </div>
  );
}

function TopUp({ shopId }: { shopId: number }) {
  const { t } = useTranslation('sync');
  const client = useClient();
  const [calls, setCalls] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const id = useId();
  const record = useSyncAction(
    (bought: number) => client.sync.topUp({ shopId, calls: bought, note: note.trim() }),
    () => t('quota.recorded'),
  );
  return (
    <form
      aria-labelledby={`${id}-heading`}
      onSubmit={(event) => {
        event.preventDefault();
        if (calls === null) return;
        record.mutate(calls, {
          onSuccess() {
            setCalls(null);
            setNote('');
          },
        });
      }}
    >
      <h3 id={`${id}-heading`}>{t('quota.topUp')}</h3>
      <p className="quiet small">{t('quota.topUpHint')}</p>
      <div className="top-up">
        <div className="field">
          <label htmlFor={`${id}-calls`}>{t('quota.calls')}</label>
          <InputNumber<number>
            id={`${id}-calls`}
            min={1}
            max={MOST_CALLS}
            precision={0}
            value={calls}
            onChange={setCalls}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-note`}>{t('quota.note')}</label>
          <Input
            id={`${id}-note`}
            maxLength={200}
            placeholder={t('quota.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <Button type="primary" htmlType="submit" disabled={calls === null} loading={record.isPending}>
          {t('quota.record')}
        </Button>
      </div>
    </form>
  );
}

interface LedgerLine {
  readonly at: string;
  readonly event: 'top-up' | 'day' | 'warning' | 'critical' | 'used-up';
  readonly calls: number;
  readonly note: string;
}

function Lines({ lines }: { lines: readonly LedgerLine[] }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(60_000);
  return (
    <table className="plain-table dense" aria-labelledby="quota-ledger">
      <thead>
        <tr>
          <th scope="col">{t('quota.at')}</th>
          <th scope="col">{t('quota.event')}</th>
          <th scope="col" className="figure">
            {t('quota.calls')}
          </th>
          <th scope="col">{t('quota.note')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ at, event, calls, note }) => (
          <tr key={`${at} ${event} ${calls}`}>
            <td>{formats.moment(at, now)}</td>
            <td>{t(`quota.events.${event}`)}</td>
            <td className="figure">{formats.number(calls)}</td>
            <td>{note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
