/** Narrows the list of orders. What is typed goes to the address after a pause, the rest at once. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DateRange, orderStatus, type StoreScope } from '#shared/contract/index.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { useApi } from '../../api/index.ts';
import { TypedFilter } from '../../components/index.ts';
import { useSourceName } from '../../i18n/index.ts';
import { isNarrowed, type OrderFilters, UNNARROWED } from './order-filters.ts';

interface FilterBarProps {
  readonly stores: StoreScope;
  readonly range: DateRange | null;
  readonly filters: OrderFilters;
  readonly change: (part: Partial<OrderFilters>, replace?: boolean) => void;
}

/** Stands for "any" where an empty text already means "none". */
const ANY = '\u0000any';

export function FilterBar({ stores, range, filters, change }: FilterBarProps) {
  const { t } = useTranslation('orders');
  const api = useApi();
  const nameOf = useSourceName();
  const channels = useQuery(
    api.analytics.breakdown.queryOptions({
      input: range === null ? skipToken : { stores, from: range.from, to: range.to, by: 'channel' as const },
    }),
  );
  const keys = channels.data?.rows.map(({ key }) => key) ?? [];
  const offered = filters.channel === null || keys.includes(filters.channel) ? keys : [filters.channel, ...keys];
  return (
    <search className="order-filters" aria-label={t('filters')}>
      <TypedFilter
        given={filters.number ?? ''}
        label={t('number')}
        className="order-number"
        maxLength={100}
        onTyped={(number) => change({ number: number === '' ? null : number }, true)}
      />
      <Select<OrderStatusName | typeof ANY>
        aria-label={t('status')}
        className="order-filter"
        value={filters.status ?? ANY}
        options={[
          { value: ANY, label: t('anyStatus') },
          ...orderStatus.options.map((value) => ({ value, label: t(`statuses.${value}`) })),
        ]}
        onChange={(value) => change({ status: value === ANY ? null : value })}
      />
      <Select
        aria-label={t('channel')}
        className="order-filter"
        showSearch={{ optionFilterProp: 'label' }}
        value={filters.channel ?? ANY}
        options={[{ value: ANY, label: t('anyChannel') }, ...offered.map((value) => ({ value, label: nameOf(value) }))]}
        onChange={(value) => change({ channel: value === ANY ? null : value })}
      />
      {filters.productId !== null && (
        <Tag
          closable={{ 'aria-label': t('clearProduct') }}
          onClose={() => change({ productId: null, productName: null })}
        >
          {t('product', { name: filters.productName ?? `#${filters.productId}` })}
        </Tag>
      )}
      {isNarrowed(filters) && (
        <Button type="link" onClick={() => change(UNNARROWED)}>
          {t('clear')}
        </Button>
      )}
    </search>
  );
}
