/**
 * Sends what waits in the outbox, shop by shop, and tries again by itself whatever went wrong. Only one process may do so at a time;
 * who that is is decided elsewhere (`ownOutbox`).
 */

import type { Reader, TaskContext, Writer } from '../../../database/index.ts';
import type { Later, Priority } from '../../../resilience/index.ts';
import type { ConflictPolicies } from '../../conflicts/index.ts';
import type { Platform, PlatformContext } from '../../platform/index.ts';
import type { CrashPoint } from '../crash-point.ts';
import type { OutboxReadTasks, OutboxWriteTasks } from '../tasks.ts';
import { createShopPush, type ShopPush } from './shop-push.ts';

export interface PushParts {
  readonly reader: Reader<OutboxReadTasks>;
  readonly writer: Writer<OutboxWriteTasks>;
  /** A connected shop with the way to its platform; null: there is none now. */
  open(
    shopId: number,
    signal: AbortSignal,
    priority: Priority,
  ): Promise<{
    readonly platform: Platform;
    readonly context: PlatformContext;
    /** What was read before this is read anew before it is written over; UTC milliseconds. */
    readonly readSince?: number;
  } | null>;
  /** Nothing of a shop is under way any more. */
  idle?(shopId: number): void;
  policies(): ConflictPolicies;
  /** UTC milliseconds. */
  now(): number;
  /** Gives the way to call it off. */
  readonly later: Later;
  /** In [0, 1). */
  random(): number;
  readonly crashPoint: CrashPoint;
  readonly log: TaskContext<unknown>['log'];
  /** Something is otherwise than before: what waits, what is parked, when it is tried next. */
  onNews(): void;
}

export interface Push {
  /** Begins with whatever waits. */
  start(): Promise<void>;
  /** There is something new for these shops. */
  wake(shopIds: readonly number[]): void;
  /** Staff want it now: whatever was to be tried later is due. Null: every shop. */
  syncNow(shopId: number | null): Promise<void>;
  /** The line is back: each shop's turn comes soon, not all at once. */
  networkReturned(): void;
  /** What is under way ends; nothing more is taken until it goes on. */
  pause(paused: boolean): void;
  /** The shop is no longer connected: what is under way with it is cut off. */
  drop(shopId: number): Promise<void>;
  /** Takes nothing more, and waits so many milliseconds for what is under way before it is cut off. */
  stop(within: number): Promise<void>;
  shop(shopId: number): Pick<ShopPush, 'running' | 'nextTryAt'>;
}

/** The stores of a chain come back together: each sends at a moment of its own, and staff who ask are served at once. */
const RETURN_SPREAD_MILLISECONDS = 15_000;

/** Makes the sending of all shops; nothing is sent before `start`. */
export function createPush(parts: PushParts): Push {
  const shops = new Map<number, ShopPush & { readonly cut: AbortController }>();
  const cut = new AbortController();
  let paused = false;
  let stopped = false;

  function shopOf(shopId: number): ShopPush & { readonly cut: AbortController } {
    let shop = shops.get(shopId);
    if (!shop) {
      const own = new AbortController();
      const signal = AbortSignal.any([cut.signal, own.signal]);
      shop = Object.assign(
        createShopPush(shopId, parts, () => paused, signal),
        { cut: own },
      );
      shops.set(shopId, shop);
    }
    return shop;
  }

  async function connectedShops(): Promise<readonly number[]> {
    return stopped ? [] : parts.reader.read('outbox.shops', null);
  }

  return {
    async start() {
      await parts.writer.write('outbox.open', { again: false });
      for (const shopId of await connectedShops()) shopOf(shopId).wake();
    },
    wake(shopIds) {
      for (const shopId of shopIds) shopOf(shopId).wake();
    },
    async syncNow(shopId) {
      await parts.writer.write('outbox.hurry', { shopId });
      const due = shopId === null ? await connectedShops() : [shopId];
      for (const id of due) shopOf(id).hurry();
    },
    networkReturned() {
      for (const shop of shops.values()) shop.returned(parts.random() * RETURN_SPREAD_MILLISECONDS);
    },
    pause(next) {
      paused = next;
      if (!paused) for (const shop of shops.values()) shop.wake();
    },
    async drop(shopId) {
      const shop = shops.get(shopId);
      if (!shop) return;
      shops.delete(shopId);
      shop.cut.abort();
      await shop.stop();
    },
    async stop(within) {
      stopped = true;
      const callOff = parts.later(within, () => cut.abort());
      await Promise.all([...shops.values()].map((shop) => shop.stop()));
      callOff();
      shops.clear();
    },
    shop: shopOf,
  };
}
