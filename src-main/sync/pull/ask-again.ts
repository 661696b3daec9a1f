/**
 * Asks again for items that could not be read. What is put right on the platform is usually listed again because it changed; asking
 * finds the rest, such as what an older version of Mendian could not read.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Priority } from '../../resilience/index.ts';
import type { Page, PlatformContext, RemoteOrder, UnreadItem } from '../platform/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { ReadOrder } from './order-by-number.ts';
import type { PullStore } from './pull-store.ts';
import type { UnreadRow } from './unread-items.ts';

export interface AskAgainOptions {
  readonly store: PullStore;
  readonly readOrder: ReadOrder;
  /** UTC milliseconds by this computer's clock. */
  readonly now: () => number;
  /** Orders or listings of this store were written. */
  readonly onData: (storeId: number) => void;
}

export interface ShopTurn {
  readonly shop: OpenShop;
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/** Resolves when what is due has been asked for. @throws AppError as the platform's calls do, for what is not of one item. */
export type AskAgain = (turn: ShopTurn) => Promise<void>;

/** Makes the function that asks again for a shop's unread items. */
export function createAskAgain({ store, readOrder, now, onData }: AskAgainOptions): AskAgain {
  async function askOrder(turn: ShopTurn, row: UnreadRow, number: string): Promise<void> {
    const { id } = turn.shop.row;
    try {
      if ((await readOrder(turn, number)) === null) await store.askedAgain(id, row, 'gone');
    } catch (error) {
      if (!isOfItem(error)) throw error;
      await store.askedAgain(id, row, 'unread');
    }
  }

  /** Lists the window again in which an order without a number stood. One that is not there has changed, and is listed elsewhere. */
  async function askWindow({ shop, priority, signal }: ShopTurn, row: UnreadRow): Promise<void> {
    const context = shop.work(priority, signal);
    const { from, to } = row;
    const window = { from, to, cursor: null, full: false, historyUntil: row.byMaking === 1 ? to : null };
    const still: UnreadItem[] = [];
    for (let cursor: string | null = null; ; ) {
      const saidAt = now();
      const request = { from, to, cursor, madeWithin: row.byMaking === 1 };
      const page: Page<RemoteOrder> = await shop.platform.orders(context, request);
      still.push(...page.unread);
      const taken = { orders: page.items, unread: page.unread, window, reached: null, saidAt };
      const { added, changed } = await store.takeOrders(shop.row.id, [taken]);
      if (added + changed > 0) onData(shop.row.storeId);
      if (page.next === null) break;
      cursor = page.next;
    }
    const isThere = still.some(({ id, shown }) => id === null && (shown === row.shown || shown === ''));
    await store.askedAgain(shop.row.id, row, isThere ? 'unread' : 'gone');
  }

  async function askListings(turn: ShopTurn, context: PlatformContext, rows: readonly UnreadRow[]): Promise<void> {
    const { row: shop, platform } = turn.shop;
    const ids = rows.map(({ itemId }) => itemId).filter((id) => id !== null);
    const saidAt = now();
    try {
      const listed = await platform.listingsById(context, ids);
      await store.takeListingsAgain(shop.id, rows, listed, saidAt);
      if (listed.items.length > 0) onData(shop.storeId);
    } catch (error) {
      if (!isOfItem(error)) throw error;
      for (const row of rows) await store.askedAgain(shop.id, row, 'unread');
    }
  }

  return async (turn) => {
    const due = await store.unreadDue(turn.shop.row.id);
    if (due.length === 0) return;
    const listings = due.filter(({ stream }) => stream === 'listings');
    for (const row of due.filter(({ stream }) => stream === 'orders')) {
      if (row.itemId === null) await askWindow(turn, row);
      else await askOrder(turn, row, row.itemId);
    }
    const context = turn.shop.work(turn.priority, turn.signal);
    const { readBatch } = turn.shop.platform.capabilities;
    for (let at = 0; at < listings.length; at += readBatch) {
      await askListings(turn, context, listings.slice(at, at + readBatch));
    }
  };
}

/** It still makes no sense, or the platform will not have it asked for. */
function isOfItem(error: unknown): boolean {
  return (
    error instanceof AppError && (error.action === 'refuse' || error.action === 'park') && error.code !== 'CANCELLED'
  );
}
