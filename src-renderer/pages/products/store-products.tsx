/** The products of one store: the list, what is edited in it, and what was saved last. */
import { HistoryOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ProductRow, Store } from '#shared/contract/index.ts';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';
import { EmptyNotice, FailureNotice, LeaveGuard } from '../../components/index.ts';
import { EditsDrawer } from './edits-drawer.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ManyBar } from './many-bar.tsx';
import { cellsOf, placePasted } from './pasted.ts';
import { ProductDrawer } from './product-drawer.tsx';
import { isNarrowed, type ProductFilters, UNNARROWED } from './product-filters.ts';
import { ProductsTable } from './products-table.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { SavedNotice } from './saved-notice.tsx';
import { type Many, useMany } from './use-many.ts';
import { useProducts } from './use-products.ts';
import { type Saving, useSaving } from './use-saving.ts';

interface StoreProductsProps {
  readonly stores: readonly Store[];
  readonly store: Store;
  readonly filters: ProductFilters;
  readonly change: (part: Partial<ProductFilters>, replace?: boolean) => void;
  readonly onStore: (id: StoreId) => void;
}

export function StoreProducts({ stores, store, filters, change, onStore }: StoreProductsProps) {
  const { t } = useTranslation('products');
  const list = useProducts(store.id, filters);
  const saving = useSaving(store.id);
  const many = useMany();
  const [shown, setShown] = useState<'edits' | 'review' | null>(null);
  const products = list.data?.pages.flatMap((page) => page.products) ?? [];
  return (
    <div className="products-page">
      <FilterBar stores={stores} store={store} filters={filters} change={change} onStore={onStore}>
        <Button icon={<HistoryOutlined />} onClick={() => setShown('edits')}>
          {t('edits.open')}
        </Button>
        {!many.on && <Button onClick={many.start}>{t('many.start')}</Button>}
      </FilterBar>
      {many.on && <ManyBar many={many} products={products} onReview={() => setShown('review')} />}
      <ProductList
        storeId={store.id}
        list={list}
        products={products}
        filters={filters}
        change={change}
        saving={saving}
        many={many}
      />
      <ProductDrawer
        row={products.find(({ id }) => id === filters.open) ?? null}
        saving={saving}
        onClose={() => change({ open: null })}
      />
      <LeaveGuard
        when={many.edited.length > 0}
        loses={(from, to) => from.pathname !== to.pathname || storeOf(from.search) !== storeOf(to.search)}
        sentence={t('many.lost', { count: many.edited.length })}
      />
      <EditsDrawer store={store} open={shown === 'edits'} onClose={() => setShown(null)} />
      <Review many={many} saving={saving} open={shown === 'review'} onClose={() => setShown(null)} />
    </div>
  );
}

/** Another search or order of the same store's list keeps what was typed. */
const storeOf = (search: string): string | null => new URLSearchParams(search).get('store');

interface ReviewProps {
  readonly many: Many;
  readonly saving: Saving;
  readonly open: boolean;
  onClose(): void;
}

function Review({ many, saving, open, onClose }: ReviewProps) {
  const [busy, setBusy] = useState(false);
  const failed = many.edited.map(({ row }) => saving.failed.get(row.id)).find((each) => each !== undefined);
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await saving.save(many.edited);
    setBusy(false);
    if (!saved) return;
    onClose();
    many.stop();
  };
  return (
    <ReviewDialog
      edited={many.edited}
      open={open}
      saving={busy}
      error={failed?.error ?? null}
      onDrop={many.drop}
      onSave={() => void save()}
      onClose={onClose}
    />
  );
}

interface ProductListProps {
  readonly storeId: StoreId;
  readonly list: ReturnType<typeof useProducts>;
  readonly products: readonly ProductRow[];
  readonly filters: ProductFilters;
  readonly change: (part: Partial<ProductFilters>) => void;
  readonly saving: Saving;
  readonly many: Many;
}

function ProductList({ storeId, list, products, filters, change, saving, many }: ProductListProps) {
  const { t } = useTranslation('products');
  const navigate = useNavigate();
  if (list.isPending) return <Skeleton active title={false} paragraph={{ rows: 16 }} className="products-skeleton" />;
  if (list.data === undefined) return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (products.length === 0) {
    return isNarrowed(filters) ? (
      <EmptyNotice sentence={t('noneMatching')}>
        <Button type="primary" onClick={() => change(UNNARROWED)}>
          {t('showAll')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice sentence={t('none')}>
        <Button type="primary" onClick={() => void navigate('/import')}>
          {t('import')}
        </Button>
        <Button onClick={() => void navigate('/sync')}>{t('connect')}</Button>
      </EmptyNotice>
    );
  }
  return (
    <div className="card products-card">
      {list.error !== null && <FailureNotice error={list.error} onRetry={() => void list.fetchNextPage()} />}
      <ProductsTable
        products={products}
        total={list.data.pages.at(-1)?.total ?? products.length}
        outdated={list.isPlaceholderData}
        hasMore={list.hasNextPage && list.error === null}
        loadingMore={list.isFetchingNextPage}
        filters={filters}
        drafts={new Map([...many.drafts, ...saving.pending])}
        failed={saving.failed}
        selected={many.on ? many.selected : null}
        notice={
          <SavedNotice storeId={storeId} saving={saving}>
            <span className="products-keys">{t('keys')}</span>
          </SavedNotice>
        }
        onSelect={many.select}
        onMore={() => void list.fetchNextPage()}
        onOpen={(open: ProductId) => change({ open })}
        onSort={(sort, descending) => change({ sort, descending })}
        onSave={(row, draft) => {
          if (many.on) many.draft([{ row, draft }]);
          else void saving.save([{ row, draft }]);
        }}
        onForget={saving.forget}
        onPaste={(text, place) => many.place(placePasted(products, cellsOf(text), place), products)}
      />
    </div>
  );
}
