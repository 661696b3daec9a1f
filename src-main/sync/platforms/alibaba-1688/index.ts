/** 1688, Alibaba's wholesale market in China. */
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
import { memberInfo, refreshToken } from './account.ts';
import { readListingId } from './listing-id.ts';
import { hasParcels, mapListed1688, mapOrder1688 } from './map-order.ts';
import { ORDER_PAGE_SIZE, sellerOrder, sellerOrders, traceOrder } from './orders.ts';
import { MOST_CHANGES, mapProduct, PRODUCT_PAGE_SIZE, product, productList } from './products.ts';
import { pushTo1688 } from './push.ts';
import { webhooks1688 } from './webhooks.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const alibaba1688: Platform = {
  name: '1688',
  capabilities: {
    // About three months are told, which are at least 89 days.
    // Parcels cost one more call for each order: those of the past are asked for when somebody looks.
    orders: { longestWindow: null, overlap: 10 * MINUTE, reach: 89 * DAY, history: { longestWindow: null } },
    listings: { longestWindow: null, overlap: 10 * MINUTE, reach: null },
    tracking: true,
    webhooks: true,
    readBatch: 1,
    push: {
      stock: { batch: MOST_CHANGES, repeat: 'read-back' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    // Not published: what the platform says is followed from here on.
    rate: { perSecond: 5, burst: 10 },
    dailyCalls: null,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw.open.1688.com',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'appSecret', secret: true, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.appKey ?? '',
  shopInfo: (context) => context.call(memberInfo, null),
  orders,
  order,
  listings,
  listingsById,
  tracking: (context, { remoteId }) => orNull(() => context.call(traceOrder, remoteId)),
  push: pushTo1688,
  refresh: refreshToken,
  webhooks: webhooks1688,
};

/** What changed on its way is asked for once more, one by one, for lists tell nothing of parcels. */
async function orders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin = false } = request;
  const { items, next } = await readLastPageFirst(cursor, ORDER_PAGE_SIZE, (page) =>
    context.call(sellerOrders, { from, to, madeWithin, page }),
  );
  if (madeWithin) return { items: items.map(mapListed1688), next };
  const mapped: RemoteOrder[] = [];
  for (const listed of items) mapped.push(await wholeOrder(context, listed));
  return { items: mapped, next };
}

async function wholeOrder(context: PlatformContext, listed: Fields): Promise<RemoteOrder> {
  const order = mapListed1688(listed);
  return hasParcels(listed) ? mapOrder1688(await context.call(sellerOrder, order.remoteId)) : order;
}

async function order(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const found = await orNull(() => context.call(sellerOrder, number));
  return found && mapOrder1688(found);
}

async function listings(context: PlatformContext, { from, to, cursor }: PageRequest): Promise<Page<RemoteListing>> {
  const changed = from === 0 ? null : { from, to };
  const { items, next } = await readLastPageFirst(cursor, PRODUCT_PAGE_SIZE, (page) =>
    context.call(productList, { changed, page }),
  );
  return { items: items.flatMap(mapProduct), next };
}

async function listingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<readonly RemoteListing[]> {
  const wanted = new Set(listingIds);
  const found: RemoteListing[] = [];
  for (const id of new Set(listingIds.map((listingId) => readListingId(listingId).product))) {
    const said = await orNull(() => context.call(product, id));
    if (said) found.push(...mapProduct(said));
  }
  return found.filter(({ listingId }) => wanted.has(listingId));
}

/** What is not there is nothing, and no fault. */
async function orNull<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    const isMissing =
      error instanceof AppError &&
      /not_?(exist|found)|不存在/i.test(`${String(error.details.code)} ${String(error.details.said)}`);
    if (isMissing) return null;
    throw error;
  }
}
