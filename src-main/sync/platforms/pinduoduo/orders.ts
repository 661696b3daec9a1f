/** Reading orders and refunds, and the seller's note on an order. */
import {
  type CountedPage,
  type Fields,
  inclusiveSeconds,
  type PlatformApi,
  readChinaTime,
} from '../../platform/index.ts';
import { acknowledged, pddApi, read, seconds } from './request.ts';

export interface PddWindow {
  readonly from: number;
  readonly to: number;
  readonly page: number;
}

function updatedWithin(window: { readonly from: number; readonly to: number }) {
  const { first, last } = inclusiveSeconds(window);
  return { start_updated_at: seconds(first), end_updated_at: seconds(last) };
}

export const ORDER_PAGE_SIZE = 100;
const ALL = 5;
const ANY_LUCK = 0;

/** Whole orders despite the name, the one changed last first. The window is at most 30 minutes long. */
export const ordersIncrement: PlatformApi<PddWindow, CountedPage<Fields>> = pddApi(
  'pdd.order.number.list.increment.get',
  'order_sn_increment_get_response',
  ({ from, to, page }) => ({
    ...updatedWithin({ from, to }),
    order_status: ALL,
    refund_status: ALL,
    is_lucky_flag: ANY_LUCK,
    page,
    page_size: ORDER_PAGE_SIZE,
    use_has_next: false,
  }),
  (root) => ({ items: read.list(root.order_sn_list), total: read.whole(root.total_count) }),
);

export const orderInformation: PlatformApi<string, Fields> = pddApi(
  'pdd.order.information.get',
  'order_info_get_response',
  (number) => ({ order_sn: number }),
  (root) => read.fields(root.order_info),
);

export interface Refund {
  readonly number: string;
  readonly amount: number;
}

const WENT_THROUGH = 10;
const EVERY_KIND = 1;

/** Refunds that went through within the window, which is at most 30 minutes long. */
export const refundsIncrement: PlatformApi<PddWindow, CountedPage<Refund>> = pddApi(
  'pdd.refund.list.increment.get',
  'refund_increment_get_response',
  ({ from, to, page }) => ({
    ...updatedWithin({ from, to }),
    after_sales_status: WENT_THROUGH,
    after_sales_type: EVERY_KIND,
    page,
    page_size: ORDER_PAGE_SIZE,
  }),
  (root) => ({
    items: read
      .list(root.refund_list)
      .map((refund) => ({ number: read.id(refund.order_sn, 'order_sn'), amount: read.money(refund.refund_amount) })),
    total: read.whole(root.total_count),
  }),
);

export const updateNote: PlatformApi<{ readonly number: string; readonly note: string }, null> = pddApi(
  'pdd.order.note.update',
  'response',
  ({ number, note }) => ({ order_sn: number, note }),
  (root) => acknowledged(root.success, root),
  { writes: true },
);

/** Around the last change of an order, within which its refund was the change that it was. */
export function windowAround(order: Fields): { readonly from: number; readonly to: number } {
  const at = readChinaTime(order.updated_at) ?? 0;
  const QUARTER = 15 * 60_000;
  return { from: at - QUARTER, to: at + QUARTER };
}
