/**
 * Sends what waits for one shop, several batches at a time, until nothing is due; then it sleeps until something is. A fault of
 * the platform makes the shop wait as a whole and counts against nobody; a fault of an item counts against it alone.
 */
import type { Taken } from '../take-task.ts';
import { createAlarm } from './alarm.ts';
import { asFault } from './judge.ts';
import { createLanesInFlight } from './lanes-in-flight.ts';
import type { PushParts } from './push.ts';
import { createShopHealth } from './shop-health.ts';
import { createShopOutcomes } from './shop-outcomes.ts';
import type { OpenShop, ShopParts } from './shop-parts.ts';
import { createShopReading } from './shop-reading.ts';
import { createShopSending } from './shop-sending.ts';

export interface ShopPush {
  /** Something may be due. */
  wake(): void;
  /** The same, and whatever made the shop wait is over. */
  hurry(): void;
  /** The line is back: what failed is tried again after so many milliseconds, and not with everybody else's. */
  returned(milliseconds: number): void;
  /** Takes nothing more, and resolves when nothing is under way. What is under way is cut off when `cut` aborts. */
  stop(): Promise<void>;
  readonly running: boolean;
  /** UTC milliseconds; null: nothing is due, or it runs now. */
  readonly nextTryAt: number | null;
}

/** Batches of one shop that are under way at a time: answers take longer than the pause that the rate limit asks for. */
const SIDE_BY_SIDE = 4;
/** Looks again at least this often: the clock may have been set, and whoever wrote something may have forgotten to wake. */
const LONGEST_SLEEP_MILLISECONDS = 60_000;

/** Makes the sending of one shop. @param paused whether all of the push is. @param cut cuts off what is under way. */
export function createShopPush(shopId: number, parts: PushParts, paused: () => boolean, cut: AbortSignal): ShopPush {
  const { now, later, log } = parts;
  const stopping = new AbortController();
  const shopParts: ShopParts = { ...parts, shopId, stopping: stopping.signal, cut };
  const lanes = createLanesInFlight(shopParts);
  const outcomes = createShopOutcomes(shopParts);
  const health = createShopHealth(shopParts, outcomes, wake);
  const sendAll = createShopSending(shopParts, health, outcomes);
  const { readListings, lookInto } = createShopReading(shopParts, health, outcomes);
  /** Set while nothing is due. */
  const sleep = createAlarm(now, later);
  const ended = new Set<() => void>();
  let workers = 0;
  let news = 0;

  function mayGoOn(): boolean {
    return !stopping.signal.aborted && health.restsUntil === null && !paused();
  }

  function wake(): void {
    news += 1;
    if (!mayGoOn() || workers > 0) return;
    sleep.off();
    startWorker();
  }

  function startWorker(): void {
    // While something is wrong with the shop, one probe is enough.
    if (!mayGoOn() || workers >= (health.failing ? 1 : SIDE_BY_SIDE)) return;
    workers += 1;
    work()
      .catch((error: unknown) => {
        // Cut off on purpose: the next start finds out what became of what was sent.
        if (cut.aborted) return;
        log('error', 'push failed', { shopId, error: String(error) });
        health.restAfter(asFault(error));
      })
      .finally(() => {
        workers -= 1;
        if (workers > 0) return;
        parts.idle?.(shopId);
        for (const end of ended) end();
        ended.clear();
        parts.onNews();
      });
  }

  async function work(): Promise<void> {
    while (mayGoOn()) {
      const heard = news;
      const shop = await parts.open(shopId, cut, 'staff');
      if (!shop || stopping.signal.aborted) return;
      const taken = await lanes.take(shop.platform, shop.readSince ?? 0);
      if (taken.step === 'off') return;
      if (taken.step === 'idle') {
        if (heard !== news) continue;
        sleepUntil(taken.nextAt ?? now() + LONGEST_SLEEP_MILLISECONDS);
        return;
      }
      startWorker();
      try {
        await carryOut(shop, taken);
      } finally {
        lanes.release(taken);
      }
    }
  }

  async function carryOut(shop: OpenShop, step: Exclude<Taken, { step: 'idle' | 'off' }>): Promise<void> {
    if (step.step === 'send') await sendAll(shop, step.items);
    else if (step.step === 'read') await readListings(shop, step.listingIds);
    else await lookInto(shop, step.doubts);
  }

  function sleepUntil(at: number): void {
    sleep.set(Math.min(LONGEST_SLEEP_MILLISECONDS, Math.max(0, at - now())), wake);
  }

  return {
    wake,
    hurry() {
      health.recover();
      wake();
    },
    returned: health.recoverAfter,
    async stop() {
      stopping.abort();
      lanes.close();
      health.close();
      sleep.off();
      if (workers === 0) return;
      await new Promise<void>((resolve) => void ended.add(resolve));
    },
    get running() {
      return workers > 0;
    },
    get nextTryAt() {
      return workers > 0 ? null : (health.restsUntil ?? sleep.at);
    },
  };
}
