/** What the outbox runs in the database's writing thread. */
import type { ReadableDb, TaskContext, WritableDb } from '../../database/index.ts';
import type { ConflictPolicies } from '../conflicts/index.ts';
import type { RemoteListing } from '../platform/index.ts';
import type { ChangeRow } from './change-row.ts';
import { createDecideTasks } from './decide-tasks.ts';
import { createFoundOutTask, type TakeIn } from './found-out-task.ts';
import { openOutbox } from './open-outbox.ts';
import { createOwnTasks } from './own-tasks.ts';
import { parkChange } from './park-change.ts';
import { pruneTask } from './prune-task.ts';
import { outboxQueries } from './queries.ts';
import type { Reconciled } from './reconcile.ts';
import { subjectOf } from './record.ts';
import { createSettleTask, createSignInTask } from './settle-task.ts';
import { type ConflictGate, createTakeTask } from './take-task.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export interface OutboxParts<Policies> {
  readonly transact: Transact;
  readonly gate: ConflictGate<Policies>;
  readonly takeIn: TakeIn<Policies>;
}

export interface ReadBackArgs<Policies> {
  readonly shopId: number;
  readonly seed: string;
  readonly policies: Policies;
  readonly listings: readonly RemoteListing[];
  readonly asked: readonly string[];
  /** Listings that the platform has, and whose answer cannot be read. */
  readonly unreadable?: readonly string[];
  /** UTC milliseconds: when they were asked for. */
  readonly readAt: number;
}

/** Listings that cannot be read count as read: otherwise they would be asked for again and again, and nothing would be sent. */
function noteUnreadable<Policies>(
  tx: SyncTransaction,
  { shopId, unreadable = [], readAt }: ReadBackArgs<Policies>,
): void {
  for (const id of unreadable) {
    tx.run('UPDATE listing SET said_at = ?, recheck = 0 WHERE shop_id = ? AND listing_id = ?', readAt, shopId, id);
  }
}

/** Makes the outbox's tasks. @param parts what other parts of sync decide: conflicts, and what a listing's new state means. */
export function createOutboxWriteTasks<Policies>({ transact, gate, takeIn }: OutboxParts<Policies>) {
  return {
    /** Brings database and mirror together: at the start, and when a shop is connected, of which the mirror may hold changes. */
    'outbox.open': (context: TaskContext<WritableDb>, { again }: { again: boolean }): Reconciled =>
      again ? openOutbox(context).reconcile() : openOutbox(context).reconciled,
    'outbox.take': createTakeTask(transact, gate),
    'outbox.settle': createSettleTask(transact),
    'outbox.foundOut': createFoundOutTask(transact, takeIn),
    'outbox.readBack': (context: TaskContext<WritableDb>, args: ReadBackArgs<Policies>): void =>
      transact(context, args.seed, (tx) => {
        takeIn(tx, args);
        noteUnreadable(tx, args);
        parkOrphans(tx, args.shopId, args.asked);
      }),
    'outbox.hurry': (context: TaskContext<WritableDb>, { shopId }: { shopId: number | null }): void => {
      context.db
        .prepare(
          `UPDATE change SET next_try_at = 0 WHERE settled_at IS NULL AND parked_at IS NULL AND next_try_at > 0
             AND (? IS NULL OR shop_id = ?)`,
        )
        .run(shopId, shopId);
    },
    'outbox.signIn': createSignInTask(transact),
    'outbox.prune': pruneTask,
    ...createDecideTasks(transact),
    ...createOwnTasks(transact),
  };
}
export type OutboxWriteTasks = ReturnType<typeof createOutboxWriteTasks<ConflictPolicies>>;

/** Sets aside what waits for a listing that neither the database nor the platform has: only staff can say what becomes of it. */
function parkOrphans(tx: SyncTransaction, shopId: number, listingIds: readonly string[]): void {
  for (const listingId of listingIds) {
    const known = tx.get('SELECT 1 FROM listing WHERE shop_id = ? AND listing_id = ?', shopId, listingId);
    if (known) continue;
    const orphans = tx.all<ChangeRow>(
      'SELECT * FROM change WHERE shop_id = ? AND listing_id = ? AND settled_at IS NULL AND parked_at IS NULL',
      shopId,
      listingId,
    );
    for (const orphan of orphans) {
      parkChange(tx, orphan, { code: 'NOT_FOUND', details: { what: subjectOf(tx, orphan) } });
    }
  }
}

function connectedShops({ db }: TaskContext<ReadableDb>): number[] {
  return db.prepare<[], number>('SELECT id FROM shop WHERE disconnected_at IS NULL ORDER BY id').pluck().all();
}

export const outboxReadTasks = { 'outbox.shops': connectedShops, ...outboxQueries };
export type OutboxReadTasks = typeof outboxReadTasks;
