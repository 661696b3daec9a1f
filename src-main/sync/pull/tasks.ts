/** What pulling runs in the database's threads. */
import { AppError } from '#shared/domain/app-error.ts';
import type { ReadableDb, TaskContext, WritableDb, WritableStatements } from '../../database/index.ts';
import type { ConflictPolicies } from '../conflicts/index.ts';
import { noteAudit, noteLog, type SyncTransaction, type Transact } from '../outbox/index.ts';
import type { RemoteListing, RemoteOrder, UnreadItem } from '../platform/index.ts';
import { type AppliedOrders, createOrderTaker, type FeedingShop } from './apply-orders.ts';
import { readStream, type StreamProgress, writeStream } from './cursors.ts';
import { stageListings } from './stage-listings.ts';
import type { StreamName, StreamWindow } from './stream.ts';
import { type TakenListings, takeOver } from './take-over.ts';
import { noteRead, noteUnread } from './unread-items.ts';
import { createUnreadWriteTasks, unreadReadTasks } from './unread-tasks.ts';

export interface OrderPage {
  readonly orders: readonly RemoteOrder[];
  /** What the page told of and nobody could read. */
  readonly unread: readonly UnreadItem[];
  /** The window that the page is of. */
  readonly window: StreamWindow;
  /** How far the stream has got with this page; null: the window was read once more, for what could not be read in it. */
  readonly reached: StreamProgress | null;
  /** UTC milliseconds: when the page was asked for. */
  readonly saidAt: number;
}

interface Take {
  readonly shopId: number;
  readonly policies: ConflictPolicies;
  readonly seed: string;
}

export interface TakeOrders extends Take {
  /** One after the other, as they were listed: each goes on where the one before it ended. */
  readonly pages: readonly OrderPage[];
}

export interface TakeOrder extends Take, Pick<OrderPage, 'saidAt'> {
  readonly order: RemoteOrder;
}

export interface TakeListings extends Take, Omit<OrderPage, 'orders' | 'reached'> {
  readonly reached: StreamProgress;
  readonly listings: readonly RemoteListing[];
  /** This page was the last of its window. */
  readonly complete: boolean;
}

function streamTask({ db }: TaskContext<ReadableDb>, args: { shopId: number; stream: StreamName }): StreamProgress {
  return readStream(db, args.shopId, args.stream);
}

function takeOrders(tx: SyncTransaction, { shopId, pages, policies }: TakeOrders): AppliedOrders {
  const taker = createOrderTaker(tx, feedingShop(tx.kept, shopId), policies);
  const sum = { added: 0, changed: 0, same: 0 };
  for (const { orders, unread, window, saidAt } of pages) {
    const { added, changed, same } = taker.take({ orders, saidAt });
    const numbers = orders.map(({ number }) => number);
    noteRead(tx, shopId, 'orders', numbers);
    noteUnread(tx, { shopId, stream: 'orders', unread, window });
    sum.added += added;
    sum.changed += changed;
    sum.same += same;
  }
  taker.finish();
  const reached = pages.at(-1)?.reached;
  if (reached) writeStream(tx.kept, shopId, 'orders', reached);
  return sum;
}

function takeListings(tx: SyncTransaction, args: TakeListings): TakenListings {
  const { shopId, listings, unread, window, reached, saidAt, complete, policies } = args;
  feedingShop(tx.kept, shopId);
  stageListings(tx.kept, shopId, listings, saidAt);
  const ids = listings.map(({ listingId }) => listingId);
  noteRead(tx, shopId, 'listings', ids);
  noteUnread(tx, { shopId, stream: 'listings', unread, window });
  const taken = complete ? takeOver(tx, { shopId, full: window.full, policies }) : ({ outcome: 'staged' } as const);
  // As long as somebody is asked, the window stays under way: its last page is listed again, and the answer counts then.
  if (taken.outcome !== 'asking') writeStream(tx.kept, shopId, 'listings', reached);
  return taken;
}

/** @throws AppError SHOP_UNKNOWN: it was disconnected while it was listed. */
function feedingShop(db: WritableStatements, shopId: number): FeedingShop {
  const row = db
    .prepare<[number], { id: number; platform: string; storeId: number; code: string; timeZone: string }>(
      `SELECT s.id, s.platform, t.id AS storeId, t.code, t.time_zone AS timeZone
       FROM shop s JOIN store t ON t.id = s.store_id WHERE s.id = ? AND s.disconnected_at IS NULL`,
    )
    .get(shopId);
  if (!row) throw new AppError('SHOP_UNKNOWN', { details: { shop: shopId } });
  const { id, platform, storeId, code, timeZone } = row;
  return { id, platform, store: { id: storeId, code, timeZone } };
}

