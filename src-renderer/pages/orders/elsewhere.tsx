/** Orders of a whole number that lie beyond the days, the stores or the filters that are looked at: staff asked for the number. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useStoreLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

interface ElsewhereProps {
  readonly number: string;
  onOpen(id: OrderId): void;
}

export function Elsewhere({ number, onOpen }: ElsewhereProps) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const storeOf = useStoreLabel();
  const found = useQuery(useApi().orders.find.queryOptions({ input: { number } }));
  if (found.isError) return <FailureNotice error={found.error} onRetry={() => void found.refetch()} />;
  const orders = found.data?.orders ?? [];
  if (orders.length === 0) return null;
  return (
    <section className="orders-elsewhere" aria-live="polite">
      <p>{t('elsewhere', { number })}</p>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <Button
              type={orders.length === 1 ? 'primary' : 'default'}
              aria-label={t('open', { number: order.number })}
              onClick={() => onOpen(order.id)}
            >
              {[
                formats.placed(order.businessDate, order.localTime),
                storeOf(order.storeId, order.storeName),
                formats.money(order.total, order.currency),
                t(`statuses.${order.status}`),
              ].join(' · ')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
