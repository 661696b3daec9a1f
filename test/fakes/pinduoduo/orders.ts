/** Orders and refunds as Pinduoduo tells of them, and what may be done to an order. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { bare } from '../bare-numbers.ts';
import type { FakeOrder, FakeShop } from '../fake-shop.ts';
import { totalOf } from '../seed-shop.ts';
import { needed, numberIn, type PddCall, refuseBusiness, windowIn } from './gateway.ts';

const HALF_HOUR = 30 * 60_000;
const DAY = 86_400_000;
const REACH = 92 * DAY;

export const CARRIERS = [
  { id: 44, code: 'SF', logistics_company: '顺丰快递', available: 1 },
  { id: 85, code: 'YTO', logistics_company: '圆通速递', available: 1 },
  { id: 115, code: 'ZTO', logistics_company: '中通快递', available: 1 },
];

const yuan = (money: number): string => moneyToDecimal(money).slice(0, -2);
const time = (at: number | null): string | null => (at === null ? null : writeChinaTime(at));
const isRefunded = ({ status }: FakeOrder) => status === 'refunded' || status === 'partiallyRefunded';

/** Nothing is told of an order before it is paid and its group is complete. */
const isTold = ({ paidAt }: FakeOrder) => paidAt !== null;

function orderStatusOf({ status, shipments }: FakeOrder): number {
  if (status === 'completed') return 3;
  return status === 'shipped' || shipments.length > 0 ? 2 : 1;
}

function orderOf(order: FakeOrder): Record<string, unknown> {
  const [parcel, ...more] = order.shipments;
  const goods = order.lines.reduce((sum, { pieces, unitPrice }) => sum + pieces * unitPrice, 0);
  const idOf = (name: string) => CARRIERS.find(({ logistics_company: one }) => one === name)?.id ?? 0;
  const said = {
    order_sn: order.number,
    order_status: orderStatusOf(order),
    refund_status: isRefunded(order) ? 4 : 1,
    after_sales_status: isRefunded(order) ? 10 : 0,
    confirm_status: order.status === 'cancelled' ? 2 : 1,
    group_status: 1,
    created_time: time(order.placedAt),
    pay_time: time(order.paidAt),
    confirm_time: time(order.paidAt),
    updated_at: time(order.updatedAt),
    shipping_time: time(parcel?.shippedAt ?? null),
    receive_time: time(parcel?.deliveredAt ?? null),
    goods_amount: yuan(goods),
    discount_amount: yuan(order.discount),
    postage: yuan(order.shippingFee),
    pay_amount: yuan(totalOf(order)),
    remark: order.note,
    receiver_name: '~AgAAAAJ+fake+cipher==',
    receiver_name_mask: '王*',
    receiver_phone_mask: '1*********0',
    province: '上海',
    city: '上海市',
    town: '长宁区',
    address_mask: '***路***号',
    // Empty texts where there is nothing.
    tracking_number: parcel?.trackingNumber ?? '',
    logistics_id: parcel ? idOf(parcel.carrier) : 0,
    extra_delivery_list: more.map((one) => ({ tracking_number: one.trackingNumber, logistics_id: idOf(one.carrier) })),
    item_list: order.lines.map((line) => {
      const [goodsId = '', sku = ''] = line.listingId.split('/');
      return {
        goods_id: bare(goodsId),
        sku_id: bare(sku),
        outer_id: line.sku,
        outer_goods_id: null,
        goods_name: line.title,
        goods_spec: '红色,M',
        goods_count: line.pieces,
        goods_price: yuan(line.unitPrice),
      };
    }),
  };
  // Fields without a value are null here and missing there.
  if (said.extra_delivery_list.length > 0) return said;
  const { extra_delivery_list: _, ...rest } = said;
  return rest;
}

