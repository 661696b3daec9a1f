/**
 * Looks on the platform whether changes have arrived that were sent without an answer: one reading answers all who wait for one.
 * Of stock only the difference is known, so what was sold meanwhile is counted in; and it is looked at twice, for a sale between
 * two looks would be taken for the answer.
 */
import type { Platform, PlatformContext, RemoteListing, StockPush } from '../../platform/index.ts';
import type { Doubt } from '../take-task.ts';
import { readSales, type SalesReading, type Sold } from './sold-since.ts';

export interface Found {
  /** The change. */
  readonly id: string;
  /** `unclear`: what is there fits neither having acted nor not. `moving`: it changed while it was looked at. */
  readonly found: 'arrived' | 'not-arrived' | 'unclear' | 'moving';
  /** What was read to find out; null where it was no listing. */
  readonly listing: RemoteListing | null;
}

/** More sales than these around the reading give so many sums that each answer fits. */
const MOST_DOUBTFUL = 10;

/** @param doubts about listings, no more than the platform reads at once; or one about an order. @throws AppError of the platform's calls. */
export async function findOut(
  platform: Platform,
  context: PlatformContext,
  doubts: readonly Doubt[],
): Promise<readonly Found[]> {
  const ofOrders: Found[] = [];
  for (const doubt of doubts) {
    const found = await findOnOrder(platform, context, doubt);
    if (found) ofOrders.push(found);
  }
  const ofListings = doubts.filter(({ item }) => 'listingId' in item.push);
  if (ofListings.length === 0) return ofOrders;
  return [...ofOrders, ...(await findOnListings(platform, context, ofListings))];
}

/** Null: it is about none. */
async function findOnOrder(platform: Platform, context: PlatformContext, { item }: Doubt): Promise<Found | null> {
  const { id, push } = item;
  if (push.kind !== 'fulfilment' && push.kind !== 'order-note') return null;
  const order = await platform.order(context, push.orderNumber);
  const arrived =
    push.kind === 'order-note'
      ? order?.note === push.note
      : order?.shipments?.some(({ trackingNumber }) => trackingNumber === push.trackingNumber);
  return { id, found: arrived ? 'arrived' : 'not-arrived', listing: null };
}

async function findOnListings(platform: Platform, context: PlatformContext, doubts: readonly Doubt[]) {
  const sinces = doubts.filter(({ item }) => item.push.kind === 'stock').map(({ baseSaidAt }) => baseSaidAt);
  const before = sinces.length === 0 ? null : await readSales(platform, context, sinces);
  const ids = doubts.flatMap(({ item: { push } }) => ('listingId' in push ? [push.listingId] : []));
  const { items: listings } = await platform.listingsById(context, ids);
  const byId = new Map(listings.map((listing) => [listing.listingId, listing]));
  const sales = before && { before, after: await before.readAgain() };
  return doubts.map(({ item, baseSaidAt }): Found => {
    const { id, push } = item;
    const listing = ('listingId' in push && byId.get(push.listingId)) || null;
    if (push.kind === 'stock' && sales) return { id, ...judgeStock(push, listing, baseSaidAt, sales) };
    const arrived =
      push.kind === 'price' ? listing?.price === push.price : push.kind === 'title' && listing?.title === push.title;
    return { id, found: arrived ? 'arrived' : 'not-arrived', listing };
  });
}

function judgeStock(
  push: StockPush,
  listing: RemoteListing | null,
  since: number,
  sales: { readonly before: SalesReading; readonly after: SalesReading },
): Omit<Found, 'id'> {
  const before = sales.before.soldSince(push.listingId, since);
  const after = sales.after.soldSince(push.listingId, since);
  if (!listing || listing.quantity === null || before === null || after === null) return { found: 'unclear', listing };
  if (before.surely !== after.surely || before.perhaps.length !== after.perhaps.length)
    return { found: 'moving', listing };
  return { found: compare(push, listing.quantity, after), listing };
}

/** Decides only where one answer fits whatever was sold when, and the other does not. */
function compare({ base, delta }: StockPush, quantity: number, { surely, perhaps }: Sold): Found['found'] {
  if (perhaps.length > MOST_DOUBTFUL) return 'unclear';
  const sums = new Set([surely]);
  for (const sold of perhaps) for (const sum of [...sums]) sums.add(sum + sold);
  const notArrived = sums.has(base - quantity);
  const arrived = sums.has(base + delta - quantity);
  if (arrived === notArrived) return 'unclear';
  return arrived ? 'arrived' : 'not-arrived';
}
