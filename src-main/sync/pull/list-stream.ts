/**
 * Lists one stream of a shop up to the present, window by window, and hands every page on with the place where the next one
 * begins: whatever ends in between, the next round goes on there.
 */
import type { SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Later, Priority } from '../../resilience/index.ts';
import type { Page, PlatformContext, RemoteOrder } from '../platform/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { StreamProgress } from './cursors.ts';
import { createDataNews, type DataNews } from './data-news.ts';
import { gatherPages } from './gather-pages.ts';
import type { PullStore } from './pull-store.ts';
import { afterPage, cutAtPresent, isCaughtUp, type StreamName, type StreamWindow, windowOf } from './stream.ts';
import { createStreamMeter } from './stream-meter.ts';
import type { OrderPage } from './tasks.ts';

export interface ListSettings {
  /** Hours from one listing of everything to the next. */
  readonly fullEveryHours: number;
  /** How many days of orders the first sync brings. */
  readonly firstDays: number;
}

export interface StreamListerOptions {
  readonly store: PullStore;
  readonly settings: () => ListSettings;
  /** UTC milliseconds by this computer's clock. */
  readonly now: () => number;
  readonly later: Later;
  /** Orders or listings of this store were written. */
  readonly onData: (storeId: number) => void;
}

export interface StreamRound {
  readonly shop: OpenShop;
  readonly stream: StreamName;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SyncProgress) => void;
}

/** Resolves when all is listed up to when it began. @throws AppError as the platform's calls do; PULL_WOULD_EMPTY, CANCELLED. */
export type ListStream = (round: StreamRound) => Promise<void>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A page of orders and how far the stream is listed with it. */
type ListedPage = OrderPage & { readonly reached: StreamProgress };

/** Where a page's items go. */
interface StreamSink {
  /** Lists a page and takes it; gives how far the stream has got with it. */
  page(state: StreamProgress, window: StreamWindow): Promise<StreamProgress>;
  /** Resolves when everything that was taken is kept. @throws what the keeping failed with. */
  end(): Promise<void>;
}

/** Makes the function that lists one stream of a shop. */
export function createStreamLister({ store, settings, now, later, onData }: StreamListerOptions): ListStream {
  interface SinkOptions extends Omit<StreamRound, 'priority'> {
    readonly context: PlatformContext;
    readonly news: DataNews;
  }

  /** Gives how far a stream has got with a page that was listed now. */
  function reachedWith(
    { shop, signal }: SinkOptions,
    { state, window, page }: { state: StreamProgress; window: StreamWindow; page: Page<unknown> },
  ): StreamProgress {
    if (signal.aborted) throw new AppError('CANCELLED');
    const beganFrom = state.beganFrom ?? window.from;
    const listed = cutAtPresent(window, shop.clock.now());
    return { ...afterPage(state, listed, page.next), beganFrom, listed: state.listed + page.items.length };
  }

  /** The next pages are listed while those that have come are written. */
  function orderSink(options: SinkOptions, pulled: { added: number; changed: number }): StreamSink {
    const { shop, context, news, onProgress } = options;
    const { id } = shop.row;
    const meter = createStreamMeter('orders', now);

    async function write(pages: readonly ListedPage[]): Promise<void> {
      const { added, changed } = await store.takeOrders(id, pages);
      pulled.added += added;
      pulled.changed += changed;
      if (added + changed > 0) news.changed();
      const { reached: state, orders } = pages.at(-1)!;
      onProgress(meter.progress({ state, at: lastTime(state, orders), present: shop.clock.now() }));
    }

    const gathered = gatherPages({ write, later });
    return {
      async page(state, window) {
        const saidAt = now();
        const page = await shop.platform.orders(context, { ...window, madeWithin: window.historyUntil !== null });
        const reached = reachedWith(options, { state, window, page });
        await gathered.add({ orders: page.items, unread: page.unread, window, reached, saidAt });
        return reached;
      },
      end: gathered.end,
    };
  }

  function listingSink(options: SinkOptions): StreamSink {
    const { shop, context, news, onProgress } = options;
    const { id } = shop.row;
    const meter = createStreamMeter('listings', now);
    return {
      async page(state, window) {
        const saidAt = now();
        const page = await shop.platform.listings(context, window);
        const reached = reachedWith(options, { state, window, page });
        if (await store.takeListings(id, page, reached, saidAt, window)) news.changed();
        onProgress(meter.progress({ state: reached, at: null, present: shop.clock.now() }));
        return reached;
      },
      end: async () => undefined,
    };
  }

  function isFullDue(fullAt: number | null, present: number): boolean {
    return fullAt === null || present - fullAt >= settings().fullEveryHours * HOUR;
  }

  async function listAll({ shop, stream }: StreamRound, sink: StreamSink): Promise<void> {
    const { platform, clock } = shop;
    const depth = stream === 'orders' ? settings().firstDays * DAY : DAY;
    let state = await store.stream(shop.row.id, stream);
    // Up to when the round began: pages take their time, and one that ran after the present would never end.
    let until = clock.now();
    let full = stream === 'listings' && isFullDue(state.fullAt, until);
    let isKept = state.window !== null;
    for (;;) {
      const capability = platform.capabilities[stream];
      const window = windowOf(state, { capability, now: clock.now(), depth, full });
      try {
        state = await sink.page(state, window);
      } catch (error) {
        if (!isKept || !isRefused(error)) throw error;
        // A place in a list that an earlier round had reached may be good for nothing by now: the window is listed anew.
        isKept = false;
        state = { ...state, window: null };
        continue;
      }
      isKept = false;
      if (window.full && state.window === null) full = false;
      // A clock that was ahead is set right by the first answer.
      until = Math.min(until, clock.now());
      if (!full && isCaughtUp(state, until)) return;
    }
  }

  return async (round) => {
    const { shop, stream, priority, signal } = round;
    const news = createDataNews(later, () => onData(shop.row.storeId));
    const options = { ...round, context: shop.work(priority, signal), news };
    const pulled = { added: 0, changed: 0 };
    const sink = stream === 'orders' ? orderSink(options, pulled) : listingSink(options);
    try {
      await listAll(round, sink);
      await sink.end();
    } catch (error) {
      // What has come is kept, whatever ended the round; that this may fail as well is less than what it ended with.
      await Promise.allSettled([sink.end()]);
      throw error;
    } finally {
      news.end();
      if (pulled.added + pulled.changed > 0) await store.noteOrders(shop.row.id, pulled);
    }
  };
}

function isRefused(error: unknown): boolean {
  return error instanceof AppError && error.action === 'refuse';
}

/** Platforms list the oldest first, by when orders changed, or in the first sync of some of them by when they were made. */
function lastTime({ window }: StreamProgress, orders: readonly RemoteOrder[]): number | null {
  if (!window || orders.length === 0) return null;
  const madeWithin = window.historyUntil !== null;
  return Math.max(...orders.map(({ placedAt, updatedAt }) => (madeWithin ? placedAt : updatedAt)));
}
