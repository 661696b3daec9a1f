/**
 * Every write of sync is one transaction of the database, and what it did to the outbox is in the mirror before anybody is
 * told that it is done.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { CrashPoint } from './crash-point.ts';
import { openOutbox } from './open-outbox.ts';
import { runTransaction, type SyncTransaction } from './transaction.ts';

/** @param seed of `createSeed`, fresh for each transaction. */
export type Transact = <Result>(
  context: TaskContext<WritableDb>,
  seed: string,
  work: (tx: SyncTransaction) => Result,
) => Result;

/** Makes the way in which every task of sync writes. */
export function createTransact(crashPoint: CrashPoint): Transact {
  return (context, seed, work) => {
    const outbox = openOutbox(context);
    const parts = { db: context.db, kept: outbox.kept, statements: outbox.statements, now: context.now(), seed };
    const { result, changes, edits } = runTransaction(parts, work);
    if (changes.length > 0 || edits.length > 0) {
      crashPoint('outbox.committed');
      outbox.copy(changes, edits);
      crashPoint('outbox.mirrored');
    }
    return result;
  };
}
