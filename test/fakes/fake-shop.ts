/**
 * What is true on a platform, in Mendian's words: every stand-in speaks its own protocol over one of these. It counts what
 * was done, so that a test can say "each once".
 */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import type { PushKind } from '../../src-main/sync/platform/index.ts';

export interface FakeOrder {
  readonly number: string;
  readonly remoteId: string;
  status: OrderStatusName;
  readonly placedAt: number;
  updatedAt: number;
  paidAt: number | null;
  readonly currency: string;
  readonly lines: readonly FakeOrderLine[];
  /** 1/10,000. */
  discount: number;
  shippingFee: number;
  refunded: number;
  note: string | null;
  readonly shipments: { trackingNumber: string; carrier: string; shippedAt: number; deliveredAt: number | null }[];
}

export interface FakeOrderLine {
  readonly lineId: string;
  readonly listingId: string;
  readonly sku: string;
  readonly title: string;
  /** Whole pieces. */
  readonly pieces: number;
  /** 1/10,000. */
  readonly unitPrice: number;
}

export interface FakeListing {
  readonly listingId: string;
  readonly sku: string;
  title: string;
  /** 1/10,000. */
  price: number;
  readonly currency: string;
  /** Whole pieces. */
  pieces: number;
  updatedAt: number;
  onSale: boolean;
}

/** A write that the platform carried out. */
export interface FakeWrite {
  readonly at: number;
  readonly kind: PushKind;
  /** The listing's id or the order's number. */
  readonly target: string;
  /** The delta in pieces, the price, the title, the tracking number or the note. */
  readonly value: number | string;
  /** Where the protocol carries one. */
  readonly idempotencyKey: string | null;
}

export interface FakeShop {
  readonly shopId: string;
  readonly orders: Map<string, FakeOrder>;
  readonly listings: Map<string, FakeListing>;
  /** In the order in which they were carried out. */
  readonly writes: FakeWrite[];
  /** Somebody buys: stock goes down, an order appears. */
  placeOrder(order: {
    readonly lines: readonly { readonly listingId: string; readonly pieces: number }[];
    readonly status?: OrderStatusName;
  }): FakeOrder;
  /** The platform's own side changes an order: paid, cancelled, refunded. */
  changeOrder(number: string, change: Partial<Pick<FakeOrder, 'status' | 'refunded' | 'note'>>): void;
  /** Somebody edits in the platform's own back office. */
  changeListing(listingId: string, change: Partial<Pick<FakeListing, 'title' | 'price' | 'pieces' | 'onSale'>>): void;
}
