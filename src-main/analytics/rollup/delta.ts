/**
 * After every flush the rollup table equals a fresh aggregate over the orders that were added and not taken away. Its
 * memory is bounded: it writes by itself when it holds much.
 */
import type { WritableDb } from '../../database/index.ts';
import type { RollupDelta } from './facts.ts';
import { createRollupSums } from './rollup-sums.ts';
import { createRowWriter } from './write-rows.ts';

/** Makes a collector that writes into the rollup table of `db`, inside whatever transaction the caller has begun. */
export function createRollupDelta(db: WritableDb): RollupDelta {
  const sums = createRollupSums();
  const write = createRowWriter(db);
  const flush = () => write(sums.drain());
  return {
    addOrder(sign, store, channel, currency, day, hour, placed, gross, refunds, discount, delivery, fee) {
      if (sums.full) flush();
      sums.addOrder(sign, store, channel, currency, day, hour, placed, gross, refunds, discount, delivery, fee);
    },
    addLine: sums.addLine,
    add(order, sign) {
      if (sums.full) flush();
      sums.add(order, sign);
    },
    flush,
  };
}
