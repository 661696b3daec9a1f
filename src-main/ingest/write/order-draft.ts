/**
 * An order as a file gives it, its names already ids: what a batch holds in columns, one order at a time. NaN stands
 * for "the file does not say", as in the batch.
 */
import type { OrderShipment } from '../order-batch.ts';
import type { OrderAmounts } from '../settle/index.ts';
import type { Product } from './products.ts';

export interface LineDraft {
  /** Record in the file, for refusals. */
  readonly record: number;
  /** The line's identity from its number in the file; NaN: it goes by product and occurrence. */
  readonly key: number;
  readonly product: Product;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount: number;
  readonly discount: number;
  readonly unitCost: number;
  readonly lineCost: number;
  readonly returned: boolean;
}

export interface OrderDraft extends OrderAmounts {
  readonly file: number;
  readonly storeId: number;
  readonly platformId: number;
  readonly number: string;
  readonly keyHash: number;
  readonly businessDate: number;
  readonly placedAt: number;
  /** -1: no time given. */
  readonly localMinute: number;
  readonly channelId: number;
  readonly status: number;
  /** 0: the file does not say. */
  readonly currencyId: number;
  readonly currencyStated: boolean;
  /** What is taken where neither order nor price list says: the store's own currency, else the default. */
  readonly storeCurrencyId: number;
  readonly cashOnDelivery: boolean;
  readonly shippingFee: number;
  readonly tax: number;
  readonly discount: number;
  readonly deliveryCost: number;
  readonly platformFee: number;
  readonly customer: string | null;
  /** JSON {name, phone, address}. */
  readonly contact: string | null;
  readonly shipment: Omit<OrderShipment, 'order'> | null;
  readonly lines: readonly LineDraft[];
}

const AMOUNTS = [
  'total',
  'paid',
  'received',
  'refunded',
  'shippingFee',
  'tax',
  'discount',
  'deliveryCost',
  'platformFee',
] as const;
const LINE_AMOUNTS = ['key', 'quantity', 'unitPrice', 'amount', 'discount', 'unitCost', 'lineCost'] as const;

/** Gives an order's text form, for setting it aside. */
export function encodeDraft(draft: OrderDraft): string {
  return JSON.stringify({ ...draft, lines: draft.lines.map((line) => ({ ...line, product: line.product.id })) });
}

type Nullable = Record<string, number | null>;

/** JSON has no NaN: it comes back as null. */
function restoreUnknown(values: Nullable, names: readonly string[]): void {
  for (const name of names) values[name] ??= Number.NaN;
}

/** Gives back what `encodeDraft` was given. */
export function decodeDraft(text: string, product: (id: number) => Product): OrderDraft {
  const draft = JSON.parse(text) as Omit<OrderDraft, 'lines'> & {
    lines: (Omit<LineDraft, 'product'> & { product: number })[];
  };
  restoreUnknown(draft as unknown as Nullable, AMOUNTS);
  const lines = draft.lines.map((line) => {
    restoreUnknown(line as unknown as Nullable, LINE_AMOUNTS);
    return { ...line, product: product(line.product) };
  });
  return { ...draft, lines };
}
