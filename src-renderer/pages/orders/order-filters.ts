/** What the list of orders is narrowed to, as the address says it. Whatever cannot be read there is left out. */
import { orderStatus } from '#shared/contract/index.ts';
import type { OrderId, ProductId } from '#shared/domain/ids.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';

export interface OrderFilters {
  readonly number: string | null;
  readonly status: OrderStatusName | null;
  /** Empty for orders that name no channel. */
  readonly channel: string | null;
  readonly productId: ProductId | null;
  /** What the link that led here calls the product; only shown. */
  readonly productName: string | null;
  /** The order whose details are open. */
  readonly open: OrderId | null;
}

/** Every order of the scope. */
export const UNNARROWED = { number: null, status: null, channel: null, productId: null, productName: null } as const;

const LONGEST_NUMBER = 100;
const LONGEST_NAME = 120;

/** Reads the filters from an address. */
export function parseFilters(params: URLSearchParams): OrderFilters {
  const number = params.get('number')?.trim().slice(0, LONGEST_NUMBER) ?? '';
  const status = orderStatus.safeParse(params.get('status'));
  return {
    number: number === '' ? null : number,
    status: status.success ? status.data : null,
    channel: params.get('channel'),
    productId: idIn(params, 'productId') as ProductId | null,
    productName: params.get('productName')?.slice(0, LONGEST_NAME) ?? null,
    open: idIn(params, 'order') as OrderId | null,
  };
}

/** Gives the address's parameters with the filters changed; those that are not about them stay. */
export function withFilters(params: URLSearchParams, change: Partial<OrderFilters>): URLSearchParams {
  const next = new URLSearchParams(params);
  const { number, status, channel, productId, productName, open } = { ...parseFilters(params), ...change };
  const given = { number, status, channel, productId, productName, order: open };
  for (const [name, value] of Object.entries(given)) {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** True when the list is narrowed in any way. */
export function isNarrowed({ number, status, channel, productId }: OrderFilters): boolean {
  return number !== null || status !== null || channel !== null || productId !== null;
}

function idIn(params: URLSearchParams, name: string): number | null {
  const text = params.get(name);
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
