/** One order in full, beside the list. Customers' data stays masked until asked for, and is masked again on closing. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '#shared/contract/index.ts';
import type { OrderId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useStoreLabel } from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { ImportSource } from './import-source.tsx';
import { LinesTable } from './lines-table.tsx';
import { OrderAmounts } from './order-amounts.tsx';
import { OrderAtShop } from './order-at-shop.tsx';
import { ShipmentsTable } from './shipments-table.tsx';

export function OrderDrawer({ id, onClose }: { id: OrderId | null; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const [shownFor, setShownFor] = useState<OrderId | null>(null);
  const unmask = id !== null && shownFor === id;
  const detail = useQuery(
    useApi().orders.detail.queryOptions({
      input: id === null ? skipToken : { id, unmask },
      placeholderData: keepPreviousData,
      // What was unmasked is not kept longer than it is looked at.
      ...(unmask ? { gcTime: 0 } : {}),
    }),
  );
  const order = detail.data?.id === id ? detail.data : undefined;
  return (
    <Drawer
      open={id !== null}
      onClose={() => {
        setShownFor(null);
        onClose();
      }}
      size="min(760px, 96vw)"
      title={order === undefined ? t('title') : t('detail.title', { number: order.number })}
      closable={{ 'aria-label': t('detail.close') }}
      destroyOnHidden
    >
      {detail.error !== null && <FailureNotice error={detail.error} onRetry={() => void detail.refetch()} />}
      {order === undefined && detail.error === null && <Skeleton active paragraph={{ rows: 10 }} />}
      {order !== undefined && (
        <OrderFacts order={order} unmasked={unmask} onUnmask={(show) => setShownFor(show ? order.id : null)} />
      )}
    </Drawer>
  );
}

interface OrderFactsProps {
  readonly order: OrderDetail;
  readonly unmasked: boolean;
  onUnmask(show: boolean): void;
}

function OrderFacts({ order, unmasked, onUnmask }: OrderFactsProps) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const nameOf = useSourceName();
  const storeOf = useStoreLabel();
  return (
    <div className="order-detail">
      <dl className="facts">
        <Fact label={t('columns.status')} value={t(`statuses.${order.status}`)} />
        <Fact label={t('columns.store')} value={storeOf(order.storeId, order.storeName)} />
        <Fact label={t('columns.placedAt')} value={formats.placed(order.businessDate, order.localTime)} />
        <Fact label={t('columns.channel')} value={nameOf(order.channel)} />
        <Fact label={t('detail.platform')} value={nameOf(order.platform)} />
        <div>
          <dt>{t('detail.source')}</dt>
          <dd>
            <ImportSource id={order.importId} />
          </dd>
        </div>
      </dl>
      <OrderAmounts order={order} />
      <LinesTable order={order} />
      <section>
        <header className="detail-header">
          <h2>{t('detail.customer')}</h2>
          {hasCustomer(order) && (
            <Button size="small" aria-pressed={unmasked} onClick={() => onUnmask(!unmasked)}>
              {unmasked ? t('detail.hide') : t('detail.show')}
            </Button>
          )}
        </header>
        {hasCustomer(order) ? (
          <dl className="facts" aria-live="polite">
            <Fact label={t('detail.customerCode')} value={order.customer.code ?? ''} />
            <Fact label={t('detail.name')} value={order.customer.name ?? ''} />
            <Fact label={t('detail.phone')} value={order.customer.phone ?? ''} />
            <Fact label={t('detail.address')} value={order.customer.address ?? ''} />
          </dl>
        ) : (
          <p className="quiet">{t('detail.noCustomer')}</p>
        )}
      </section>
      <ShipmentsTable order={order} />
      <OrderAtShop order={order} />
    </div>
  );
}

function hasCustomer({ customer: { code, name, phone, address } }: OrderDetail): boolean {
  return code !== null || name !== null || phone !== null || address !== null;
}

function Fact({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('orders');
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value === '' ? t('detail.notSaid') : value}</dd>
    </div>
  );
}
