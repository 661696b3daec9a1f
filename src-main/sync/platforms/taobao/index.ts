/** Taobao and Tmall through TOP, the Taobao Open Platform. It has no webhooks over HTTP: its messages are asked for. */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  type Page,
  type PageRequest,
  type Platform,
  type PlatformContext,
  type RemoteListing,
  type RemoteOrder,
  readLastPageFirst,
} from '../../platform/index.ts';
import { refreshSession, sellerInfo } from './account.ts';
import { ITEM_PAGE_SIZE, itemDetails, itemIds, MOST_ITEMS, SHELVES } from './items.ts';
import { readListingId } from './listing-id.ts';
import { traceParcel } from './logistics.ts';
import { mapItem } from './map-listing.ts';
import { mapTrade, refundIdsOf } from './map-order.ts';
import { pushToTop } from './push.ts';
import { refundAmount, TRADE_PAGE_SIZE, tradeFullInfo, tradesIncrement, tradesMade } from './trades.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const taobao: Platform = {
  name: 'taobao',
  capabilities: {
    // A window of changes is at most a day; trades of three months, whose shortest are 89 days, can be had. Those made within
    // any time could be: a month keeps the pages from becoming too many to be counted.
    orders: {
      longestWindow: DAY,
      overlap: 10 * MINUTE,
      reach: 89 * DAY,
      history: { longestWindow: 30 * DAY },
    },
    listings: { longestWindow: null, overlap: 10 * MINUTE, reach: null },
    tracking: true,
    webhooks: false,
    readBatch: MOST_ITEMS,
    push: {
      stock: { batch: 20, repeat: 'read-back' },
      price: { batch: 1, repeat: 'same' },
      title: { batch: 1, repeat: 'same' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    rate: { perSecond: 10, burst: 20 },
    // The lowest level of an app that is released; what is bought on top is recorded as a top-up.
    dailyCalls: 20_000,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw.api.taobao.com',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'appSecret', secret: true, required: true },
    { name: 'session', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.appKey ?? '',
  shopInfo: (context) => context.call(sellerInfo, null),
  orders,
  order,
  listings,
  listingsById,
  tracking: async (context, { remoteId }) => orNull(() => context.call(traceParcel, remoteId)),
  push: pushToTop,
  refresh: refreshSession,
  webhooks: null,
};

async function orders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin } = request;
  const { items, next } = await readLastPageFirst(cursor, TRADE_PAGE_SIZE, (page) =>
    context.call(madeWithin ? tradesMade : tradesIncrement, { from, to, page }),
  );
  const mapped: RemoteOrder[] = [];
  for (const trade of items) {
    mapped.push(mapTrade(trade, { refunds: await refundsOf(context, trade), holdsMemo: false }));
  }
  return { items: mapped, next };
}

async function order(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const trade = await orNull(() => context.call(tradeFullInfo, number));
  return trade && mapTrade(trade, { refunds: await refundsOf(context, trade), holdsMemo: true });
}

async function refundsOf(context: PlatformContext, trade: Fields): Promise<number> {
  let refunds = 0;
  for (const refundId of refundIdsOf(trade)) refunds += await context.call(refundAmount, refundId);
  return refunds;
}

/** First what is on the shelf, then what is in the warehouse. The cursor is `shelf` or `shelf back:page`. */
async function listings(context: PlatformContext, { from, to, cursor }: PageRequest): Promise<Page<RemoteListing>> {
  const [named = '', place = null] = cursor?.split(' ') ?? [];
  const shelf = SHELVES.find((one) => one === named) ?? SHELVES[0];
  const changed = from === 0 ? null : { from, to };
  const { items, next } = await readLastPageFirst(place, ITEM_PAGE_SIZE, (page) =>
    context.call(itemIds[shelf], { changed, page }),
  );
  const following = SHELVES[SHELVES.indexOf(shelf) + 1] ?? null;
  return { items: await detailsOf(context, items), next: next === null ? following : `${shelf} ${next}` };
}

async function listingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<readonly RemoteListing[]> {
  const wanted = new Set(listingIds);
  const items = new Set(listingIds.map((id) => readListingId(id).item));
  return (await detailsOf(context, [...items])).filter(({ listingId }) => wanted.has(listingId));
}

async function detailsOf(context: PlatformContext, items: readonly string[]): Promise<readonly RemoteListing[]> {
  const found: RemoteListing[] = [];
  for (let at = 0; at < items.length; at += MOST_ITEMS) {
    const details = await context.call(itemDetails, items.slice(at, at + MOST_ITEMS));
    found.push(...details.flatMap(mapItem));
  }
  return found;
}

/** What is not there is nothing, and no fault. */
async function orNull<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && /\bisv\.(trade|item|logistics)[\w-]*-not-exist/.test(String(error.details.code)))
      return null;
    throw error;
  }
}
