/**
 * Lists one stream of a shop up to the present, window by window, and hands every page on with the place where the next one
 * begins: whatever ends in between, the next round goes on there.
 */
import type { SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Priority } from '../../resilience/index.ts';
import type { Page, PlatformContext } from '../platform/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { StreamProgress } from './cursors.ts';
import type { PullStore } from './pull-store.ts';
import { afterPage, isCaughtUp, type StreamName, type StreamWindow, shareListed, windowOf } from './stream.ts';

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

export function createStreamLister({ store, settings, now, onData }: StreamListerOptions): ListStream {
  interface PageTurn extends Pick<StreamRound, 'shop' | 'stream' | 'signal'> {
    readonly context: PlatformContext;
    readonly state: StreamProgress;
    readonly window: StreamWindow;
    /** What the round has brought so far. */
    readonly pulled: { added: number; changed: number };
  }

  /** Gives how far the stream has got with the next page. */
  async function listPage({ shop, context, stream, state, window, pulled, signal }: PageTurn): Promise<StreamProgress> {
    const { id, storeId } = shop.row;
    const saidAt = now();
    const reachedWith = ({ items, next }: Page<unknown>): StreamProgress => {
      if (signal.aborted) throw new AppError('CANCELLED');
      const beganFrom = state.beganFrom ?? window.from;
      // The answer has told the platform's time: by a clock that was wrong, a window can end where nothing has happened yet.
      const listed = { ...window, to: Math.max(window.from + 1, Math.min(window.to, shop.clock.now())) };
      return { ...afterPage(state, listed, next), beganFrom, listed: state.listed + items.length };
    };
    if (stream === 'orders') {
      const madeWithin = window.historyUntil !== null;
      const page = await shop.platform.orders(context, { ...window, madeWithin });
      const reached = reachedWith(page);
      const { added, changed } = await store.takeOrders(id, page, reached, saidAt, window);
      pulled.added += added;
      pulled.changed += changed;
      if (added + changed > 0) onData(storeId);
      return reached;
    }
    const page = await shop.platform.listings(context, window);
    const reached = reachedWith(page);
    if (await store.takeListings(id, page, reached, saidAt, window)) onData(storeId);
    return reached;
  }

  function isFullDue(fullAt: number | null, present: number): boolean {
    return fullAt === null || present - fullAt >= settings().fullEveryHours * HOUR;
  }

  return async ({ shop, stream, priority, signal, onProgress }) => {
    const { platform, clock } = shop;
    const context = shop.work(priority, signal);
    const depth = stream === 'orders' ? settings().firstDays * DAY : DAY;
    let state = await store.stream(shop.row.id, stream);
    // Up to when the round began: pages take their time, and one that ran after the present would never end.
    let until = clock.now();
    let full = stream === 'listings' && isFullDue(state.fullAt, until);
    const pulled = { added: 0, changed: 0 };
    try {
      for (;;) {
        const present = clock.now();
        const window = windowOf(state, { capability: platform.capabilities[stream], now: present, depth, full });
        state = await listPage({ shop, context, stream, state, window, pulled, signal });
        if (window.full && state.window === null) full = false;
        onProgress(progressOf(stream, shareListed(state, state.beganFrom ?? window.from, present), state.listed));
        // A clock that was ahead is set right by the first answer.
        until = Math.min(until, clock.now());
        if (!full && isCaughtUp(state, until)) return;
      }
    } finally {
      if (pulled.added + pulled.changed > 0) await store.noteOrders(shop.row.id, pulled);
    }
  };
}

function progressOf(stage: StreamName, share: number, listed: number): SyncProgress {
  const total = share > 0 ? Math.max(listed, Math.round(listed / share)) : null;
  return { stage, done: listed, total, secondsLeft: null };
}
