/** An order of Pinduoduo. Amounts are yuan, times are Beijing's; only what is paid and agreed on is ever told. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import {
  contactOf,
  type Fields,
  lineAmount,
  type Naming,
  type RemoteOrder,
  type RemoteOrderLine,
  type RemoteShipment,
  readChinaTime,
  variantIdOf,
  versionOf,
} from '../../platform/index.ts';
import { read } from './request.ts';

const CALLED_OFF = '2';
const REFUNDED = '4';
const BY_ORDER_STATUS: Readonly<Record<string, OrderStatusName>> = { 1: 'paid', 2: 'shipped', 3: 'completed' };

export interface OrderExtras {
  /** Refunds that went through, by order number, as they are told. */
  readonly refunds: ReadonlyMap<string, readonly Fields[]>;
  /** Names of carriers by Pinduoduo's ids of them. */
  readonly carriers: ReadonlyMap<string, string>;
}

export const nameOrder: Naming<Fields> = (order) => {
  const number = read.text(order.order_sn);
  return { id: number, shown: number ?? '' };
};

export function isRefunded(order: Fields): boolean {
  return read.text(order.refund_status) === REFUNDED;
}

export function isShipped(order: Fields): boolean {
  return read.text(order.tracking_number) !== null;
}

export function mapPddOrder(order: Fields, { refunds, carriers }: OrderExtras): RemoteOrder {
  const number = read.id(order.order_sn, 'order_sn');
  const placedAt = read.time(order.created_time, 'created_time', readChinaTime);
  const total = read.money(order.pay_amount, 'pay_amount');
  const shippingFee = read.moneyIfSaid(order.postage, 'postage');
  const lines = mapLines(read.list(order.item_list, 'item_list'));
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
  // An order does not say how much was given back. Where no refund tells it either, it was all.
  const refunded = isRefunded(order) ? Math.min(total, sumOf(refunds.get(number)) ?? total) : 0;
  const known = {
    number,
    remoteId: number,
    updatedAt: read.timeIfSaid(order.updated_at, 'updated_at', readChinaTime) ?? placedAt,
    placedAt,
    paidAt: readChinaTime(order.pay_time),
    status: statusOf(order, refunded, total),
    rawStatus: ['order_status', 'refund_status', 'confirm_status', 'after_sales_status']
      .map((name) => `${name}=${read.text(order[name]) ?? ''}`)
      .join(' '),
    currency: 'CNY',
    total,
    // All that was taken off, by Pinduoduo, by the seller, or by hand.
    discount: goods + shippingFee - total,
    shippingFee,
    tax: 0,
    refunded,
    customer: read.text(order.receiver_name_mask),
    contact: receiverOf(order),
    note: read.text(order.remark),
    lines,
    shipments: shipmentsOf(order, carriers),
  };
  return { ...known, version: versionOf(known) };
}

function sumOf(refunds: readonly Fields[] | undefined): number | null {
  if (!refunds) return null;
  return refunds.reduce((sum, refund) => sum + read.money(refund.refund_amount, 'refund_amount'), 0);
}

function statusOf(order: Fields, refunded: number, total: number): OrderStatusName {
  if (read.text(order.confirm_status) === CALLED_OFF) return 'cancelled';
  if (isRefunded(order)) return refunded < total ? 'partiallyRefunded' : 'refunded';
  return BY_ORDER_STATUS[read.text(order.order_status) ?? ''] ?? 'paid';
}

/** Lines have no ids of their own: a variant's, numbered where it stands there more than once. */
function mapLines(items: readonly Fields[]): readonly RemoteOrderLine[] {
  const met = new Map<string, number>();
  return items.map((item) => {
    const sku = read.id(item.sku_id, 'sku_id');
    const goods = read.text(item.goods_id);
    const times = (met.get(sku) ?? 0) + 1;
    met.set(sku, times);
    const quantity = read.quantity(item.goods_count, 'goods_count');
    const unitPrice = read.money(item.goods_price, 'goods_price');
    return {
      lineId: times === 1 ? sku : `${sku}-${times}`,
      sku: read.text(item.outer_id) ?? read.text(item.outer_goods_id) ?? sku,
      listingId: goods === null ? null : variantIdOf(goods, sku),
      title: read.text(item.goods_name) ?? '',
      quantity,
      unitPrice,
      amount: lineAmount(unitPrice, quantity),
    };
  });
}

/** Masked: the rest is encrypted. */
function receiverOf(order: Fields) {
  return contactOf({
    name: read.text(order.receiver_name_mask),
    phone: read.text(order.receiver_phone_mask),
    address: ['province', 'city', 'town', 'address_mask'].map((part) => read.text(order[part])),
    between: ' ',
  });
}

function shipmentsOf(order: Fields, carriers: ReadonlyMap<string, string>): readonly RemoteShipment[] {
  const shippedAt = readChinaTime(order.shipping_time);
  const deliveredAt = readChinaTime(order.receive_time);
  return [order, ...read.list(order.extra_delivery_list, 'extra_delivery_list')].flatMap((parcel) => {
    const trackingNumber = read.text(parcel.tracking_number);
    if (trackingNumber === null) return [];
    const carrier = carriers.get(read.text(parcel.logistics_id) ?? '') ?? null;
    return [{ trackingNumber, carrier, shippedAt, deliveredAt }];
  });
}
