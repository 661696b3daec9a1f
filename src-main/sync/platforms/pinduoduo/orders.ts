/** Reading orders and refunds, and the seller's note on an order. */
import {
  type CountedPage,
  countedPage,
  type Fields,
  inclusiveSeconds,
  orNull,
  type Page,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  type RemoteOrder,
  readAlone,
  readEach,
  readLastPageFirst,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { carriers } from './logistics.ts';
import { isRefunded, isShipped, mapPddOrder, nameOrder, type OrderExtras } from './map-order.ts';
import { readRefunds, windowsAround } from './refunds.ts';
import { acknowledged, pddApi, read, seconds, updatedWithin } from './request.ts';

interface PddWindow {
  readonly from: number;
  readonly to: number;
  readonly page: number;
}

const ORDER_PAGE_SIZE = 100;
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
  (root) => countedPage(read, read.list(root.order_sn_list, 'order_sn_list'), root.total_count, 'total_count'),
);

/** By when they were agreed on, which is when they begin to be told. The window is at most a day long. */
const ordersMade: PlatformApi<PddWindow, CountedPage<Fields>> = pddApi(
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
  (root) => countedPage(read, read.list(root.order_list, 'order_list'), root.total_count, 'total_count'),
);

export const orderInformation: PlatformApi<string, Fields> = pddApi(
  'pdd.order.information.get',
  'order_info_get_response',
  (number) => ({ order_sn: number }),
  (root) => read.fields(root.order_info),
);

export const updateNote: PlatformApi<{ readonly number: string; readonly note: string }, null> = pddApi(
  'pdd.order.note.update',
  'response',
  ({ number, note }) => ({ order_sn: number, note }),
  (root) => acknowledged(root.success, root),
  { writes: true },
);

export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin } = request;
  const { items, next } = await readLastPageFirst(cursor, ORDER_PAGE_SIZE, (page) =>
    context.call(madeWithin ? ordersMade : ordersIncrement, { from, to, page }),
  );
  const extras = await readExtras(context, items);
  return { ...(await readEach(items, nameOrder, (order) => mapPddOrder(order, extras))), next };
}

export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const found = await orNull(isMissing, () => context.call(orderInformation, number));
  if (!found) return null;
  const extras = await readExtras(context, [found]);
  return readAlone('pinduoduo', found, nameOrder, (order) => mapPddOrder(order, extras));
}

/** What orders do not say themselves, asked for only where it is needed: amounts of refunds, names of carriers. */
async function readExtras(context: PlatformContext, found: readonly Fields[]): Promise<OrderExtras> {
  const refunds = await readRefunds(context, windowsAround(found.filter(isRefunded)));
  const known = found.some(isShipped) ? await context.call(carriers, null) : [];
  return { refunds, carriers: new Map(known.map(({ id, name }) => [id, name])) };
}
