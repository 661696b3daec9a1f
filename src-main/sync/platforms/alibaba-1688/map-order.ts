/** An order of 1688. Its amounts are yuan, but what was taken off is told in fen and below zero. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import {
  contactOf,
  type Fields,
  lineAmount,
  type Naming,
  type RemoteOrder,
  type RemoteOrderLine,
  type RemoteShipment,
  variantIdOf,
  versionOf,
} from '../../platform/index.ts';
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

export const nameOrder: Naming<Fields> = (order) => {
  const base = read.fields(order.baseInfo);
  const number = read.text(base.idOfStr ?? base.id);
  return { id: number, shown: number ?? '' };
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
  const placedAt = read.time(base.createTime, 'createTime', readTime1688);
  const total = read.money(base.totalAmount, 'totalAmount');
  const shippingFee = read.moneyIfSaid(base.shippingFee, 'shippingFee');
  const lines = read.list(order.productItems, 'productItems').map(mapLine);
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
  const known = {
    number,
    remoteId: number,
    updatedAt: read.timeIfSaid(base.modifyTime, 'modifyTime', readTime1688) ?? placedAt,
    placedAt,
    paidAt: readTime1688(base.payTime),
    status: statusOf(base),
    rawStatus: read.id(base.status, 'status'),
    currency: currencyOf(base.currency),
    total,
    // Of the order and of its lines alike: amounts of lines are what they come to without either.
    discount: goods + shippingFee - total,
    shippingFee,
    tax: 0,
    refunded: read.moneyIfSaid(base.refund, 'refund'),
    customer: read.text(base.buyerLoginId) ?? read.text(base.buyerMemberId),
    contact: receiverOf(read.fields(base.receiverInfo)),
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
  const refund = read.moneyIfSaid(base.refund, 'refund');
  if (status === 'terminated') return refund > 0 ? 'refunded' : 'cancelled';
  const known = STATUS[status] ?? 'paid';
  return refund > 0 && known !== 'cancelled' ? 'partiallyRefunded' : known;
}

/** 1688 writes RMB, and often nothing. */
function currencyOf(value: unknown): string {
  const said = read.text(value);
  return said === null || said === 'RMB' ? 'CNY' : read.currency(value, 'currency');
}

function mapLine(line: Fields): RemoteOrderLine {
  const product = read.text(line.productID);
  const spec = read.text(line.specId);
  const unitPrice = read.money(line.price, 'price');
  const quantity = read.quantity(line.quantity, 'quantity');
  return {
    lineId: read.id(line.subItemIDString ?? line.subItemID, 'subItemID'),
    sku: read.text(line.cargoNumber) ?? read.text(line.productCargoNumber) ?? spec ?? product ?? '',
    listingId: product === null ? null : variantIdOf(product, spec),
    title: read.text(line.name) ?? '',
    quantity,
    unitPrice,
    amount: lineAmount(unitPrice, quantity),
  };
}

function receiverOf(receiver: Fields) {
  return contactOf({
    name: read.text(receiver.toFullName),
    phone: read.text(receiver.toMobile) ?? read.text(receiver.toPhone),
    address: [read.text(receiver.toArea)],
    between: ' ',
  });
}

function shipmentsOf(order: Fields): readonly RemoteShipment[] {
  const items = read.list(read.fields(order.nativeLogistics).logisticsItems, 'logisticsItems');
  const delivered = readTime1688(read.fields(order.baseInfo).allDeliveredTime);
  return items.flatMap((item) => {
    const trackingNumber = read.text(item.logisticsBillNo);
    if (trackingNumber === null) return [];
    const carrier = read.text(item.logisticsCompanyName);
    return [{ trackingNumber, carrier, shippedAt: readTime1688(item.deliveredTime) ?? delivered, deliveredAt: null }];
  });
}
