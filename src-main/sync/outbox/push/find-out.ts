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
      const sent = order?.shipments.some((shipment) => shipment.trackingNumber === push.trackingNumber) ?? false;
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
  { baseSaidAt, clockOffset }: FindOutStep,
): Promise<Found> {
  const since = baseSaidAt + clockOffset;
  const soldBefore = await soldSince(platform, context, push.listingId, since, clockOffset);
  const [listing] = await platform.listingsById(context, [push.listingId]);
  const soldAfter = await soldSince(platform, context, push.listingId, since, clockOffset);
  if (!listing || listing.quantity === null || soldBefore === null)
    return { found: 'unclear', listing: listing ?? null };
  if (soldBefore !== soldAfter) return { found: 'moving', listing };
  const without = push.base - soldBefore;
  if (listing.quantity === without) return { found: 'not-arrived', listing };
  return { found: listing.quantity === without + push.delta ? 'arrived' : 'unclear', listing };
}

/** How many were sold of a listing; null: too many orders to look through. @param since by the platform's clock. */
async function soldSince(
  platform: Platform,
  context: PlatformContext,
  listingId: string,
  since: number,
  clockOffset: number,
): Promise<number | null> {
  // The end lies in the future, so that the clocks' last seconds of difference leave nothing out.
  const to = context.now() + clockOffset + 60_000;
  const sold = new Map<string, number>();
  let pages = 0;
  for (const window of windowsOf(since, to, platform.capabilities.orders.longestWindow)) {
    let cursor: string | null = null;
    do {
      if (pages++ === MOST_PAGES) return null;
      const page: Page<RemoteOrder> = await platform.orders(context, { ...window, cursor });
      for (const order of page.items) {
        if (order.placedAt < since || order.status === 'cancelled') continue;
        const lines = order.lines.filter((line) => line.listingId === listingId);
        sold.set(
          order.number,
          lines.reduce((sum, { quantity }) => sum + quantity, 0),
        );
      }
      cursor = page.next;
    } while (cursor !== null);
  }
  return [...sold.values()].reduce((sum, quantity) => sum + quantity, 0);
}

/** Windows that the platform takes, one after the other. */
function* windowsOf(from: number, to: number, longest: number | null): Generator<Omit<PageRequest, 'cursor'>> {
  for (let at = from; at < to; at += longest ?? to - at) {
    yield { from: at, to: longest === null ? to : Math.min(to, at + longest) };
  }
}
