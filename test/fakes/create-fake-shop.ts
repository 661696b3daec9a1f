/** A shop in memory. Times are whole seconds, as platforms tell them; every change makes its subject the last changed. */
import { ByTime } from './by-time.ts';
import type { FakeChange, FakeListing, FakeOrder, FakeShop, FakeWrite, ShopIds } from './fake-shop.ts';

const SECOND = 1_000;
const NO_LISTINGS: ReadonlyMap<string, FakeListing> = new Map();

export interface FakeShopOptions {
  readonly shopId: string;
  readonly title: string;
  readonly currency: string;
  readonly ids: ShopIds;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Numbers above 2^53, of 19 digits, as most platforms give them. */
export const bigId = (first: number, n: number): string => `${first}${String(n).padStart(18, '0')}`;

export function createFakeShop({ shopId, title, currency, ids, now }: FakeShopOptions): FakeShop {
  const orders = new Map<string, FakeOrder>();
  const byRemoteId = new Map<string, FakeOrder>();
  const listings = new Map<string, FakeListing>();
  const byVariantId = new Map<string, FakeListing>();
  const products = new Map<string, FakeListing[]>();
  const placedOrders = new ByTime<FakeOrder>(
    ({ placedAt }) => placedAt,
    ({ remoteId }) => remoteId,
  );
  const changedOrders = new ByTime<FakeOrder>(
    ({ updatedAt }) => updatedAt,
    ({ remoteId }) => remoteId,
  );
  const changedListings = new ByTime<FakeListing>(
    ({ updatedAt }) => updatedAt,
    ({ variantId }) => variantId,
  );
  const writes: FakeWrite[] = [];
  const listeners: ((change: FakeChange) => void)[] = [];
  let listsNothing = false;
  let lines = 0;
  let variants = 0;
  const second = (at: number) => Math.floor(at / SECOND) * SECOND;
  const tell = (change: FakeChange) => {
    for (const listener of listeners) listener(change);
  };

  function listingOf(listingId: string): FakeListing {
    const listing = listings.get(listingId);
    if (!listing) throw new Error(`the fake shop has no listing ${listingId}`);
    return listing;
  }

  function orderOf(number: string): FakeOrder {
    const order = orders.get(number);
    if (!order) throw new Error(`the fake shop has no order ${number}`);
    return order;
  }

  function touchOrder(order: FakeOrder): void {
    order.updatedAt = second(now());
    changedOrders.moved();
    tell({ about: 'order', order, placed: false });
  }

  function touchListing(listing: FakeListing): void {
    listing.updatedAt = second(now());
    changedListings.moved();
    tell({ about: 'listing', listing });
  }

  /** What belongs to the product changes for all of its variants. */
  function changeProduct(listing: FakeListing, change: Partial<Pick<FakeListing, 'title' | 'onSale'>>): void {
    for (const variant of products.get(listing.productId) ?? []) {
      Object.assign(variant, change);
      touchListing(variant);
    }
  }

  function ship(order: FakeOrder, trackingNumber: string, carrier: string): void {
    order.shipments.push({ trackingNumber, carrier, shippedAt: second(now()), deliveredAt: null });
    if (order.status === 'paid' || order.status === 'unpaid') order.status = 'shipped';
    touchOrder(order);
  }

  return {
    shopId,
    title,
    currency,
    orders,
    get listings() {
      return listsNothing ? NO_LISTINGS : listings;
    },
    get listsNothing() {
      return listsNothing;
    },
    set listsNothing(nothing) {
      listsNothing = nothing;
    },
    writes,
    ordersPlaced: (from, to) => placedOrders.within(from, to),
    ordersChanged: (from, to) => changedOrders.within(from, to),
    listingsChanged: (from, to) => (listsNothing ? [] : changedListings.within(from, to)),
    orderByRemoteId: (remoteId) => byRemoteId.get(remoteId),
    listingByVariantId: (variantId) => byVariantId.get(variantId),
    listingsOfProduct: (productId) => products.get(productId) ?? [],
    addListing({ title: text, price, pieces, productId, at }) {
      const product = productId ?? ids.product(products.size + 1);
      variants++;
      const variantId = ids.variant(variants);
      const sku = `SKU-${String(variants).padStart(5, '0')}`;
      const listing: FakeListing = {
        listingId: ids.listing(product, variantId, sku),
        productId: product,
        variantId,
        sku,
        title: text,
        price,
        currency,
        pieces,
        updatedAt: second(at ?? now()),
        onSale: true,
      };
      listings.set(listing.listingId, listing);
      byVariantId.set(variantId, listing);
      products.set(product, [...(products.get(product) ?? []), listing]);
      changedListings.add(listing);
      if (at === undefined) tell({ about: 'listing', listing });
      return listing;
    },
    removeListing(listingId) {
      const listing = listingOf(listingId);
      listings.delete(listingId);
      byVariantId.delete(listing.variantId);
      products.set(
        listing.productId,
        (products.get(listing.productId) ?? []).filter((one) => one !== listing),
      );
      changedListings.remove(listing);
    },
    placeOrder({ lines: wanted, status = 'paid', at, note = null }) {
      const placedAt = second(at ?? now());
      const order: FakeOrder = {
        ...ids.order(orders.size + 1),
        status,
        placedAt,
        updatedAt: placedAt,
        paidAt: status === 'unpaid' || status === 'cancelled' ? null : placedAt,
        currency,
        lines: wanted.map(({ listingId, pieces }) => {
          const { sku, title: text, price } = listingOf(listingId);
          lines++;
          return { lineId: ids.line(lines), listingId, sku, title: text, pieces, unitPrice: price };
        }),
        discount: 0,
        shippingFee: 0,
        refunded: 0,
        note,
        shipments: [],
      };
      orders.set(order.number, order);
      byRemoteId.set(order.remoteId, order);
      changedOrders.add(order);
      placedOrders.add(order);
      if (at === undefined) {
        for (const { listingId, pieces } of wanted) {
          const listing = listingOf(listingId);
          listing.pieces -= pieces;
          touchListing(listing);
        }
      }
      // Nobody is told of the past.
      if (at === undefined) tell({ about: 'order', order, placed: true });
      return order;
    },
    changeOrder(number, change) {
      const order = orderOf(number);
      Object.assign(order, change);
      if (change.status === 'paid') order.paidAt ??= second(now());
      touchOrder(order);
    },
    changeListing(listingId, change) {
      const listing = listingOf(listingId);
      const { title: newTitle = listing.title, onSale = listing.onSale, ...own } = change;
      Object.assign(listing, own);
      if (change.title === undefined && change.onSale === undefined) touchListing(listing);
      else changeProduct(listing, { title: newTitle, onSale });
    },
    write({ kind, target, value, idempotencyKey, carrier = '' }) {
      writes.push({ at: now(), kind, target, value, idempotencyKey });
      if (kind === 'fulfilment') return ship(orderOf(target), String(value), carrier);
      if (kind === 'order-note') {
        const order = orderOf(target);
        order.note = String(value);
        return touchOrder(order);
      }
      const listing = listingOf(target);
      if (kind === 'title') return changeProduct(listing, { title: String(value) });
      if (kind === 'stock') listing.pieces += Number(value);
      else listing.price = Number(value);
      touchListing(listing);
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