export function createOrders(shop: FakeShop, now: () => number) {
  function orderIn(call: PddCall): FakeOrder {
    const order = shop.orders.get(needed(call, 'order_sn'));
    return order && isTold(order) ? order : refuseBusiness('订单不存在');
  }

  function paged<Item>(call: PddCall, items: readonly Item[]): { page: readonly Item[]; said: object } {
    const size = numberIn(call, 'page_size', { least: 1, most: 100, usual: 100 });
    const page = numberIn(call, 'page', { least: 1, most: 1e6, usual: 1 });
    const said = call.use_has_next === true ? { has_next: page * size < items.length } : { total_count: items.length };
    return { page: items.slice((page - 1) * size, page * size), said };
  }

  function checkReach(from: number): void {
    if (from < now() - REACH) refuseBusiness('只能查询三个月以内的订单');
  }

  /** Both ends belong to it; what changed last comes first. */
  function changedWithin(call: PddCall): readonly FakeOrder[] {
    const { from, to } = windowIn(call, { start: 'start_updated_at', end: 'end_updated_at', most: HALF_HOUR });
    checkReach(from);
    return shop
      .ordersChanged(from, to + 1_000)
      .filter(isTold)
      .toReversed();
  }

  return {
    'pdd.order.list.get'(call: PddCall) {
      for (const name of ['order_status', 'refund_status']) needed(call, name);
      const { from, to } = windowIn(call, { start: 'start_confirm_at', end: 'end_confirm_at', most: DAY });
      checkReach(from);
      const agreedOn = ({ paidAt }: FakeOrder) => paidAt !== null && paidAt >= from && paidAt < to + 1_000;
      // Whatever was agreed on was placed before.
      const { page, said } = paged(
        call,
        shop
          .ordersPlaced(0, to + 1_000)
          .filter((order) => isTold(order) && agreedOn(order))
          .toReversed(),
      );
      return { ...said, order_list: page.map(orderOf) };
    },
    'pdd.order.number.list.increment.get'(call: PddCall) {
      for (const name of ['order_status', 'refund_status', 'is_lucky_flag']) needed(call, name);
      const { page, said } = paged(call, changedWithin(call));
      return { ...said, order_sn_list: page.map(orderOf) };
    },
    'pdd.order.information.get': (call: PddCall) => ({ order_info: orderOf(orderIn(call)) }),
    'pdd.refund.list.increment.get'(call: PddCall) {
      for (const name of ['after_sales_status', 'after_sales_type']) needed(call, name);
      const { page, said } = paged(call, changedWithin(call).filter(isRefunded));
      return {
        ...said,
        refund_list: page.map((order, place) => ({
          id: place + 1,
          order_sn: order.number,
          after_sales_status: 10,
          refund_amount: yuan(order.status === 'refunded' ? totalOf(order) : order.refunded),
          updated_time: time(order.updatedAt),
        })),
      };
    },
    'pdd.order.note.update'(call: PddCall) {
      const order = orderIn(call);
      shop.write({ kind: 'order-note', target: order.number, value: needed(call, 'note'), idempotencyKey: null });
      return { success: true, error_code: 0, error_msg: '' };
    },
    'pdd.logistics.companies.get': () => ({ logistics_companies: CARRIERS }),
    'pdd.logistics.online.send'(call: PddCall) {
      const order = orderIn(call);
      const carrier = CARRIERS.find(({ id }) => id === Number(needed(call, 'logistics_id')));
      if (!carrier) refuseBusiness('快递公司不存在');
      if (orderStatusOf(order) !== 1 || order.status !== 'paid') refuseBusiness('订单已发货');
      const value = needed(call, 'tracking_number');
      const write = { kind: 'fulfilment', target: order.number, value, idempotencyKey: null } as const;
      shop.write({ ...write, carrier: carrier.logistics_company });
      return { is_success: true };
    },
    'pdd.logistics.ordertrace.get'(call: PddCall) {
      const number = needed(call, 'mail_no');
      const code = needed(call, 'company_code');
      if (typeof call.cache !== 'boolean') refuseBusiness('cache不能为空');
      const parcel = [...shop.orders.values()]
        .flatMap(({ shipments }) => shipments)
        .find(({ trackingNumber }) => trackingNumber === number);
      if (!parcel || !CARRIERS.some((one) => one.code === code)) refuseBusiness('运单不存在');
      const sent = {
        status_time: time(parcel.shippedAt),
        status_desc: '快件已揽收',
        action: 'GOT',
        node_description: '上海',
      };
      const signed = {
        status_time: time(parcel.deliveredAt),
        status_desc: '已签收',
        action: 'SIGN',
        node_description: '杭州',
      };
      return { trace_list: parcel.deliveredAt === null ? [sent] : [signed, sent] };
    },
  };
}
