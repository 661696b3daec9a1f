/**
 * Orders by their time of change. AliExpress wants a window of creation too, of 180 days at most, and lists finished orders only
 * where they are asked for, by windows of 30 days: a window of change is read in seven parts.
 */
import {
  type CountedPage,
  countedPage,
  type Fields,
  orNull,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteOrder,
  readAlone,
  readEach,
  readLastPageFirst,
  readParts,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { mapListedOrder, mapOrderDetails, nameDetails, nameListed } from './map-order.ts';
import { writePacificWindow } from './pacific-time.ts';
import { openResult, read, syncApi, unwrap } from './request.ts';

const DAY = 86_400_000;
/** Of the 30 days of creation in which finished orders are listed: a day less, for the clock change may make a window longer. */
export const FINISHED_WINDOW = 29 * DAY;
/** How far creation may lie back: six such windows, of the 180 days that are allowed. */
export const REACH = 6 * FINISHED_WINDOW;
const PAGE_SIZE = 50;

interface OrdersArgs {
  readonly created: readonly [from: number, to: number];
  readonly modified: readonly [from: number, to: number];
  readonly status: string | null;
  readonly page: number;
}

const ordersApi = syncApi(
  'aliexpress.trade.seller.orderlist.get',
  ({ created, modified, status, page }: OrdersArgs) => {
    const creation = writePacificWindow(...created);
    const change = writePacificWindow(...modified);
    const query = {
      create_date_start: creation.start,
      create_date_end: creation.end,
      modified_date_start: change.start,
      modified_date_end: change.end,
      current_page: page,
      page_size: PAGE_SIZE,
      ...(status === null ? {} : { order_status: status }),
    };
    return { param_aeop_order_query: query };
  },
  (root): CountedPage<Fields> => {
    const result = openResult(root);
    return countedPage(read, unwrap(result.target_list, 'target_list'), result.total_count, 'total_count');
  },
);

const detailsApi = syncApi(
  'aliexpress.solution.order.info.get',
  (orderId: string) => ({ param1: `{"order_id":${orderId}}` }),
  (root) => {
    const result = openResult(root);
    const details = read.fields(result.data);
    // An order of nobody, or of another seller, is told by an error code or by nothing at all.
    return read.text(details.id) === null ? null : details;
  },
);

/** The part with what is not finished, and the windows of creation for what is, the latest first. */
const PARTS = [...Array(1 + REACH / FINISHED_WINDOW).keys()];

export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { items, next } = await readParts(request.cursor, PARTS, (part, place) =>
    readLastPageFirst(place, PAGE_SIZE, (page) => context.call(ordersApi, { ...partOf(part, request), page })),
  );
  return { ...(await readEach(items, nameListed, mapListedOrder)), next };
}

function partOf(part: number, { from, to }: PageRequest): Omit<OrdersArgs, 'page'> {
  const modified = [from, to] as const;
  if (part === 0) return { created: [to - REACH, to], modified, status: null };
  const end = to - (part - 1) * FINISHED_WINDOW;
  return { created: [end - FINISHED_WINDOW, end], modified, status: 'FINISH' };
}

const NUMBER = /^\d+$/;

export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const details = await readOrderDetails(context, number);
  return details && readAlone('aliexpress', details, nameDetails, mapOrderDetails);
}

/** The order's details as AliExpress gives them; null: there is no such order. */
export async function readOrderDetails(context: PlatformContext, number: string) {
  // What staff type into a search may be anything: a number is all that is asked for.
  return NUMBER.test(number) ? orNull(isMissing, () => context.call(detailsApi, number)) : null;
}
