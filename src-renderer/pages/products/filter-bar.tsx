/** Whose products, and which of them. What is typed goes to the address after a pause, the rest at once. */
import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListingState, listingState, type Store } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { storeLabel } from '../../components/index.ts';
import { isNarrowed, type ProductFilters, UNNARROWED } from './product-filters.ts';

interface FilterBarProps {
  readonly stores: readonly Store[];
  readonly store: Store;
  readonly filters: ProductFilters;
  readonly change: (part: Partial<ProductFilters>, replace?: boolean) => void;
  readonly onStore: (id: StoreId) => void;
  readonly children: ReactNode;
}

/** Milliseconds without a key before the engine is asked. */
const TYPING_PAUSE = 250;
/** Stands for "any". */
const ANY = 'any';

export function FilterBar({ stores, store, filters, change, onStore, children }: FilterBarProps) {
  const { t } = useTranslation('products');
  return (
    <search className="product-filters" aria-label={t('filters')}>
      <Select<StoreId>
        aria-label={t('store')}
        className="product-store"
        showSearch={{ optionFilterProp: 'label' }}
        value={store.id}
        options={stores.map((each) => ({ value: each.id, label: storeLabel(each) }))}
        onChange={onStore}
      />
      <SearchInput
        given={filters.search ?? ''}
        onSearch={(search) => change({ search: search === '' ? null : search }, true)}
      />
      <Select<ListingState | typeof ANY>
        aria-label={t('state')}
        className="product-state"
        value={filters.state ?? ANY}
        options={[
          { value: ANY, label: t('anyState') },
          ...listingState.options.map((value) => ({ value, label: t(`states.${value}`) })),
        ]}
        onChange={(value) => change({ state: value === ANY ? null : value })}
      />
      {isNarrowed(filters) && (
        <Button type="link" onClick={() => change(UNNARROWED)}>
          {t('clear')}
        </Button>
      )}
      <span className="product-actions">{children}</span>
    </search>
  );
}

function SearchInput({ given, onSearch }: { given: string; onSearch(search: string): void }) {
  const { t } = useTranslation('products');
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
    const search = typed.trim();
    if (search === sent) return;
    const timer = setTimeout(() => {
      setSent(search);
      onSearch(search);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      className="product-search"
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={t('search')}
      placeholder={t('search')}
      allowClear
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
