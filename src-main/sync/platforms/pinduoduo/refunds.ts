/** What was given back: orders say that something was, and lists of refunds say how much. */
import {
  type CountedPage,
  countedPage,
  type Fields,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  readChinaTime,
  readLastPageFirst,
  type SaidPage,
} from '../../platform/index.ts';
import { pddApi, read, updatedWithin } from './request.ts';

type Window = Pick<PageRequest, 'from' | 'to'>;

const PAGE_SIZE = 100;
const WENT_THROUGH = 10;
const EVERY_KIND = 1;

/** Refunds that went through within the window, which is at most 30 minutes long. */
const refundsIncrement: PlatformApi<Window & { readonly page: number }, CountedPage<Fields>> = pddApi(
  'pdd.refund.list.increment.get',
  'refund_increment_get_response',
  ({ from, to, page }) => ({
    ...updatedWithin({ from, to }),
    after_sales_status: WENT_THROUGH,
    after_sales_type: EVERY_KIND,
    page,
    page_size: PAGE_SIZE,
  }),
  (root) => countedPage(read, read.list(root.refund_list, 'refund_list'), root.total_count, 'total_count'),
);

/** Refunds as they are told, by order number: what they come to is for whoever looks at that order. */
export async function readRefunds(
  context: PlatformContext,
  windows: readonly Window[],
): Promise<ReadonlyMap<string, readonly Fields[]>> {
  const refunds: Fields[] = [];
  for (const window of windows) {
    let cursor: string | null = null;
    do {
      const page: SaidPage<Fields> = await readLastPageFirst(cursor, PAGE_SIZE, (number) =>
        context.call(refundsIncrement, { ...window, page: number }),
      );
      refunds.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
  }
  return Map.groupBy(refunds, (refund) => read.text(refund.order_sn) ?? '');
}

const HALF_HOUR = 30 * 60_000;
/** How far the times of an order and of its refund are apart at most. */
const BLUR = 10 * 60_000;

/** Windows around the last changes of orders, within which their refunds were the changes that these were: as few as do. */
export function windowsAround(orders: readonly Fields[]): readonly Window[] {
  const windows: Window[] = [];
  const times = orders.map((order) => readChinaTime(order.updated_at)).filter((at) => at !== null);
  for (const at of times.sort((one, other) => one - other)) {
    const last = windows.at(-1);
    // What is noted a little before or after the order's own change still falls within.
    if (last !== undefined && at <= last.to - BLUR) continue;
    // They touch, and do not overlap: no refund is counted twice.
    const from = Math.max(at - BLUR, last?.to ?? 0);
    windows.push({ from, to: from + HALF_HOUR });
  }
  return windows;
}
