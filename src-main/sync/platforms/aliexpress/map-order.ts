/** An order of AliExpress, from the list of orders or with its details, in Mendian's words. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import {
  contactOf,
  type Fields,
  lineAmount,
  type Naming,
  type RemoteOrder,
  type RemoteOrderLine,
  type RemoteShipment,
  versionOf,
} from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { readPacificTime } from './pacific-time.ts';
import { read, unwrap } from './request.ts';

const STATUS: Readonly<Record<string, OrderStatusName>> = {
  PLACE_ORDER_SUCCESS: 'unpaid',
  // Paid, and not to be sent within the day in which the payment is looked at.
  RISK_CONTROL: 'paid',
  WAIT_SELLER_EXAMINE_MONEY: 'paid',
  WAIT_SELLER_SEND_GOODS: 'paid',
  // Something is still to be sent.
  SELLER_PART_SEND_GOODS: 'paid',
  WAIT_BUYER_ACCEPT_GOODS: 'shipped',
  FUND_PROCESSING: 'completed',
};

const amountOf = (money: unknown, name: string): number => read.money(read.fields(money).amount, name);

const nameBy =
  (field: string): Naming<Fields> =>
  (order) => {
    const number = read.text(order[field]);
    return { id: number, shown: number ?? '' };
  };
export const nameListed = nameBy('order_id');
export const nameDetails = nameBy('id');

/** What the list says. It tells neither parcels nor what of the amount is postage and what was taken off. */
export function mapListedOrder(order: Fields): RemoteOrder {
  const number = read.id(order.order_id, 'order_id');
  const rawStatus = read.id(order.order_status, 'order_status');
  const paidAt = readPacificTime(order.gmt_pay_time);
  const placedAt = read.time(order.gmt_create, 'gmt_create', readPacificTime);
  return withVersion({
    number,
    remoteId: number,
    updatedAt: read.timeIfSaid(order.gmt_update, 'gmt_update', readPacificTime) ?? placedAt,
    placedAt,
    paidAt,
    status: statusOf(rawStatus, paidAt, readPacificTime(order.gmt_send_goods_time), read.text(order.end_reason)),
    rawStatus,
    currency: read.currency(read.fields(order.pay_amount).currency_code, 'currency_code'),
    total: amountOf(order.pay_amount, 'pay_amount'),
    customer: read.text(order.buyer_signer_fullname) ?? read.text(order.buyer_login_id),
    contact: null,
    lines: unwrap(order.product_list, 'product_list').map(mapListedLine),
  });
}

/** What the order's details say. */
export function mapOrderDetails(order: Fields): RemoteOrder {
  const number = read.id(order.id, 'id');
  const rawStatus = read.id(order.order_status, 'order_status');
  const paidAt = readPacificTime(order.gmt_pay_success);
  const placedAt = read.time(order.gmt_create, 'gmt_create', readPacificTime);
  const shipments = unwrap(order.logistic_info_list, 'logistic_info_list').flatMap(shipmentOf);
  return withVersion({
    number,
    remoteId: number,
    updatedAt: read.timeIfSaid(order.gmt_modified, 'gmt_modified', readPacificTime) ?? placedAt,
    placedAt,
    paidAt,
    status: statusOf(rawStatus, paidAt, shipments[0]?.shippedAt ?? null, read.text(order.order_end_reason)),
    rawStatus,
    currency: read.currency(read.fields(order.order_amount).currency_code, 'currency_code'),
    total: amountOf(order.order_amount, 'order_amount'),
    customer: read.text(order.buyer_signer_fullname) ?? read.text(order.buyerloginid),
    contact: receiverOf(read.fields(order.receipt_address)),
    lines: unwrap(order.child_order_list, 'child_order_list').map(mapChildOrder),
    shipments,
  });
}

type Known = Omit<RemoteOrder, 'version' | 'discount' | 'shippingFee' | 'tax' | 'refunded' | 'note'>;

/**
 * The goods and what was paid differ by postage where more was paid, and by what was taken off where less was.
 * The contact and the parcels stand only in the details: they must not make the same order look like another one.
 */
function withVersion(known: Known): RemoteOrder {
  const { contact, shipments, customer, ...listed } = known;
  const goods = known.lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...known,
    discount: Math.max(0, goods - known.total),
    shippingFee: Math.max(0, known.total - goods),
    tax: 0,
    refunded: known.status === 'refunded' ? known.total : 0,
    version: versionOf(listed),
  };
}

function statusOf(
  raw: string,
  paidAt: number | null,
  sentAt: number | null,
  endReason: string | null,
): OrderStatusName {
  if (raw === 'FINISH') return endOf(paidAt, endReason ?? '');
  // In dispute, frozen, or about to be called off: what it was before still holds.
  return STATUS[raw] ?? (sentAt !== null ? 'shipped' : paidAt !== null ? 'paid' : 'unpaid');
}

/** An order may be over for many reasons; there is no list of them, but those that give money back say so. */
function endOf(paidAt: number | null, reason: string): OrderStatusName {
  if (paidAt === null) return 'cancelled';
  if (/refund|issue|send_goods_timeout/i.test(reason)) return 'refunded';
  return /cancel|close|risk/i.test(reason) ? 'cancelled' : 'completed';
}

function mapListedLine(line: Fields): RemoteOrderLine {
  const unitPrice = amountOf(line.product_unit_price, 'product_unit_price');
  return lineOf(line, read.id(line.child_id, 'child_id'), unitPrice);
}

function mapChildOrder(line: Fields): RemoteOrderLine {
  const id = read.text(line.child_order_id) ?? read.id(line.id, 'child_order_id');
  return lineOf(line, id, amountOf(line.product_price, 'product_price'));
}

function lineOf(line: Fields, lineId: string, unitPrice: number): RemoteOrderLine {
  const product = read.text(line.product_id);
  const code = read.text(line.sku_code);
  const quantity = read.quantity(line.product_count, 'product_count');
  return {
    lineId,
    sku: code ?? product ?? '',
    listingId: product === null || code === null ? null : listingIdOf(product, code, null),
    title: read.text(line.product_name) ?? '',
    quantity,
    unitPrice,
    amount: lineAmount(unitPrice, quantity),
  };
}

export function shipmentOf(parcel: Fields): readonly RemoteShipment[] {
  const trackingNumber = read.text(parcel.logistics_no);
  if (trackingNumber === null) return [];
  return [
    {
      trackingNumber,
      carrier: read.text(parcel.logistics_service_name) ?? read.text(parcel.logistics_type_code),
      shippedAt: readPacificTime(parcel.gmt_send),
      deliveredAt: parcel.receive_status === 'received' ? readPacificTime(parcel.gmt_received) : null,
    },
  ];
}

function receiverOf(address: Fields) {
  const parts = ['detail_address', 'address2', 'city', 'province', 'zip', 'country'];
  return contactOf({
    name: read.text(address.contact_person),
    phone: read.text(address.mobile_no) ?? read.text(address.phone_number),
    address: parts.map((part) => read.text(address[part])),
    between: ', ',
  });
}
