/** What the list of products is narrowed to and sorted by, as the address says it. Whatever cannot be read there is left out. */
import type { z } from 'zod';
import { type ListingState, listingState, productSort } from '#shared/contract/index.ts';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';

export type ProductSort = z.infer<typeof productSort>;

export interface ProductFilters {
  /** Null: the store that was looked at last. */
  readonly store: StoreId | null;
  readonly search: string | null;
  readonly state: ListingState | null;
  /** Null: by code. */
  readonly sort: ProductSort | null;
  readonly descending: true | null;
  /** The product whose details are open. */
  readonly open: ProductId | null;
}

/** Every product of the store. */
export const UNNARROWED = { search: null, state: null } as const;

const LONGEST_SEARCH = 200;

/** Reads the filters from an address. */
export function parseFilters(params: URLSearchParams): ProductFilters {
  const search = params.get('search')?.trim().slice(0, LONGEST_SEARCH) ?? '';
  const state = listingState.safeParse(params.get('state'));
  const sort = productSort.safeParse(params.get('sort'));
  return {
    store: idIn(params, 'store') as StoreId | null,
    search: search === '' ? null : search,
    state: state.success ? state.data : null,
    sort: sort.success ? sort.data : null,
    descending: params.get('descending') === 'true' ? true : null,
    open: idIn(params, 'product') as ProductId | null,
  };
}

/** Gives the address's parameters with the filters changed; those that are not about them stay. */
export function withFilters(params: URLSearchParams, change: Partial<ProductFilters>): URLSearchParams {
  const next = new URLSearchParams(params);
  const { open, ...filters } = { ...parseFilters(params), ...change };
  for (const [name, value] of Object.entries({ ...filters, product: open })) {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** True when the list is narrowed in any way. */
export function isNarrowed({ search, state }: ProductFilters): boolean {
  return search !== null || state !== null;
}

function idIn(params: URLSearchParams, name: string): number | null {
  const text = params.get(name);
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
