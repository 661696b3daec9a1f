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

/** By when they were agreed on, which is when they begin to be told. The window is at most a day long. */
export const ordersMade: PlatformApi<PddWindow, CountedPage<Fields>> = pddApi(
  'pdd.order.list.get',
  'order_list_get_response',
  ({ from, to, page }) => {
    const { first, last } = inclusiveSeconds({ from, to });
    return {
      start_confirm_at: seconds(first),
      end_confirm_at: seconds(last),
      order_status: ALL,
      refund_status: ALL,
      page,
      page_size: ORDER_PAGE_SIZE,
      use_has_next: false,
    };
  },
  (root) => ({ items: read.list(root.order_list), total: read.whole(root.total_count) }),
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

const HALF_HOUR = 30 * 60_000;

/** Windows around the last changes of orders, within which their refunds were the changes that these were: as few as do. */
export function windowsAround(orders: readonly Fields[]): readonly Omit<PddWindow, 'page'>[] {
  const windows: Omit<PddWindow, 'page'>[] = [];
  const times = orders.map((order) => readChinaTime(order.updated_at) ?? 0).sort((one, other) => one - other);
  for (const at of times) {
    const last = windows.at(-1);
    // What is noted a little before or after the order's own change still falls within.
    if (last !== undefined && at <= last.to - BLUR) continue;
    // They touch, and do not overlap: no refund is counted twice.
    const from = Math.max(at - BLUR, last?.to ?? 0);
    windows.push({ from, to: from + HALF_HOUR });
  }
  return windows;
}

/** How far the times of an order and of its refund are apart at most. */
const BLUR = 10 * 60_000;
