/** Where the orders behind a figure are: the orders page, on the same stores and days, narrowed to what the figure counts. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { ProductId } from '#shared/domain/ids.ts';
import { parseScope, type Scope, withScope } from './scope.ts';

/** What the orders are narrowed to; parts of the scope that are given replace the page's own. */
export interface NarrowedOrders extends Partial<Scope> {
  readonly channel?: string;
  readonly product?: { readonly id: ProductId; readonly name: string };
}

/** Gives the address of the orders page. */
export function ordersAddress(scope: Scope, { channel, product, ...replaced }: NarrowedOrders): string {
  const params = withScope(new URLSearchParams(), { ...scope, ...replaced });
  if (channel !== undefined) params.set('channel', channel);
  if (product !== undefined) {
    params.set('productId', String(product.id));
    params.set('productName', product.name);
  }
  return `/orders?${params}`;
}

/** Gives addresses of orders in the scope of the page one is on. */
export function useOrdersAddress(): (narrowed: NarrowedOrders) => string {
  const [params] = useSearchParams();
  return useCallback((narrowed) => ordersAddress(parseScope(params), narrowed), [params]);
}
