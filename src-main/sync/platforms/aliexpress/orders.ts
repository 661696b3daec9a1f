/**
 * Orders by their time of change. AliExpress wants a window of creation too, of 180 days at most, and lists finished orders only
 * where they are asked for, by windows of 30 days: a window of change is read in seven parts.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type CountedPage,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteOrder,
  readLastPageFirst,
} from '../../platform/index.ts';
import { mapListedOrder, mapOrderDetails } from './map-order.ts';
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
  (root): CountedPage<RemoteOrder> => {
    const result = openResult(root);
    return { items: unwrap(result.target_list).map(mapListedOrder), total: read.whole(result.total_count) };
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
const PARTS = 1 + REACH / FINISHED_WINDOW;
const CURSOR = /^(\d+)\/(.*)$/;

export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const [, partText = '0', inner = ''] = CURSOR.exec(request.cursor ?? '') ?? [];
  const part = Number(partText);
  const { items, next } = await readLastPageFirst(inner === '' ? null : inner, PAGE_SIZE, (page) =>
    context.call(ordersApi, { ...partOf(part, request), page }),
  );
  if (next !== null) return { items, next: `${part}/${next}` };
  return { items, next: part + 1 < PARTS ? `${part + 1}/` : null };
}

function partOf(part: number, { from, to }: PageRequest): Omit<OrdersArgs, 'page'> {
  const modified = [from, to] as const;
  if (part === 0) return { created: [to - REACH, to], modified, status: null };
  const end = to - (part - 1) * FINISHED_WINDOW;
  return { created: [end - FINISHED_WINDOW, end], modified, status: 'FINISH' };
}

const NOT_FOUND = /not.?(found|exist)/i;
const NUMBER = /^\d+$/;

export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const details = await readOrderDetails(context, number);
  return details ? mapOrderDetails(details) : null;
}

/** The order's details as AliExpress gives them; null: there is no such order. */
export async function readOrderDetails(context: PlatformContext, number: string) {
  // What staff type into a search may be anything: a number is all that is asked for.
  if (!NUMBER.test(number)) return null;
  try {
    return await context.call(detailsApi, number);
  } catch (error) {
    if (error instanceof AppError && NOT_FOUND.test(String(error.details.code))) return null;
    throw error;
  }
}
