/** An order of Shopify in Mendian's words. Money is that of the shop, whatever the customer paid in. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import {
  contactOf,
  type Fields,
  lineAmount,
  type Naming,
  type RemoteOrder,
  type RemoteOrderLine,
  type RemoteShipment,
  soundTime,
  versionOf,
} from '../../platform/index.ts';
import { idOfGid, listingIdOf } from './ids.ts';
import { read } from './request.ts';

/** What an order is asked for; lines and what else may be many beside it. */
export const ORDER_FIELDS = `id legacyResourceId name createdAt updatedAt cancelledAt closedAt currencyCode note
  displayFinancialStatus displayFulfillmentStatus
  totalPriceSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } }
  totalShippingPriceSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } }
  totalRefundedSet { shopMoney { amount } }
  customer { displayName } shippingAddress { name phone formatted(withName: false) }
  transactions(first: 3) { kind status processedAt }
  fulfillments(first: 5) { createdAt deliveredAt trackingInfo(first: 1) { company number } }`;

export const LINE_FIELDS = `pageInfo { hasNextPage endCursor }
  nodes { id sku title quantity originalUnitPriceSet { shopMoney { amount } }
    product { id } variant { id inventoryItem { id } } }`;

/** UTC milliseconds; null where there is no time. */
export function readTime(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return soundTime(time);
}

const shopMoney = (set: unknown): unknown => read.fields(read.fields(set).shopMoney).amount;

export const nameOrder: Naming<Fields> = (order) => {
  const number = read.text(order.name);
  return { id: number, shown: number ?? read.text(order.legacyResourceId) ?? read.text(order.id) ?? '' };
};

/** @param lines all of the order's line items: an answer holds only the first of them. */
export function mapOrder(order: Fields, lines: readonly Fields[]): RemoteOrder {
  const financial = read.text(order.displayFinancialStatus) ?? '';
  const fulfilment = read.text(order.displayFulfillmentStatus) ?? '';
  const shipments = read.list(order.fulfillments, 'fulfillments').flatMap(shipmentOf);
  const placedAt = read.time(order.createdAt, 'createdAt', readTime);
  const known = {
    number: read.id(order.name, 'name'),
    remoteId: read.text(order.legacyResourceId) ?? idOfGid(read.id(order.id, 'id')),
    updatedAt: read.timeIfSaid(order.updatedAt, 'updatedAt', readTime) ?? placedAt,
    placedAt,
    paidAt: paidAtOf(order),
    status: statusOf(order, financial, fulfilment, shipments),
    rawStatus: [financial, fulfilment, order.cancelledAt ? 'CANCELLED' : ''].filter((part) => part !== '').join(' / '),
    currency: read.currency(order.currencyCode, 'currencyCode'),
    total: read.money(shopMoney(order.totalPriceSet), 'totalPriceSet'),
    discount: read.moneyIfSaid(shopMoney(order.totalDiscountsSet), 'totalDiscountsSet'),
    shippingFee: read.moneyIfSaid(shopMoney(order.totalShippingPriceSet), 'totalShippingPriceSet'),
    tax: read.moneyIfSaid(shopMoney(order.totalTaxSet), 'totalTaxSet'),
    refunded: read.moneyIfSaid(shopMoney(order.totalRefundedSet), 'totalRefundedSet'),
    customer: read.text(read.fields(order.customer).displayName),
    contact: receiverOf(read.fields(order.shippingAddress)),
    note: read.text(order.note),
    lines: lines.map(mapLine),
    shipments,
  };
  return { ...known, version: versionOf(known) };
}

function statusOf(
  order: Fields,
  financial: string,
  fulfilment: string,
  shipments: readonly RemoteShipment[],
): OrderStatusName {
  if (order.cancelledAt || financial === 'VOIDED') return 'cancelled';
  if (financial === 'REFUNDED') return 'refunded';
  if (financial === 'PARTIALLY_REFUNDED') return 'partiallyRefunded';
  if (fulfilment === 'FULFILLED') {
    // An archived order is over; so is one whose parcels have all arrived.
    const arrived = shipments.length > 0 && shipments.every(({ deliveredAt }) => deliveredAt !== null);
    return order.closedAt || arrived ? 'completed' : 'shipped';
  }
  return financial === 'PAID' ? 'paid' : 'unpaid';
}

/** When money first came in, as far as the transactions that were asked for tell. */
function paidAtOf(order: Fields): number | null {
  const times = read
    .list(order.transactions, 'transactions')
    .filter(({ kind, status }) => status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE'))
    .map(({ processedAt }) => readTime(processedAt))
    .filter((time) => time !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

function mapLine(line: Fields): RemoteOrderLine {
  const variant = read.fields(line.variant);
  const variantId = read.text(variant.id);
  const productId = read.text(read.fields(line.product).id);
  const itemId = read.text(read.fields(variant.inventoryItem).id);
  const quantity = read.quantity(line.quantity, 'lineItem.quantity');
  const unitPrice = read.money(shopMoney(line.originalUnitPriceSet), 'originalUnitPriceSet');
  return {
    lineId: idOfGid(read.id(line.id, 'lineItem.id')),
    sku: read.text(line.sku) ?? (variantId === null ? '' : idOfGid(variantId)),
    // A product that was deleted since, or never was one: a tip, a line made by hand.
    listingId:
      variantId === null || productId === null || itemId === null
        ? null
        : listingIdOf({ product: idOfGid(productId), variant: idOfGid(variantId), item: idOfGid(itemId) }),
    title: read.text(line.title) ?? '',
    quantity,
    unitPrice,
    amount: lineAmount(unitPrice, quantity),
  };
}

function receiverOf({ name, phone, formatted }: Fields) {
  const address = Array.isArray(formatted) ? formatted.map(read.text) : [];
  return contactOf({ name: read.text(name), phone: read.text(phone), address, between: ', ' });
}

function shipmentOf(fulfilment: Fields): readonly RemoteShipment[] {
  const [tracking] = read.list(fulfilment.trackingInfo, 'trackingInfo');
  const trackingNumber = read.text(tracking?.number);
  if (trackingNumber === null) return [];
  return [
    {
      trackingNumber,
      carrier: read.text(tracking?.company),
      shippedAt: readTime(fulfilment.createdAt),
      deliveredAt: readTime(fulfilment.deliveredAt),
    },
  ];
}
