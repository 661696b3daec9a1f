/** What the outbox runs in the database's writing thread. */
import type { ReadableDb, TaskContext, WritableDb } from '../../database/index.ts';
import type { ConflictPolicies } from '../conflicts/index.ts';
import type { RemoteListing } from '../platform/index.ts';
import { updateChange } from './change-row.ts';
import { createDecideTasks } from './decide-tasks.ts';
import { createFoundOutTask, type TakeIn } from './found-out-task.ts';
import { openOutbox } from './open-outbox.ts';
import { createOwnTasks } from './own-tasks.ts';
import { pruneTask } from './prune-task.ts';
import { outboxQueries } from './queries.ts';
import type { Reconciled } from './reconcile.ts';
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
  /** They are there, and what is told of them makes no sense. */
  readonly unreadable?: readonly string[];
  /** UTC milliseconds: when they were asked for. */
  readonly readAt: number;
}

/** They were looked at all the same: they would be read again and again before anything is sent. */
function lookedAt<Policies>(tx: SyncTransaction, { shopId, unreadable = [], readAt }: ReadBackArgs<Policies>): void {
  for (const id of unreadable) {
    tx.run('UPDATE listing SET said_at = ?, recheck = 0 WHERE shop_id = ? AND listing_id = ?', readAt, shopId, id);
  }
}

export function createOutboxWriteTasks<Policies>({ transact, gate, takeIn }: OutboxParts<Policies>) {
  return {
    /** Puts database and mirror right. To be called at the start, and when a shop was connected: changes of it may lie in the mirror. */
    'outbox.open': (context: TaskContext<WritableDb>, { again }: { again: boolean }): Reconciled =>
      again ? openOutbox(context).reconcile() : openOutbox(context).reconciled,
    'outbox.take': createTakeTask(transact, gate),
    'outbox.settle': createSettleTask(transact),
    'outbox.foundOut': createFoundOutTask(transact, takeIn),
    'outbox.readBack': (context: TaskContext<WritableDb>, args: ReadBackArgs<Policies>): void =>
      transact(context, args.seed, (tx) => {
        takeIn(tx, args);
        lookedAt(tx, args);
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

/** What waits for a listing that neither the database nor the platform knows can only be looked at by somebody. */
function parkOrphans(tx: SyncTransaction, shopId: number, listingIds: readonly string[]): void {
  for (const listingId of listingIds) {
    const known = tx.get('SELECT 1 FROM listing WHERE shop_id = ? AND listing_id = ?', shopId, listingId);
    if (known) continue;
    const orphans = tx.all<{ id: string }>(
      'SELECT id FROM change WHERE shop_id = ? AND listing_id = ? AND settled_at IS NULL AND parked_at IS NULL',
      shopId,
      listingId,
    );
    const problem = JSON.stringify({ code: 'NOT_FOUND', details: { what: listingId } });
    for (const { id } of orphans) updateChange(tx, id, { parked_at: tx.now, problem });
  }
}

function connectedShops({ db }: TaskContext<ReadableDb>): number[] {
  return db.prepare<[], number>('SELECT id FROM shop WHERE disconnected_at IS NULL ORDER BY id').pluck().all();
}

export const outboxReadTasks = { 'outbox.shops': connectedShops, ...outboxQueries };
export type OutboxReadTasks = typeof outboxReadTasks;
