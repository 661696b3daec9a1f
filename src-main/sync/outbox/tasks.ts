/** What the outbox runs in the database's writing thread. */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { RemoteListing } from '../platform/index.ts';
import { createDecideTasks } from './decide-tasks.ts';
import { createFoundOutTask, type TakeIn } from './found-out-task.ts';
import { openOutbox } from './open-outbox.ts';
import type { Reconciled } from './reconcile.ts';
import { createSettleTask, createSignInTask } from './settle-task.ts';
import { type ConflictGate, createTakeTask } from './take-task.ts';
import type { Transact } from './transact.ts';

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
  /** UTC milliseconds: when they were asked for. */
  readonly readAt: number;
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
      transact(context, args.seed, (tx) => void takeIn(tx, args)),
    'outbox.signIn': createSignInTask(transact),
    ...createDecideTasks(transact),
  };
}
