/** Whose products, and which of them. What is typed goes to the address after a pause, the rest at once. */
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListingState, listingState, type Store } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { storeLabel, TypedFilter } from '../../components/index.ts';
import { isNarrowed, type ProductFilters, UNNARROWED } from './product-filters.ts';

interface FilterBarProps {
  readonly stores: readonly Store[];
  readonly store: Store;
  readonly filters: ProductFilters;
  readonly change: (part: Partial<ProductFilters>, replace?: boolean) => void;
  readonly onStore: (id: StoreId) => void;
  readonly children: ReactNode;
}

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
      <TypedFilter
        given={filters.search ?? ''}
        label={t('search')}
        className="product-search"
        maxLength={200}
        onTyped={(search) => change({ search: search === '' ? null : search }, true)}
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
