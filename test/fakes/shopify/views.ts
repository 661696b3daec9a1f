/** A FakeShop's orders and listings as objects of Shopify's schema. Fields with arguments are functions, as graphql-js calls them. */
import type { FakeListing, FakeOrder, FakeOrderLine, FakeShipment, FakeShop } from '../index.ts';
import { totalOf } from '../seed-shop.ts';
import { type Page, pageOf } from './pages.ts';

export const LOCATION = '70000000000000001';

export const gid = (kind: string, id: string): string => `gid://shopify/${kind}/${id}`;
export const idOf = (text: string): string => text.slice(text.lastIndexOf('/') + 1);
/** The inventory item of a variant. */
export const itemOf = (variantId: string): string => `5${variantId.slice(1)}`;
export const variantOf = (itemId: string): string => `4${itemId.slice(1)}`;
export const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

export function decimal(money: number): string {
  const cents = Math.round(money / 100);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

const FINANCIAL: Readonly<Record<FakeOrder['status'], string>> = {
  unpaid: 'PENDING',
  paid: 'PAID',
  shipped: 'PAID',
  completed: 'PAID',
  cancelled: 'VOIDED',
  refunded: 'REFUNDED',
  partiallyRefunded: 'PARTIALLY_REFUNDED',
};

interface First {
  readonly first?: number | null;
  readonly after?: string | null;
}

export function createViews(shop: FakeShop) {
  const bag = (money: number) => {
    const amount = { amount: decimal(money), currencyCode: shop.currency };
    return { shopMoney: amount, presentmentMoney: amount };
  };

  function line({ lineId, listingId, sku, title, pieces, unitPrice }: FakeOrderLine) {
    const listing = shop.listings.get(listingId);
    return {
      id: gid('LineItem', lineId),
      sku,
      title,
      quantity: pieces,
      currentQuantity: pieces,
      originalUnitPriceSet: () => bag(unitPrice),
      discountedUnitPriceSet: () => bag(unitPrice),
      product: () => (listing ? product(listing) : null),
      variant: () => (listing ? variant(listing) : null),
    };
  }

  function fulfilment(order: FakeOrder, shipment: FakeShipment, n: number) {
    const { trackingNumber, carrier, shippedAt, deliveredAt } = shipment;
    return {
      id: gid('Fulfillment', `${order.remoteId}${n}`),
      status: 'SUCCESS',
      displayStatus: deliveredAt === null ? 'IN_TRANSIT' : 'DELIVERED',
      createdAt: iso(shippedAt),
      deliveredAt: deliveredAt === null ? null : iso(deliveredAt),
      trackingInfo: [{ company: carrier, number: trackingNumber, url: null }],
      events: ({ first, after }: First) =>
        pageOf(
          [
            {
              id: gid('FulfillmentEvent', `${order.remoteId}1`),
              status: 'IN_TRANSIT',
              happenedAt: iso(shippedAt),
              message: '已揽收',
            },
          ],
          first,
          after,
        ),
    };
  }

  function order(it: FakeOrder) {
    const isSent = it.shipments.length > 0 || it.status === 'shipped' || it.status === 'completed';
    const isOver = it.status === 'cancelled' || it.status === 'refunded';
    return {
      __typename: 'Order',
      id: gid('Order', it.remoteId),
      legacyResourceId: it.remoteId,
      name: it.number,
      email: null,
      note: it.note,
      createdAt: iso(it.placedAt),
      processedAt: iso(it.placedAt),
      updatedAt: iso(it.updatedAt),
      cancelledAt: it.status === 'cancelled' ? iso(it.updatedAt) : null,
      closedAt: it.status === 'completed' ? iso(it.updatedAt) : null,
      currencyCode: it.currency,
      displayFinancialStatus: FINANCIAL[it.status],
      displayFulfillmentStatus: isSent ? 'FULFILLED' : 'UNFULFILLED',
      totalPriceSet: () => bag(totalOf(it)),
      currentTotalPriceSet: () => bag(totalOf(it) - it.refunded),
      totalDiscountsSet: () => bag(it.discount),
      totalShippingPriceSet: () => bag(it.shippingFee),
      totalTaxSet: () => bag(0),
      totalRefundedSet: () => bag(it.refunded),
      customer: { id: gid('Customer', '1'), displayName: '王小明' },
      shippingAddress: {
        name: '王小明',
        phone: '+8613800000000',
        city: '上海',
        zip: '200000',
        formatted: ['南京东路 1 号', '上海 200000'],
      },
      transactions: ({ first }: First) =>
        (it.paidAt === null
          ? []
          : [{ id: gid('OrderTransaction', it.remoteId), kind: 'SALE', status: 'SUCCESS', processedAt: iso(it.paidAt) }]
        ).slice(0, first ?? undefined),
      fulfillments: ({ first }: First) =>
        it.shipments.map((sent, n) => fulfilment(it, sent, n)).slice(0, first ?? undefined),
      fulfillmentOrders: ({ first, after }: First) =>
        pageOf(
          [{ id: gid('FulfillmentOrder', it.remoteId), status: isOver ? 'CANCELLED' : isSent ? 'CLOSED' : 'OPEN' }],
          first,
          after,
        ),
      lineItems: ({ first, after }: First) => mapped(pageOf(it.lines, first, after), line),
    };
  }

  function product(listing: FakeListing) {
    const { productId, title } = listing;
    const variants = shop.listingsOfProduct(productId);
    return {
      __typename: 'Product',
      id: gid('Product', productId),
      title,
      status: variants.some(({ onSale }) => onSale) ? 'ACTIVE' : 'DRAFT',
      updatedAt: iso(Math.max(...variants.map(({ updatedAt }) => updatedAt))),
      variants: ({ first, after }: First) => mapped(pageOf(variants, first, after), variant),
    };
  }

  function variant(listing: FakeListing) {
    const itemId = itemOf(listing.variantId);
    return {
      __typename: 'ProductVariant',
      id: gid('ProductVariant', listing.variantId),
      sku: listing.sku,
      price: decimal(listing.price),
      inventoryQuantity: listing.pieces,
      updatedAt: iso(listing.updatedAt),
      product: () => product(listing),
      inventoryItem: () => item(itemId),
    };
  }

  function item(itemId: string) {
    return {
      __typename: 'InventoryItem',
      id: gid('InventoryItem', itemId),
      tracked: true,
      inventoryLevels: ({ first, after }: First) =>
        pageOf(
          [{ id: gid('InventoryLevel', itemId), location: { id: gid('Location', LOCATION), name: '总仓' } }],
          first,
          after,
        ),
    };
  }

  return { order, product, variant, item };
}

export type Views = ReturnType<typeof createViews>;

export function mapped<From, To>({ nodes, pageInfo }: Page<From>, map: (item: From) => To): Page<To> {
  return { nodes: nodes.map(map), pageInfo };
}
