/** A trade of Taobao or Tmall as an order. Amounts are yuan, times are Beijing's. */
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
import { read, wrapped } from './request.ts';

/** What is asked for of a trade; TOP returns only fields that are named. */
export const TRADE_FIELDS =
  'tid,status,created,pay_time,modified,consign_time,end_time,payment,total_fee,post_fee,order_tax_fee,buyer_nick,' +
  'buyer_open_uid,receiver_name,receiver_mobile,receiver_phone,receiver_state,receiver_city,receiver_district,' +
  'receiver_town,receiver_address,seller_memo,orders.oid,orders.num_iid,orders.sku_id,orders.outer_iid,' +
  'orders.outer_sku_id,orders.title,orders.price,orders.num,orders.refund_status,orders.refund_id,orders.status,' +
  'orders.logistics_company,orders.invoice_no,orders.consign_time,orders.end_time';

const STATUS: Readonly<Record<string, OrderStatusName>> = {
  TRADE_NO_CREATE_PAY: 'unpaid',
  WAIT_BUYER_PAY: 'unpaid',
  PAY_PENDING: 'unpaid',
  WAIT_PRE_AUTH_CONFIRM: 'unpaid',
  WAIT_SELLER_SEND_GOODS: 'paid',
  PAID_FORBID_CONSIGN: 'paid',
  // Something is still to be sent.
  SELLER_CONSIGNED_PART: 'paid',
  WAIT_BUYER_CONFIRM_GOODS: 'shipped',
  TRADE_BUYER_SIGNED: 'completed',
  TRADE_FINISHED: 'completed',
  // After payment, wholly given back; before payment, called off.
  TRADE_CLOSED: 'refunded',
  TRADE_CLOSED_BY_TAOBAO: 'cancelled',
};

/** Refunds that went through in a trade which goes on: their amounts stand elsewhere, under these ids. */
export function refundIdsOf(trade: Fields): readonly string[] {
  if (read.text(trade.status) === 'TRADE_CLOSED') return [];
  return linesOf(trade)
    .filter((line) => read.text(line.refund_status) === 'SUCCESS')
    .map((line) => read.id(line.refund_id, 'refund_id'));
}

export const nameTrade: Naming<Fields> = (trade) => {
  const number = read.text(trade.tid);
  return { id: number, shown: number ?? '' };
};

export interface TradeExtras {
  /** What `refundIdsOf` came to, in 1/10,000. */
  readonly refunds: number;
  /** Lists never hold the seller's memo; a trade that was asked for alone leaves it out where there is none. */
  readonly holdsMemo: boolean;
}

export function mapTrade(trade: Fields, { refunds, holdsMemo }: TradeExtras): RemoteOrder {
  const number = read.id(trade.tid, 'tid');
  const rawStatus = read.id(trade.status, 'status');
  const status = STATUS[rawStatus] ?? 'paid';
  const placedAt = read.time(trade.created, 'created', readChinaTime);
  const total = read.money(trade.payment, 'payment');
  const shippingFee = read.moneyIfSaid(trade.post_fee, 'post_fee');
  const tax = read.moneyIfSaid(trade.order_tax_fee, 'order_tax_fee');
  const lines = linesOf(trade).map(mapLine);
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
  const known = {
    number,
    remoteId: number,
    updatedAt: read.timeIfSaid(trade.modified, 'modified', readChinaTime) ?? placedAt,
    placedAt,
    paidAt: readChinaTime(trade.pay_time),
    status: refunds > 0 ? ('partiallyRefunded' as const) : status,
    rawStatus,
    currency: 'CNY',
    total,
    // All that was taken off, by whatever name: the platform's, the seller's, and what was changed by hand.
    discount: goods + shippingFee + tax - total,
    shippingFee,
    tax,
    refunded: status === 'refunded' ? total : refunds,
    customer: read.text(trade.buyer_nick) ?? read.text(trade.buyer_open_uid),
    contact: receiverOf(trade),
    lines,
    shipments: shipmentsOf(trade),
  };
  // Without the memo, so that the same trade is the same in a list and alone.
  const version = versionOf(known);
  return holdsMemo ? { ...known, version, note: read.text(trade.seller_memo) } : { ...known, version };
}

function linesOf(trade: Fields): readonly Fields[] {
  return wrapped(trade.orders, 'order');
}

function mapLine(line: Fields): RemoteOrderLine {
  const item = read.text(line.num_iid);
  const sku = read.text(line.sku_id);
  const quantity = read.quantity(line.num, 'num');
  const unitPrice = read.money(line.price, 'price');
  return {
    lineId: read.id(line.oid, 'oid'),
    sku: read.text(line.outer_sku_id) ?? read.text(line.outer_iid) ?? sku ?? item ?? '',
    listingId: item === null ? null : variantIdOf(item, sku === '0' ? null : sku),
    title: read.text(line.title) ?? '',
    quantity,
    unitPrice,
    amount: lineAmount(unitPrice, quantity),
  };
}

function receiverOf(trade: Fields) {
  return contactOf({
    name: read.text(trade.receiver_name),
    phone: read.text(trade.receiver_mobile) ?? read.text(trade.receiver_phone),
    address: ['state', 'city', 'district', 'town', 'address'].map((part) => read.text(trade[`receiver_${part}`])),
    between: ' ',
  });
}

/** Lines that went in one parcel name the same waybill. */
function shipmentsOf(trade: Fields): readonly RemoteShipment[] {
  const parcels = new Map<string, RemoteShipment>();
  for (const line of linesOf(trade)) {
    const trackingNumber = read.text(line.invoice_no);
    if (trackingNumber === null || parcels.has(trackingNumber)) continue;
    parcels.set(trackingNumber, {
      trackingNumber,
      carrier: read.text(line.logistics_company),
      shippedAt: readChinaTime(line.consign_time) ?? readChinaTime(trade.consign_time),
      deliveredAt: STATUS[read.text(line.status) ?? ''] === 'completed' ? readChinaTime(line.end_time) : null,
    });
  }
  return [...parcels.values()];
}
