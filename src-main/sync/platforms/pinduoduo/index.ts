/** Pinduoduo. Its messages come over a websocket only, so that it has no webhooks here. */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  type Page,
  type PageRequest,
  type Platform,
  type PlatformContext,
  type RemoteListing,
  type RemoteOrder,
  type RemoteTracking,
  readLastPageFirst,
} from '../../platform/index.ts';
import { mallInfo, refreshToken } from './account.ts';
import { GOODS_PAGE_SIZE, goodsDetail, goodsIds, mapGoods } from './goods.ts';
import { readListingId } from './listing-id.ts';
import { carriers, mapTrace, traceParcel } from './logistics.ts';
import { isRefunded, isShipped, mapPddOrder } from './map-order.ts';
import {
  ORDER_PAGE_SIZE,
  orderInformation,
  ordersIncrement,
  ordersMade,
  refundsIncrement,
  windowsAround,
} from './orders.ts';
import { pushToPdd } from './push.ts';
import { read } from './request.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const pinduoduo: Platform = {
  name: 'pinduoduo',
  capabilities: {
    // Windows of 30 minutes; what changed in the last three minutes may be listed late. Three months are at least 89 days.
    orders: { longestWindow: 30 * MINUTE, overlap: 5 * MINUTE, reach: 89 * DAY, history: { longestWindow: DAY } },
    // Goods carry no time of change: whatever the window, all of them come.
    listings: { longestWindow: null, overlap: 0, reach: null },
    tracking: true,
    webhooks: false,
    readBatch: 1,
    push: {
      stock: { batch: 1, repeat: 'read-back' },
      price: { batch: 1, repeat: 'same' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    // The narrowest of the limits of one shop: 600 lists of goods a minute.
    rate: { perSecond: 10, burst: 20 },
    dailyCalls: null,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw-api.pinduoduo.com',
  fields: [
    { name: 'clientId', secret: false, required: true },
    { name: 'clientSecret', secret: true, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.clientId ?? '',
  shopInfo: (context) => context.call(mallInfo, null),
  orders,
  order,
  listings,
  listingsById,
  tracking,
  push: pushToPdd,
  refresh: refreshToken,
  webhooks: null,
};

async function orders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin } = request;
  const { items, next } = await readLastPageFirst(cursor, ORDER_PAGE_SIZE, (page) =>
    context.call(madeWithin ? ordersMade : ordersIncrement, { from, to, page }),
  );
  const windows = madeWithin ? windowsAround(items.filter(isRefunded)) : [{ from, to }];
  return { items: await withExtras(context, items, windows), next };
}

async function order(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const found = await orNull(() => context.call(orderInformation, number));
  if (!found) return null;
  const [mapped = null] = await withExtras(context, [found], windowsAround([found]));
  return mapped;
}

type Window = Pick<PageRequest, 'from' | 'to'>;

/** What orders do not say themselves, asked for only where it is needed: amounts of refunds, names of carriers. */
async function withExtras(
  context: PlatformContext,
  found: readonly Fields[],
  windows: readonly Window[],
): Promise<readonly RemoteOrder[]> {
  const refunds = new Map<string, number>();
  if (found.some(isRefunded)) for (const window of windows) await addRefunds(context, window, refunds);
  const known = found.some(isShipped) ? await context.call(carriers, null) : [];
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return found.map((one) => mapPddOrder(one, { refunds, carriers: names }));
}

async function addRefunds(context: PlatformContext, window: Window, refunds: Map<string, number>): Promise<void> {
  let cursor: string | null = null;
  do {
    const page: Page<{ readonly number: string; readonly amount: number }> = await readLastPageFirst(
      cursor,
      ORDER_PAGE_SIZE,
      (number) => context.call(refundsIncrement, { ...window, page: number }),
    );
    for (const { number, amount } of page.items) refunds.set(number, (refunds.get(number) ?? 0) + amount);
    cursor = page.next;
  } while (cursor !== null);
}

async function listings(context: PlatformContext, { cursor }: PageRequest): Promise<Page<RemoteListing>> {
  const { items, next } = await readLastPageFirst(cursor, GOODS_PAGE_SIZE, (page) => context.call(goodsIds, page));
  return { items: await detailsOf(context, items), next };
}

async function listingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<readonly RemoteListing[]> {
  const wanted = new Set(listingIds);
  const goods = new Set(listingIds.map((id) => readListingId(id).goods));
  return (await detailsOf(context, [...goods])).filter(({ listingId }) => wanted.has(listingId));
}

async function detailsOf(context: PlatformContext, goods: readonly string[]): Promise<readonly RemoteListing[]> {
  const found: RemoteListing[] = [];
  for (const id of goods) {
    const detail = await orNull(() => context.call(goodsDetail, id));
    if (detail) found.push(...mapGoods(detail, context.now()));
  }
  return found;
}

async function tracking(
  context: PlatformContext,
  { number }: Pick<RemoteOrder, 'number' | 'remoteId'>,
): Promise<RemoteTracking | null> {
  const found = await orNull(() => context.call(orderInformation, number));
  const trackingNumber = read.text(found?.tracking_number);
  if (!found || trackingNumber === null) return null;
  const carrier = (await context.call(carriers, null)).find(({ id }) => id === read.text(found.logistics_id));
  if (!carrier) return mapTrace(trackingNumber, null, []);
  const steps = await context.call(traceParcel, { code: carrier.code, trackingNumber });
  return mapTrace(trackingNumber, carrier.name, steps);
}

/** What is not there is a refusal of the service, told apart by its words alone. */
async function orNull<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    const isMissing =
      error instanceof AppError &&
      /^50001\b/.test(String(error.details.code)) &&
      /不存在|not exist/i.test(String(error.details.said));
    if (isMissing) return null;
    throw error;
  }
}