/** What was asked for alone tells what lists leave out. Gives the store that it was written to; null: it was known. */
function takeOrder(tx: SyncTransaction, { shopId, order, saidAt, policies }: TakeOrder): number | null {
  const shop = feedingShop(tx.kept, shopId);
  const taker = createOrderTaker(tx, shop, policies);
  const { added, changed } = taker.take({ orders: [order], saidAt, whole: true });
  taker.finish();
  noteRead(tx, shopId, 'orders', [order.number]);
  return added + changed > 0 ? shop.store.id : null;
}

/** A round's pages are one line of the log. */
function noteOrders(tx: SyncTransaction, { shopId, added, changed }: OrdersNote): void {
  noteLog(tx, { shopId, level: 'info', event: 'orders-pulled', details: { added, changed } });
}

export interface OrdersNote {
  readonly shopId: number;
  readonly added: number;
  readonly changed: number;
  readonly seed: string;
}

/** What somebody said after PULL_WOULD_EMPTY: it holds for the next pull alone. */
function answerFailSafe(tx: SyncTransaction, { shopId, allow, actor }: FailSafeAnswer): void {
  const changed = tx.run(
    "UPDATE shop SET fail_safe = ? WHERE id = ? AND fail_safe = 'asking'",
    allow ? 'allowed' : 'refused',
    shopId,
  );
  if (changed === 0) return;
  noteAudit(tx, { actor, action: 'fail-safe.answer', subject: `shop:${shopId}`, details: { allow } });
}

export interface FailSafeAnswer {
  readonly shopId: number;
  readonly allow: boolean;
  readonly seed: string;
  readonly actor: string;
}

/** A delivery that comes again says nothing new. Gives whether this is its first. */
function noteWebhook(
  { db, now }: TaskContext<WritableDb>,
  { shopId, deliveryId }: { shopId: number; deliveryId: string },
): boolean {
  return db
    .transaction(() => {
      db.prepare('DELETE FROM webhook_seen WHERE at < ?').run(now() - WEBHOOKS_KEPT_MILLISECONDS);
      const { changes } = db
        .prepare('INSERT OR IGNORE INTO webhook_seen (shop_id, delivery_id, at) VALUES (?, ?, ?)')
        .run(shopId, deliveryId, now());
      return changes > 0;
    })
    .immediate();
}

/** Shopify, the most patient of them, delivers again for 4 hours (8 times): a week is plenty. */
const WEBHOOKS_KEPT_MILLISECONDS = 7 * 24 * 3_600_000;

/** Gives the numbers of the orders that changed since, the newest first. @param since UTC milliseconds. */
function recentOrders({ db }: TaskContext<ReadableDb>, { shopId, since }: { shopId: number; since: number }): string[] {
  return db
    .prepare<[number, number], string>(
      'SELECT number FROM remote_order WHERE shop_id = ? AND updated_at >= ? ORDER BY updated_at DESC',
    )
    .pluck()
    .all(shopId, since);
}

/** Gives what the platform itself calls an order; null: it has not been told of. */
function remoteIdOf({ db }: TaskContext<ReadableDb>, args: { shopId: number; number: string }): string | null {
  const find = db.prepare<[number, string], string>(
    'SELECT remote_id FROM remote_order WHERE shop_id = ? AND number = ?',
  );
  return find.pluck().get(args.shopId, args.number) ?? null;
}

export const pullReadTasks = {
  'pull.stream': streamTask,
  'pull.recentOrders': recentOrders,
  'pull.remoteId': remoteIdOf,
  ...unreadReadTasks,
};
export type PullReadTasks = typeof pullReadTasks;

/** Makes the tasks that write what was listed. */
export function createPullWriteTasks(transact: Transact) {
  return {
    'pull.orders': (context: TaskContext<WritableDb>, args: TakeOrders): AppliedOrders =>
      transact(context, args.seed, (tx) => takeOrders(tx, args)),
    'pull.order': (context: TaskContext<WritableDb>, args: TakeOrder): number | null =>
      transact(context, args.seed, (tx) => takeOrder(tx, args)),
    'pull.listings': (context: TaskContext<WritableDb>, args: TakeListings): TakenListings =>
      transact(context, args.seed, (tx) => takeListings(tx, args)),
    'pull.noteOrders': (context: TaskContext<WritableDb>, args: OrdersNote): void =>
      transact(context, args.seed, (tx) => noteOrders(tx, args)),
    'pull.answerFailSafe': (context: TaskContext<WritableDb>, args: FailSafeAnswer): void =>
      transact(context, args.seed, (tx) => answerFailSafe(tx, args)),
    'pull.webhook': noteWebhook,
    ...createUnreadWriteTasks(transact),
  };
}
export type PullWriteTasks = ReturnType<typeof createPullWriteTasks>;
