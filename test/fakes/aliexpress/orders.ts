/** Calls about orders and parcels. */
import type { FakeOrder, FakeShop } from '../fake-shop.ts';
import { type Method, MethodError, parameter } from './method.ts';
import { fromPacific, toPacific } from './pacific-clock.ts';
import { listedOrder, orderDetails, statusOf } from './views.ts';

const DAY = 86_400_000;
const LONGEST_PAGE = 50;
const LONGEST_CREATION = 180 * DAY;
const LONGEST_FINISHED = 30 * DAY;

interface OrderQuery {
  readonly create_date_start?: string;
  readonly create_date_end?: string;
  readonly modified_date_start?: string;
  readonly modified_date_end?: string;
  readonly order_status?: string;
  readonly current_page?: number;
  readonly page_size?: number;
}

const SERVICES = [
  { service_name: 'SF', display_name: 'S.F. Express', logistics_company: 'SF' },
  { service_name: 'YANWEN_JYT', display_name: '中国邮政挂号小包', logistics_company: 'CPAM' },
  { service_name: 'CAINIAO_STANDARD', display_name: 'AliExpress Standard Shipping', logistics_company: 'CAINIAO' },
  { service_name: 'Other', display_name: "Seller's Shipping Method", logistics_company: 'OTHER' },
];

export function orderMethods(shop: FakeShop): Readonly<Record<string, Method>> {
  return {
    'aliexpress.trade.seller.orderlist.get'(params) {
      const query = parameter<OrderQuery>(params, 'param_aeop_order_query');
      const { order_status: status, current_page: page = 1, page_size: size = 20 } = query;
      if (size > LONGEST_PAGE || size < 1 || page < 1) throw new MethodError('InvalidParameter', 'page_size');
      const created = windowOf(query.create_date_start, query.create_date_end);
      const changed = windowOf(query.modified_date_start, query.modified_date_end);
      const longest = status === 'FINISH' ? LONGEST_FINISHED : LONGEST_CREATION;
      if (created.to - created.from > longest) throw new MethodError('InvalidParameter', 'create_date is too long');
      if (changed.to - changed.from > LONGEST_FINISHED)
        throw new MethodError('InvalidParameter', 'modified_date is too long');
      // Both ends belong to it; the last changed comes first.
      const found = shop
        .ordersChanged(changed.from, changed.to + 1)
        .filter((order) => fits(order, status) && order.placedAt >= created.from && order.placedAt <= created.to)
        .reverse();
      const first = (page - 1) * size;
      return {
        result: {
          success: true,
          total_count: found.length,
          total_page: Math.ceil(found.length / size),
          current_page: page,
          page_size: size,
          target_list: { aeop_order_item_dto: found.slice(first, first + size).map(listedOrder) },
        },
      };
    },

    'aliexpress.solution.order.info.get'(params) {
      const order = shop.orderByRemoteId(idIn(parameter<unknown>(params, 'param1', true)));
      if (!order)
        return { result: { success: false, error_code: 'ORDER_NOT_FOUND', error_message: 'order not found' } };
      return { result: { success: true, error_code: '0', data: orderDetails(order) } };
    },

    'aliexpress.logistics.redefining.querytrackingresult'(params) {
      const order = shop.orderByRemoteId(params.out_ref ?? '');
      const parcel = order?.shipments.find(({ trackingNumber }) => trackingNumber === params.logistics_no);
      if (!parcel) return { result_success: false, error_desc: 'no tracking information' };
      const event_date = toPacific(parcel.shippedAt);
      return {
        result_success: true,
        details: { details: [{ event_desc: '已揽收', event_date, address: '深圳', status: 'PU' }] },
      };
    },

    'aliexpress.logistics.redefining.listlogisticsservice': () => ({
      result_success: true,
      result_list: { result: SERVICES },
    }),

    'aliexpress.solution.order.fulfill'(params, { failureAt }) {
      const order = shop.orderByRemoteId(params.out_ref ?? '');
      const failure = failureAt(0);
      const refuse = (code: string) => ({
        result: { result_success: false, result_error_code: code, result_error_desc: code },
      });
      if (failure) return refuse(failure);
      if (!order) return refuse('ORDER_NOT_FOUND');
      if (order.status !== 'paid') return refuse('ORDER_STATUS_ERROR');
      if (!SERVICES.some(({ service_name }) => service_name === params.service_name))
        return refuse('SERVICE_NAME_ERROR');
      const carrier = params.service_name ?? '';
      shop.write({
        kind: 'fulfilment',
        target: order.number,
        value: params.logistics_no ?? '',
        carrier,
        idempotencyKey: null,
      });
      return { result: { result_success: true } };
    },
  };
}

function windowOf(start: string | undefined, end: string | undefined): { readonly from: number; readonly to: number } {
  const [from, to] = [fromPacific(start ?? ''), fromPacific(end ?? '')];
  if (Number.isNaN(from) || Number.isNaN(to) || from > to) throw new MethodError('MissingParameter', 'date');
  return { from, to };
}

/** Finished orders are listed only where they are asked for. */
function fits(order: FakeOrder, status: string | undefined): boolean {
  return status === undefined ? statusOf(order) !== 'FINISH' : statusOf(order) === status;
}

/** JSON.parse would round it. */
function idIn(text: unknown): string {
  return /"order_id":\s*"?(\d+)/.exec(String(text))?.[1] ?? '';
}
