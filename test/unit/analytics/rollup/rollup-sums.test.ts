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

/** Codes by index; several of them stand for one id, as two spellings of a name do. */
const IDS = {
  store: Int32Array.of(2, 1, 2),
  currency: Int32Array.of(1, 3),
  channel: Int32Array.of(5, 4, 4),
  product: Int32Array.of(9, 3, 9, 7),
};

const code = (table: Int32Array) => fc.integer({ min: 0, max: table.length - 1 });
const amount = fc.integer({ min: -5_000, max: 900_000 });
const coded: fc.Arbitrary<OrderFacts> = fc.record({
  storeId: code(IDS.store),
  channelId: code(IDS.channel),
  currencyId: code(IDS.currency),
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
      productId: code(IDS.product),
      quantity: amount,
      grossSales: amount,
      refunds: amount,
      cost: fc.option(amount),
    }),
    { maxLength: 5 },
  ),
});

function withIds(order: OrderFacts): OrderFacts {
  return {
    ...order,
    storeId: IDS.store[order.storeId]!,
    channelId: IDS.channel[order.channelId]!,
    currencyId: IDS.currency[order.currencyId]!,
    lines: order.lines.map((line) => ({ ...line, productId: IDS.product[line.productId]! })),
  };
}

function tablesOf({ read }: TestDatabase): unknown[] {
  return ['rollup', 'rollup_product_net', 'rollup_product'].map((table) =>
    read.prepare(`SELECT * FROM ${table} ORDER BY id`).all(),
  );
}

describe('sums that are drained in one thread and written in another', () => {
  it('make the tables that orders added straight to them make, byte for byte, whatever codes stood for their ids', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coded, fc.boolean()), { maxLength: 30 }), (orders) => {
        using direct = createTestDatabase();
        const delta = createRollupDelta(direct.write);
        for (const [order] of orders) delta.add(withIds(order), 1);
        delta.flush();

        using apart = createTestDatabase();
        const sums = createRollupSums();
        const write = () => {
          const rows = sums.drain(IDS);
          writeRollupRows(apart.write, structuredClone(rows, { transfer: rollupBuffers(rows) }));
        };
        for (const [order, drainNow] of orders) {
          sums.add(order, 1);
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
