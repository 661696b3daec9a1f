/** Products and stock of one store, edited whether the line is there or not. */
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { StoreId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { EmptyNotice, FailureNotice, PageHeader, useSyncStatus } from '../../components/index.ts';
import { type ProductFilters, parseFilters, withFilters } from './product-filters.ts';
import { rememberedStore, rememberStore, storeToShow } from './remembered-store.ts';
import { StoreProducts } from './store-products.tsx';
import '../cards.css';
import './products.css';

export function ProductsPage() {
  const { t } = useTranslation('products');
  const navigate = useNavigate();
  const list = useQuery(useApi().stores.list.queryOptions());
  const sync = useSyncStatus();
  const [params, setParams] = useSearchParams();
  const [remembered] = useState(rememberedStore);
  const filters = parseFilters(params);
  const change = (part: Partial<ProductFilters>, replace = false): void =>
    setParams((before) => withFilters(before, part), { replace, preventScrollReset: true });
  const chooseStore = (store: StoreId): void => {
    rememberStore(store);
    change({ store, open: null });
  };
  const header = <PageHeader title={t('title')} />;
  // Which store a shop feeds decides the first choice, so it is waited for; that it cannot be known is no reason to show nothing.
  if (list.isPending || sync.isPending) {
    return (
      <>
        {header}
        <Skeleton active title={false} paragraph={{ rows: 16 }} />
      </>
    );
  }
  if (list.data === undefined) {
    return (
      <>
        {header}
        <FailureNotice error={list.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  const { stores } = list.data;
  const fed = sync.data?.shops.map(({ storeId }) => storeId) ?? [];
  const store = storeToShow(stores, filters.store, remembered, fed);
  if (store === null) {
    return (
      <>
        {header}
        <EmptyNotice sentence={t('noStore')}>
          <Button type="primary" onClick={() => void navigate('/import')}>
            {t('import')}
          </Button>
          <Button onClick={() => void navigate('/sync')}>{t('connect')}</Button>
        </EmptyNotice>
      </>
    );
  }
  return (
    <>
      {header}
      <StoreProducts
        key={store.id}
        stores={stores}
        store={store}
        filters={filters}
        change={change}
        onStore={chooseStore}
      />
    </>
  );
}
