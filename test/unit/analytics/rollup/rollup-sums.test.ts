import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRollupDelta,
  createRollupSums,
  GRAINS,
  type OrderFacts,
  rollupBuffers,
  writeRollupRows,
} from '../../../../src-main/analytics/rollup/index.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const amount = fc.integer({ min: -5_000, max: 900_000 });
const order: fc.Arbitrary<OrderFacts> = fc.record({
  storeId: fc.integer({ min: 1, max: 3 }),
  channelId: fc.integer({ min: 1, max: 3 }),
  currencyId: fc.integer({ min: 1, max: 2 }),
  businessDate: fc.integer({ min: -40, max: 80 }),
  hour: fc.integer({ min: -1, max: 23 }),
  placed: amount,
  grossSales: amount,
  refunds: amount,
  discount: amount,
  deliveryCost: amount,
  platformFee: amount,
  lines: fc.array(
    fc.record({
      productId: fc.integer({ min: 1, max: 4 }),
      quantity: amount,
      grossSales: amount,
      refunds: amount,
      cost: fc.option(amount),
    }),
    { maxLength: 5 },
  ),
});

function tablesOf({ read }: TestDatabase): unknown[] {
  return ['rollup', 'rollup_product_net', 'rollup_product'].map((table) =>
    read.prepare(`SELECT * FROM ${table} ORDER BY id`).all(),
  );
}

describe('sums that are drained in one thread and written in another', () => {
  it('make the tables that orders added straight to them make, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(order, fc.boolean()), { maxLength: 30 }), (orders) => {
        using direct = createTestDatabase();
        const delta = createRollupDelta(direct.write);
        for (const [facts] of orders) delta.add(facts, 1);
        delta.flush();

        using apart = createTestDatabase();
        const sums = createRollupSums();
        const write = () => {
          const rows = sums.drain();
          writeRollupRows(apart.write, structuredClone(rows, { transfer: rollupBuffers(rows) }));
        };
        for (const [facts, drainNow] of orders) {
          sums.add(facts, 1);
          if (drainNow) write();
        }
        write();
        expect(tablesOf(apart)).toEqual(tablesOf(direct));
      }),
      { numRuns: 40 },
    );
  });

  it('are forgotten once drained', () => {
    const sums = createRollupSums();
    expect(sums.drain().keys).toHaveLength(0);
    sums.addOrder(1, 1, 1, 1, 0, 9, 10_000, 10_000, 0, 0, 0, 0);
    sums.addLine(1, 1_000, 10_000, 0, Number.NaN);
    expect(sums.drain().keys).not.toHaveLength(0);
    expect(sums.drain().keys).toHaveLength(0);
  });

  it('say when enough is held, and take more all the same', () => {
    const sums = createRollupSums();
    expect(sums.full).toBe(false);
    sums.addOrder(1, 1, 1, 1, 0, 9, 0, 0, 0, 0, 0, 0);
    while (!sums.full) sums.addLine(1, 1, 1, 0, 1);
    sums.addLine(1, 1, 1, 0, 1);
    const rows = sums.drain();
    expect(sums.full).toBe(false);
    expect(rows.keys).toHaveLength(2 * GRAINS.length); // a period of each kind, of the store and of all stores
  });
});
