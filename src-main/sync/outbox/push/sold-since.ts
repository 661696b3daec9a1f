/**
 * What was sold of listings since each was said, told by the shop's orders. They are listed once for all who ask, the newest
 * first, so that one question which reaches far back spoils no other. What changes while it is read shows in `readAgain`.
 */
import type { Page, PageRequest, Platform, PlatformContext, RemoteOrder } from '../../platform/index.ts';

export interface Sold {
  readonly surely: number;
  /** Placed so close to the reading that it may have been counted in then, or not. */
  readonly perhaps: readonly number[];
}

export interface SalesReading {
  /** Null: too many orders to look through, or one that nobody can read. @param since by the platform's clock. */
  soldSince(listingId: string, since: number): Sold | null;
  /** The same with what has changed since this reading began: only that is listed. */
  readAgain(): Promise<SalesReading>;
}

interface OrderRead {
  readonly placedAt: number;
  readonly cancelled: boolean;
  readonly lines: RemoteOrder['lines'];
}

/** More pages of orders than this: nobody can tell any more. */
const MOST_PAGES = 200;
/** Platforms give times in whole seconds, and read a moment after they were asked. */
const BLUR_MILLISECONDS = 5_000;
/** Those who ask for nearly the same past share its windows. */
const STEP_MILLISECONDS = 600_000;

/** Lists the orders since the earliest of these. @throws AppError of the platform's calls. */
export async function readSales(
  platform: Platform,
  context: PlatformContext,
  sinces: readonly number[],
): Promise<SalesReading> {
  const began = context.now();
  const to = began + BLUR_MILLISECONDS;
  const orders = new Map<string, OrderRead>();
  const budget = { pages: MOST_PAGES };
  let readFrom = to;
  for (const since of [...sinces].sort((one, other) => other - one)) {
    const from = Math.floor((since - BLUR_MILLISECONDS) / STEP_MILLISECONDS) * STEP_MILLISECONDS;
    if (from >= readFrom) continue;
    if (!(await readInto(orders, platform, context, { from, to: readFrom, budget }))) break;
    readFrom = from;
  }
  return readingOf(platform, context, { orders, began, readFrom });
}

interface SalesRead {
  readonly orders: ReadonlyMap<string, OrderRead>;
  /** By the platform's clock, as all times here. */
  readonly began: number;
  /** What was placed earlier is not among them. */
  readonly readFrom: number;
}

function readingOf(platform: Platform, context: PlatformContext, read: SalesRead): SalesReading {
  const { orders, began, readFrom } = read;
  return {
    soldSince: (listingId, since) =>
      // A clock that was set back meanwhile says nothing of when this was.
      since - BLUR_MILLISECONDS < readFrom || since >= began + BLUR_MILLISECONDS
        ? null
        : sumUp(orders, listingId, since),
    async readAgain() {
      const again = context.now();
      const later = new Map(orders);
      const overlap = Math.max(BLUR_MILLISECONDS, platform.capabilities.orders.overlap);
      const window = { from: Math.min(began, again) - overlap, to: again + BLUR_MILLISECONDS };
      const isWhole = await readInto(later, platform, context, { ...window, budget: { pages: MOST_PAGES } });
      return readingOf(platform, context, {
        orders: later,
        began: again,
        readFrom: isWhole ? readFrom : Number.POSITIVE_INFINITY,
      });
    },
  };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Pages that may still be read. */
  readonly budget: { pages: number };
}

/** Gives whether all of it was read. */
async function readInto(
  orders: Map<string, OrderRead>,
  platform: Platform,
  context: PlatformContext,
  { from, to, budget }: Stretch,
): Promise<boolean> {
  for (const window of windowsOf(from, to, platform.capabilities.orders.longestWindow)) {
    let cursor: string | null = null;
    do {
      if (budget.pages-- === 0) return false;
      const page: Page<RemoteOrder> = await platform.orders(context, { ...window, cursor });
      // What one that cannot be read has sold, nobody can tell.
      if (page.unread.length > 0) return false;
      for (const { number, placedAt, status, lines } of page.items)
        orders.set(number, { placedAt, cancelled: status === 'cancelled', lines });
      cursor = page.next;
    } while (cursor !== null);
  }
  return true;
}

/** Windows that the platform takes, one after the other. */
function* windowsOf(from: number, to: number, longest: number | null): Generator<Omit<PageRequest, 'cursor'>> {
  for (let at = from; at < to; at += longest ?? to - at) {
    yield { from: at, to: longest === null ? to : Math.min(to, at + longest) };
  }
}

function sumUp(orders: ReadonlyMap<string, OrderRead>, listingId: string, since: number): Sold {
  let surely = 0;
  const perhaps: number[] = [];
  for (const { placedAt, cancelled, lines } of orders.values()) {
    if (cancelled || placedAt < since - BLUR_MILLISECONDS) continue;
    const quantity = lines.reduce((sum, line) => sum + (line.listingId === listingId ? line.quantity : 0), 0);
    if (quantity === 0) continue;
    if (placedAt > since + BLUR_MILLISECONDS) surely += quantity;
    else perhaps.push(quantity);
  }
  return { surely, perhaps };
}
