/**
 * After every flush the rollup table equals a fresh aggregate over the orders that were added and not taken away. Its
 * memory is bounded: it writes by itself when it holds much.
 */
import type { WritableStatements } from '../../database/index.ts';
import type { RollupDelta } from './facts.ts';
import { createRollupSums } from './rollup-sums.ts';
import { createRowWriter } from './write-rows.ts';

/** Makes a collector that writes into the rollup table of `db`, inside whatever transaction the caller has begun. */
export function createRollupDelta(db: WritableStatements): RollupDelta {
  const sums = createRollupSums();
  const writer = createRowWriter(db);
  const makeRoom = () => {
    if (sums.isFull()) for (const rows of sums.drain()) writer.write(rows);
  };
  return {
    addOrder(sign, store, channel, currency, day, hour, placed, gross, refunds, discount, delivery, fee) {
      makeRoom();
      sums.addOrder(sign, store, channel, currency, day, hour, placed, gross, refunds, discount, delivery, fee);
    },
    addLine: sums.addLine,
    add(order, sign) {
      makeRoom();
      sums.add(order, sign);
    },
    flush() {
      for (const rows of sums.finish()) writer.write(rows);
      writer.finish();
    },
  };
}
