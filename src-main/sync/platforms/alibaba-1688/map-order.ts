/** An order of 1688. Its amounts are yuan, but what was taken off is told in fen and below zero. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import {
  type Fields,
  type RemoteContact,
  type RemoteOrder,
  type RemoteOrderLine,
  type RemoteShipment,
  versionOf,
} from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { read } from './request.ts';
import { readTime1688 } from './time.ts';

const STATUS: Readonly<Record<string, OrderStatusName>> = {
  waitbuyerpay: 'unpaid',
  waitsellersend: 'paid',
  // Handed in for collection, and not collected yet.
  waitlogisticstakein: 'paid',
  waitbuyerreceive: 'shipped',
  waitbuyersign: 'shipped',
  signinsuccess: 'completed',
  confirm_goods: 'completed',
  success: 'completed',
  cancel: 'cancelled',
};

/** Parcels stand in the details of an order alone: whether there are any to be asked for. */
export function hasParcels(order: Fields): boolean {
  const status = statusOf(read.fields(order.baseInfo));
  return status === 'shipped' || status === 'completed' || status === 'partiallyRefunded' || status === 'refunded';
}

/** What a list says: nothing of parcels. */
export function mapListed1688(order: Fields): RemoteOrder {
  const base = read.fields(order.baseInfo);
  const number = read.id(base.idOfStr ?? base.id, 'idOfStr');
  const placedAt = readTime1688(base.createTime) ?? 0;
  const total = read.money(base.totalAmount);
  const shippingFee = read.money(base.shippingFee);
  const lines = read.list(order.productItems).map(mapLine);
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
  const known = {
    number,
    remoteId: number,
    updatedAt: readTime1688(base.modifyTime) ?? placedAt,
    placedAt,
    paidAt: readTime1688(base.payTime),
    status: statusOf(base),
    rawStatus: read.id(base.status, 'status'),
    currency: currencyOf(read.text(base.currency)),
    total,
    // Of the order and of its lines alike: amounts of lines are what they come to without either.
    discount: goods + shippingFee - total,
    shippingFee,
    tax: 0,
    refunded: read.money(base.refund),
    customer: read.text(base.buyerLoginId) ?? read.text(base.buyerMemberId),
    contact: contactOf(read.fields(base.receiverInfo)),
    note: read.text(base.sellerMemo),
    lines,
  };
  return { ...known, version: versionOf(known) };
}

/** What an order's details say. The same order is of the same version in a list. */
export function mapOrder1688(order: Fields): RemoteOrder {
  return { ...mapListed1688(order), shipments: shipmentsOf(order) };
}

/** `terminated` is what was called off after payment: with a refund it was given back. */
function statusOf(base: Fields): OrderStatusName {
  const status = read.text(base.status) ?? '';
  const refund = read.money(base.refund);
  if (status === 'terminated') return refund > 0 ? 'refunded' : 'cancelled';
  const known = STATUS[status] ?? 'paid';
  return refund > 0 && known !== 'cancelled' ? 'partiallyRefunded' : known;
}

/** 1688 writes RMB, and often nothing. */
function currencyOf(said: string | null): string {
  return said === null || said === 'RMB' ? 'CNY' : said;
}

function mapLine(line: Fields): RemoteOrderLine {
  const product = read.text(line.productID);
  const spec = read.text(line.specId);
  const unitPrice = read.money(line.price);
  const quantity = read.quantity(line.quantity);
  return {
    lineId: read.id(line.subItemIDString ?? line.subItemID, 'subItemID'),
    sku: read.text(line.cargoNumber) ?? read.text(line.productCargoNumber) ?? spec ?? product ?? '',
    listingId: product === null ? null : listingIdOf(product, spec),
    title: read.text(line.name) ?? '',
    quantity,
    unitPrice,
    amount: Math.round((unitPrice * quantity) / QUANTITY_SCALE),
  };
}

function contactOf(receiver: Fields): RemoteContact | null {
  const name = read.text(receiver.toFullName);
  const phone = read.text(receiver.toMobile) ?? read.text(receiver.toPhone);
  const address = read.text(receiver.toArea);
  return name === null && phone === null && address === null ? null : { name, phone, address };
}

function shipmentsOf(order: Fields): readonly RemoteShipment[] {
  const items = read.list(read.fields(order.nativeLogistics).logisticsItems);
  const delivered = readTime1688(read.fields(order.baseInfo).allDeliveredTime);
  return items.flatMap((item) => {
    const trackingNumber = read.text(item.logisticsBillNo);
    if (trackingNumber === null) return [];
    const carrier = read.text(item.logisticsCompanyName);
    return [{ trackingNumber, carrier, shippedAt: readTime1688(item.deliveredTime) ?? delivered, deliveredAt: null }];
  });
}
