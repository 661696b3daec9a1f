/** The products of a store as a list that grows, kept true while sync carries changes away. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { StoreId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import type { ProductFilters } from './product-filters.ts';

/** Products that one call brings. */
const PAGE = 500;

export function useProducts(storeId: StoreId, filters: ProductFilters) {
  const { search, state, sort, descending } = filters;
  return useInfiniteQuery(
    useApi().products.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        storeId,
        limit: PAGE,
        sort: sort ?? ('code' as const),
        descending: descending ?? false,
        ...(search === null ? {} : { search }),
        ...(state === null ? {} : { state }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
}
