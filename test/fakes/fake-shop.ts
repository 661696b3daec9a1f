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
  readonly shipments: FakeShipment[];
}

export interface FakeShipment {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly shippedAt: number;
  deliveredAt: number | null;
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
  /** As the adapter names it: see `ShopIds.listing`. */
  readonly listingId: string;
  /** Variants of one product share it, its title, and whether it is on sale. */
  readonly productId: string;
  readonly variantId: string;
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
  readonly title: string;
  readonly currency: string;
  /** By number. */
  readonly orders: ReadonlyMap<string, FakeOrder>;
  /** By listing id; empty while lists name nothing. */
  readonly listings: ReadonlyMap<string, FakeListing>;
  /** True: the platform has lost its lists of listings for a while; asked for one by one, all are there. */
  listsNothing: boolean;
  /** In the order in which they were carried out. */
  readonly writes: FakeWrite[];
  /** Orders placed within [from, to), the earliest first; those of one second by their ids. */
  ordersPlaced(from: number, to: number): readonly FakeOrder[];
  /** Orders changed within [from, to), the longest unchanged first; those of one second by their ids. */
  ordersChanged(from: number, to: number): readonly FakeOrder[];
  /** Listings changed within [from, to), the longest unchanged first. */
  listingsChanged(from: number, to: number): readonly FakeListing[];
  orderByRemoteId(remoteId: string): FakeOrder | undefined;
  listingByVariantId(variantId: string): FakeListing | undefined;
  /** Every variant of a product. */
  listingsOfProduct(productId: string): readonly FakeListing[];
  /** A variant goes on sale; of a new product unless another one's is named. */
  addListing(listing: {
    readonly title: string;
    readonly price: number;
    readonly pieces: number;
    readonly productId?: string;
    readonly at?: number;
  }): FakeListing;
  /** A variant is deleted: no list names it any more. */
  removeListing(listingId: string): void;
  /** Somebody buys: stock goes down, an order appears. */
  placeOrder(order: {
    readonly lines: readonly { readonly listingId: string; readonly pieces: number }[];
    readonly status?: OrderStatusName;
    /** When it was placed and last changed; now, if left out. Such an order of the past leaves the stock as it is. */
    readonly at?: number;
    readonly note?: string;
  }): FakeOrder;
  /** The platform's own side changes an order: paid, cancelled, refunded. */
  changeOrder(number: string, change: Partial<Pick<FakeOrder, 'status' | 'refunded' | 'note'>>): void;
  /** Somebody edits in the platform's own back office. */
  changeListing(
    listingId: string,
    change: Partial<Pick<FakeListing, 'sku' | 'title' | 'price' | 'pieces' | 'onSale'>>,
  ): void;
  /**
   * A call of the API is carried out: the listing or order changes, and the write is counted. The stand-in has checked
   * that the target exists. A fulfilment needs the carrier too.
   */
  write(write: Omit<FakeWrite, 'at'> & { readonly carrier?: string }): void;
  /** What follows every change from now on: a stand-in makes webhooks of it. */
  onChange(listener: (change: FakeChange) => void): void;
}

export type FakeChange =
  | { readonly about: 'order'; readonly order: FakeOrder; readonly placed: boolean }
  | { readonly about: 'listing'; readonly listing: FakeListing };

/** How a platform's ids look. `n` counts from 1. */
export interface ShopIds {
  order(n: number): { readonly number: string; readonly remoteId: string };
  line(n: number): string;
  product(n: number): string;
  variant(n: number): string;
  /** The listing's id as the adapter gives it. */
  listing(productId: string, variantId: string, sku: string): string;
}
