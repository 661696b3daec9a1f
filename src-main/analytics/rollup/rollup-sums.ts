/**
 * Adds up orders without a database, so that any thread can: by day, and from the days by all longer periods. The rows it
 * gives are independent of each other: all of them are to be written, in any order.
 */
import { createDaySums } from './day-sums.ts';
import type { RollupRows } from './encoded-rows.ts';
import type { OrderSink } from './facts.ts';
import { createHeldRows } from './held-rows.ts';

export interface RollupSums extends OrderSink {
  /** True when as much is held as is worth holding: more is taken, but it should be drained before the next order. */
  isFull(): boolean;
  /**
   * Gives the rows for which nothing more is expected.
   * @throws AppError SUM_TOO_LARGE when a sum is beyond 2^53 and can no longer be exact.
   */
  drain(): Generator<RollupRows>;
  /** Gives the rows of all that was added and not given yet, and forgets it; throws as `drain` does. */
  finish(): Generator<RollupRows>;
}

/** @param mostHeldBytes how much is held back at most of rows for which more is expected; about 16 MB when left out. */
export function createRollupSums(mostHeldBytes?: number): RollupSums {
  const days = createDaySums();
  const held = createHeldRows(mostHeldBytes);
  return {
    addOrder: days.addOrder,
    addLine: days.addLine,
    add: days.add,
    isFull: days.isFull,
    drain: () => held.take(days.drain()),
    *finish() {
      yield* held.take(days.drain());
      yield* held.finish();
    },
  };
}
