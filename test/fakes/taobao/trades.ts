/** Trades as TOP tells of them, and what may be done to one. */

import { moneyToDecimal } from '#shared/domain/money.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { bare } from '../bare-numbers.ts';
import type { FakeOrder, FakeShop } from '../fake-shop.ts';
import { totalOf } from '../seed-shop.ts';
import { type Form, needed, numberIn, onlyAsked, refuse, timeIn } from './gateway.ts';

const DAY = 86_400_000;
const REACH = 92 * DAY;

const STATUS: Readonly<Record<OrderStatusName, string>> = {
  unpaid: 'WAIT_BUYER_PAY',
  paid: 'WAIT_SELLER_SEND_GOODS',
  shipped: 'WAIT_BUYER_CONFIRM_GOODS',
  completed: 'TRADE_FINISHED',
  cancelled: 'TRADE_CLOSED_BY_TAOBAO',
  refunded: 'TRADE_CLOSED',
  partiallyRefunded: 'TRADE_FINISHED',
};

export const CARRIERS = [
  { id: 500, code: 'ZTO', name: '中通快递' },
  { id: 101, code: 'YTO', name: '圆通速递' },
  { id: 505, code: 'SF', name: '顺丰速运' },
];

export const yuan = (money: number): string => moneyToDecimal(money).slice(0, -2);
const time = (at: number | null): string | null => (at === null ? null : writeChinaTime(at));

function tradeOf(order: FakeOrder): Record<string, unknown> {
  const { status, shipments } = order;
  const goods = order.lines.reduce((sum, { pieces, unitPrice }) => sum + pieces * unitPrice, 0);
  return {
    tid: bare(order.remoteId),
    status: STATUS[status],
    created: time(order.placedAt),
    pay_time: time(order.paidAt),
    modified: time(order.updatedAt),
    consign_time: time(shipments[0]?.shippedAt ?? null),
    payment: yuan(totalOf(order)),
    total_fee: yuan(goods),
    post_fee: yuan(order.shippingFee),
    discount_fee: yuan(order.discount),
    buyer_nick: 't**1',
    receiver_name: '张**',
    receiver_mobile: '*******8000',
    receiver_state: '浙江省',
    receiver_city: '杭州市',
    receiver_address: '文**路**号',
    seller_memo: order.note,
    orders: {
      order: order.lines.map((line, place) => {
        const parcel = shipments[Math.min(place, shipments.length - 1)];
        const [item = '', sku = ''] = line.listingId.split('/');
        const isRefunded = status === 'refunded' || (status === 'partiallyRefunded' && place === 0);
        return {
          oid: bare(line.lineId),
          num_iid: bare(item),
          sku_id: sku,
          outer_sku_id: line.sku,
          title: line.title,
          price: yuan(line.unitPrice),
          num: line.pieces,
          status: STATUS[status],
          refund_status: isRefunded ? 'SUCCESS' : 'NO_REFUND',
          ...(isRefunded ? { refund_id: `9${order.remoteId}` } : {}),
          ...(parcel
            ? {
                logistics_company: parcel.carrier,
                invoice_no: parcel.trackingNumber,
                consign_time: time(parcel.shippedAt),
                end_time: time(parcel.deliveredAt),
              }
            : {}),
        };
      }),
    },
  };
}

