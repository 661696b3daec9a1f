/** Single orders of the stores and days in the address: narrow them down, scroll through them, open one. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DateRange, StoreScope } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { useScope } from '../../state/index.ts';
import { FilterBar } from './filter-bar.tsx';
import { NoOrders } from './no-orders.tsx';
import { OrderDrawer } from './order-drawer.tsx';
import { type OrderFilters, parseFilters, withFilters } from './order-filters.ts';
import { OrdersTable } from './orders-table.tsx';
import { StatusStrip } from './status-strip.tsx';
import '../cards.css';
import './orders.css';

export function OrdersPage() {
  const { t } = useTranslation('orders');
  const { scope, range, failure, retry, setScope } = useScope();
  const [params, setParams] = useSearchParams();
  const filters = parseFilters(params);
  const change = (part: Partial<OrderFilters>, replace = false): void =>
    setParams((before) => withFilters(before, part), { replace, preventScrollReset: true });
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="orders-page">
        <div className="orders-top">
          <FilterBar stores={scope.stores} range={range} filters={filters} change={change} />
          {range !== null && (
            <StatusStrip
              stores={scope.stores}
              range={range}
              currency={scope.currency}
              status={filters.status}
              onStatus={(status) => change({ status })}
            />
          )}
        </div>
        {failure !== null && (
          <FailureNotice error={failure} onRetry={retry} onAllStores={() => setScope({ stores: 'all' })} />
        )}
        {range !== null && <OrderList stores={scope.stores} range={range} filters={filters} change={change} />}
      </div>
      <OrderDrawer id={filters.open} onClose={() => change({ open: null })} />
    </>
  );
}

interface OrderListProps {
  readonly stores: StoreScope;
  readonly range: DateRange;
  readonly filters: OrderFilters;
  readonly change: (part: Partial<OrderFilters>) => void;
}

/** Orders that one call brings. */
const PAGE = 200;

function OrderList({ stores, range, filters, change }: OrderListProps) {
  const api = useApi();
  const { number, status, channel, productId } = filters;
  const list = useInfiniteQuery(
    api.orders.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        stores,
        from: range.from,
        to: range.to,
        limit: PAGE,
        ...(number === null ? {} : { number }),
        ...(status === null ? {} : { status }),
        ...(channel === null ? {} : { channel }),
        ...(productId === null ? {} : { productId }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  if (list.isPending) return <Skeleton active title={false} paragraph={{ rows: 16 }} className="orders-skeleton" />;
  if (list.data === undefined) return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  const orders = list.data.pages.flatMap((page) => page.orders);
  if (orders.length === 0) return <NoOrders filters={filters} change={change} />;
  return (
    <>
      {list.error !== null && <FailureNotice error={list.error} onRetry={() => void list.fetchNextPage()} />}
      <OrdersTable
        orders={orders}
        outdated={list.isPlaceholderData}
        hasMore={list.hasNextPage && list.error === null}
        loadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        onOpen={(open) => change({ open })}
      />
    </>
  );
}
