/**
 * Looks on the platform whether a change has arrived that was sent without an answer. Of stock only the difference is known, so
 * what was sold meanwhile is counted in; and it is looked at twice, for a sale between two looks would be taken for the answer.
 */
import type {
  Page,
  PageRequest,
  Platform,
  PlatformContext,
  RemoteListing,
  RemoteOrder,
  StockPush,
} from '../../platform/index.ts';
import type { Taken } from '../take-task.ts';

export type FindOutStep = Extract<Taken, { step: 'find-out' }>;

export interface Found {
  readonly found: 'arrived' | 'not-arrived' | 'unclear' | 'moving';
  readonly listing: RemoteListing | null;
}

/** More pages of orders than this since one stock was said: nobody can tell any more. */
const MOST_PAGES = 200;
/** Platforms give times in whole seconds, and read a moment after they were asked. */
const BLUR_MILLISECONDS = 5_000;
/** More sales than these around the reading give so many sums that each answer fits. */
const MOST_DOUBTFUL = 10;

/** @throws AppError of the platform's calls. */
export async function findOut(platform: Platform, context: PlatformContext, step: FindOutStep): Promise<Found> {
  const { push } = step.item;
  switch (push.kind) {
    case 'stock':
      return findStock(platform, context, push, step);
    case 'price':
    case 'title': {
      const [listing] = await platform.listingsById(context, [push.listingId]);
      const wanted = push.kind === 'price' ? push.price : push.title;
      const there = push.kind === 'price' ? listing?.price : listing?.title;
      return { found: there === wanted ? 'arrived' : 'not-arrived', listing: listing ?? null };
    }
    case 'fulfilment': {
      const order = await platform.order(context, push.orderNumber);
      const sent = order?.shipments?.some((shipment) => shipment.trackingNumber === push.trackingNumber) ?? false;
      return { found: sent ? 'arrived' : 'not-arrived', listing: null };
    }
    case 'order-note': {
      const order = await platform.order(context, push.orderNumber);
      return { found: order?.note === push.note ? 'arrived' : 'not-arrived', listing: null };
    }
  }
}

async function findStock(
  platform: Platform,
  context: PlatformContext,
  push: StockPush,
  { baseSaidAt }: FindOutStep,
): Promise<Found> {
  const question = {
    listingId: push.listingId,
    since: baseSaidAt,
    to: context.now() + BLUR_MILLISECONDS,
  };
  // A clock that was set back meanwhile says nothing of when this was.
  const canTell = question.to > question.since;
  const before = await soldSince(platform, context, question);
  const [listing] = await platform.listingsById(context, [push.listingId]);
  const after = await soldSince(platform, context, question);
  if (!canTell || !listing || listing.quantity === null || before === null || after === null) {
    return { found: 'unclear', listing: listing ?? null };
  }
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

interface Sold {
  readonly surely: number;
  /** Placed so close to the reading that it may have been counted in then, or not. */
  readonly perhaps: readonly number[];
}

/** Null: too many orders to look through. `since` and `to` by the platform's clock. */
async function soldSince(
  platform: Platform,
  context: PlatformContext,
  { listingId, since, to }: { readonly listingId: string; readonly since: number; readonly to: number },
): Promise<Sold | null> {
  const sold = new Map<string, { readonly at: number; readonly quantity: number }>();
  const from = since - BLUR_MILLISECONDS;
  let pages = 0;
  for (const window of windowsOf(from, to, platform.capabilities.orders.longestWindow)) {
    let cursor: string | null = null;
    do {
      if (pages++ === MOST_PAGES) return null;
      const page: Page<RemoteOrder> = await platform.orders(context, { ...window, cursor });
      for (const { number, placedAt, status, lines } of page.items) {
        if (placedAt < from || status === 'cancelled') continue;
        const quantity = lines.reduce((sum, line) => sum + (line.listingId === listingId ? line.quantity : 0), 0);
        if (quantity !== 0) sold.set(number, { at: placedAt, quantity });
      }
      cursor = page.next;
    } while (cursor !== null);
  }
  return sumUp([...sold.values()], since);
}

/** Windows that the platform takes, one after the other. */
function* windowsOf(from: number, to: number, longest: number | null): Generator<Omit<PageRequest, 'cursor'>> {
  for (let at = from; at < to; at += longest ?? to - at) {
    yield { from: at, to: longest === null ? to : Math.min(to, at + longest) };
  }
}

function sumUp(orders: readonly { readonly at: number; readonly quantity: number }[], since: number): Sold {
  const isSure = ({ at }: { readonly at: number }) => at > since + BLUR_MILLISECONDS;
  return {
    surely: orders.filter(isSure).reduce((sum, { quantity }) => sum + quantity, 0),
    perhaps: orders.filter((order) => !isSure(order)).map(({ quantity }) => quantity),
  };
}