export function createTrades(shop: FakeShop, now: () => number) {
  const tradeIn = (form: Form): FakeOrder =>
    shop.orderByRemoteId(needed(form, 'tid')) ??
    refuse(15, 'Remote service error', 'isv.trade-not-exist', '交易不存在');

  /** The newest come first, and none with its memo. */
  function paged(form: Form, found: readonly FakeOrder[]): object {
    const size = numberIn(form, 'page_size', { least: 1, most: 100, usual: 40 });
    const page = numberIn(form, 'page_no', { least: 1, most: 1e6, usual: 1 });
    const trades = found
      .toReversed()
      .slice((page - 1) * size, page * size)
      .map((order) => {
        const { seller_memo: _, ...trade } = onlyAsked(form, tradeOf(order));
        return trade;
      });
    if (form.get('use_has_next') === 'true') return { has_next: page * size < found.length, trades: { trade: trades } };
    return { total_results: found.length, ...(trades.length > 0 ? { trades: { trade: trades } } : {}) };
  }

  return {
    'taobao.trades.sold.get'(form: Form) {
      const earliest = now() - REACH;
      const from = form.has('start_created') ? timeIn(form, 'start_created') : earliest;
      const to = form.has('end_created') ? timeIn(form, 'end_created') : now();
      if (to <= from) refuse(41, 'Invalid Arguments:end_created', 'isv.invalid-parameter');
      if (from < earliest) refuse(41, 'Invalid Arguments:start_created', 'isv.invalid-parameter');
      return paged(form, shop.ordersPlaced(from, to + 1_000));
    },
    'taobao.trades.sold.increment.get'(form: Form) {
      const from = timeIn(form, 'start_modified');
      const to = timeIn(form, 'end_modified');
      if (to <= from || to - from > DAY) refuse(41, 'Invalid Arguments:end_modified', 'isv.invalid-parameter');
      if (from < now() - REACH) refuse(41, 'Invalid Arguments:start_modified', 'isv.invalid-parameter');
      // Both ends belong to it.
      return paged(form, shop.ordersChanged(from, to + 1_000));
    },
    'taobao.trade.fullinfo.get': (form: Form) => ({ trade: onlyAsked(form, tradeOf(tradeIn(form))) }),
    'taobao.refund.get'(form: Form) {
      const order = shop.orderByRemoteId(needed(form, 'refund_id').slice(1));
      if (!order) refuse(15, 'Remote service error', 'isv.refund-not-exist', '退款不存在');
      return {
        refund: onlyAsked(form, {
          refund_id: form.get('refund_id'),
          status: 'SUCCESS',
          refund_fee: yuan(order.refunded),
        }),
      };
    },
    'taobao.trade.memo.update'(form: Form) {
      const order = tradeIn(form);
      shop.write({ kind: 'order-note', target: order.number, value: needed(form, 'memo'), idempotencyKey: null });
      return { trade: { tid: bare(order.remoteId), modified: time(order.updatedAt) } };
    },
    'taobao.logistics.companies.get': () => ({ logistics_companies: { logistics_company: CARRIERS } }),
    'taobao.logistics.offline.send'(form: Form) {
      const order = tradeIn(form);
      const carrier = CARRIERS.find(({ code }) => code === needed(form, 'company_code'));
      if (!carrier) refuse(15, 'Remote service error', 'isv.logistics-offline-service-error:B04', '物流公司不存在');
      if (order.status !== 'paid') {
        refuse(15, 'Remote service error', 'isv.logistics-offline-service-error:B150', '发货异常，请稍等后重试');
      }
      const value = needed(form, 'out_sid');
      shop.write({ kind: 'fulfilment', target: order.number, value, carrier: carrier.name, idempotencyKey: null });
      return { shipping: { is_success: true } };
    },
    'taobao.logistics.trace.search'(form: Form) {
      const order = tradeIn(form);
      const [parcel] = order.shipments;
      if (!parcel) refuse(15, 'Remote service error', 'isv.logistics-order-not-exist', '物流订单不存在');
      const sent = { status_time: time(parcel.shippedAt), status_desc: '【杭州】已揽收', action: 'GOT' };
      const signed = { status_time: time(parcel.deliveredAt), status_desc: '已签收', action: 'SIGNED' };
      return {
        tid: bare(order.remoteId),
        out_sid: parcel.trackingNumber,
        company_name: parcel.carrier,
        status: parcel.deliveredAt === null ? '物流公司揽收成功' : '对方已签收',
        trace_list: { transit_step_info: parcel.deliveredAt === null ? [sent] : [sent, signed] },
      };
    },
  };
}
