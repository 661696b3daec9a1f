/** Narrows the list of orders. What is typed goes to the address after a pause, the rest at once. */
import { SearchOutlined } from '@ant-design/icons';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DateRange, orderStatus, type StoreScope } from '#shared/contract/index.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { useApi } from '../../api/index.ts';
import { useSourceName } from '../../i18n/index.ts';
import { isNarrowed, type OrderFilters, UNNARROWED } from './order-filters.ts';

interface FilterBarProps {
  readonly stores: StoreScope;
  readonly range: DateRange | null;
  readonly filters: OrderFilters;
  readonly change: (part: Partial<OrderFilters>, replace?: boolean) => void;
}

/** Milliseconds without a key before the engine is asked. */
const TYPING_PAUSE = 250;
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
      <NumberInput
        given={filters.number ?? ''}
        label={t('number')}
        onNumber={(number) => change({ number: number === '' ? null : number }, true)}
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

function NumberInput({ given, label, onNumber }: { given: string; label: string; onNumber(number: string): void }) {
  const [typed, setTyped] = useState(given);
  const [seen, setSeen] = useState(given);
  const [sent, setSent] = useState(given);
  // The address was changed elsewhere (back, a link, "clear"); what came of the typing itself is left alone.
  if (given !== seen) {
    setSeen(given);
    if (given !== sent) {
      setTyped(given);
      setSent(given);
    }
  }
  useEffect(() => {
    const number = typed.trim();
    if (number === sent) return;
    const timer = setTimeout(() => {
      setSent(number);
      onNumber(number);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      className="order-number"
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
