/** One transaction of sync: one time, one run of the hybrid clock, and a list of what it did to the outbox. */
import { createChangeNotes, type WritableDb, type WritableStatements } from '../../database/index.ts';
import { createTransactionClock, type TransactionClock } from './hybrid-clock.ts';
import type { StatementCache } from './statement-cache.ts';
import { uuid7 } from './uuid7.ts';

export interface SyncTransaction extends StatementCache {
  readonly db: WritableDb;
  /** For what is made anew in each transaction: its statements are prepared once for the connection. */
  readonly kept: WritableStatements;
  /** UTC milliseconds, the same throughout. */
  readonly now: number;
  readonly clock: Pick<TransactionClock, 'meet' | 'stamp'>;
  /** A fresh UUIDv7. */
  newId(): string;
  /** The hybrid clock's next reading. */
  stamp(): string;
  /** A change that was made or that is in another state now. */
  touch(changeId: string): void;
  /** An edit whose changes wait for a platform. */
  touchEdit(editId: string): void;
  /** Products' names or prices changed: answers that hold them are dropped. */
  productsChanged(): void;
}

export interface TransactionParts {
  readonly db: WritableDb;
  /** Left out: statements are prepared for this transaction alone. */
  readonly kept?: WritableStatements;
  readonly statements: StatementCache;
  /** UTC milliseconds. */
  readonly now: number;
  /** Of `createSeed`, fresh for each transaction. */
  readonly seed: string;
}

export interface Committed<Result> {
  readonly result: Result;
  readonly changes: readonly string[];
  readonly edits: readonly string[];
}

/** Commits all that `work` does, or nothing. */
export function runTransaction<Result>(
  { db, kept = db, statements, now, seed }: TransactionParts,
  work: (tx: SyncTransaction) => Result,
): Committed<Result> {
  const changes = new Set<string>();
  const edits = new Set<string>();
  const clock = createTransactionClock(db, now);
  let ids = 0;
  let productsTouched = false;
  const tx: SyncTransaction = {
    ...statements,
    db,
    kept,
    now,
    clock,
    newId: () => uuid7(now, seed, ids++),
    stamp: clock.stamp,
    touch: (id) => void changes.add(id),
    touchEdit: (id) => void edits.add(id),
    productsChanged: () => {
      productsTouched = true;
    },
  };
  const result = db
    .transaction(() => {
      const done = work(tx);
      clock.keep();
      if (productsTouched) createChangeNotes(db).products();
      return done;
    })
    .immediate();
  return { result, changes: [...changes], edits: [...edits] };
}
