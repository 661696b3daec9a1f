import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createRollupDelta,
  createRollupSums,
  createRowWriter,
  GRAINS,
  type OrderFacts,
  type RollupRows,
} from '../../../../src-main/analytics/rollup/index.ts';
import { createRollupSpool, readSpooled } from '../../../../src-main/ingest/rollup-spool.ts';
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

/** A period of each kind of the store and of all stores, and of its block those that are longer than a day. */
const ROWS_OF_A_DAY = 3 * GRAINS.length - 1;

function tablesOf({ read }: TestDatabase): unknown[] {
  return ['rollup', 'rollup_product_net', 'rollup_product'].map((table) =>
    read.prepare(`SELECT * FROM ${table} ORDER BY id`).all(),
  );
}

const directory = mkdtempSync(join(tmpdir(), 'mendian-rollup-sums-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Whether what has been added is drained behind an order. */
const orders = fc.array(fc.tuple(order, fc.boolean()), { maxLength: 30 });

describe('sums that are drained in one thread and written in another', () => {
  it('make the tables that orders added straight to them make, byte for byte', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 5 }), orders, fc.nat(6_000), (before, added, mostHeld) => {
        using direct = createTestDatabase();
        using apart = createTestDatabase();
        for (const { write } of [direct, apart]) {
          const delta = createRollupDelta(write);
          for (const facts of before) delta.add(facts, 1);
          delta.flush();
        }
        const delta = createRollupDelta(direct.write);
        for (const [facts] of added) delta.add(facts, 1);
        delta.flush();

        const sums = createRollupSums(mostHeld);
        const spool = createRollupSpool(join(directory, 'rollups'));
        const putAside = (slices: Iterable<RollupRows>) => {
          for (const rows of slices) spool.put(rows);
        };
        for (const [facts, drainNow] of added) {
          sums.add(facts, 1);
          if (drainNow) putAside(sums.drain());
        }
        putAside(sums.finish());
        const writer = createRowWriter(apart.write);
        for (const rows of readSpooled(spool.finish())) writer.write(rows);
        writer.finish();
        expect(tablesOf(apart)).toEqual(tablesOf(direct));
      }),
      { numRuns: 60 },
    );
  });

  it('are forgotten once given', () => {
    const sums = createRollupSums();
    expect(keysOf(sums.finish())).toHaveLength(0);
    sums.addOrder(1, 1, 1, 1, 0, 9, 10_000, 10_000, 0, 0, 0, 0);
    sums.addLine(1, 1_000, 10_000, 0, Number.NaN);
    expect(keysOf(sums.finish())).not.toHaveLength(0);
    expect(keysOf(sums.finish())).toHaveLength(0);
  });

  it('say when enough is held, and take more all the same', () => {
    const sums = createRollupSums();
    expect(sums.isFull()).toBe(false);
    sums.addOrder(1, 1, 1, 1, 0, 9, 0, 0, 0, 0, 0, 0);
    while (!sums.isFull()) sums.addLine(1, 1, 1, 0, 1);
    sums.addLine(1, 1, 1, 0, 1);
    const rows = keysOf(sums.finish());
    expect(sums.isFull()).toBe(false);
    expect(rows).toHaveLength(ROWS_OF_A_DAY);
  });

  it('give each row once where days come in order, however often they are drained', () => {
    const sums = createRollupSums();
    const given: number[] = [];
    for (let day = 0; day < 90; day++) {
      for (let store = 1; store <= 3; store++) {
        sums.addOrder(1, store, 1, 1, day, 9, 10_000, 10_000, 0, 0, 0, 0);
        sums.addLine(1 + (day % 5), 1_000, 10_000, 0, 4_000);
        if (store === 2) given.push(...keysOf(sums.drain())); // in the middle of a day
      }
    }
    expect(given.length).toBeGreaterThan(300);
    given.push(...keysOf(sums.finish()));
    expect(new Set(given).size).toBe(given.length);
    // 90 days from 1 January 1970: 3 months of 4 parts, 1 quarter; of 3 stores and of all, and the longer ones of a block.
    expect(given).toHaveLength(4 * (90 + 12 + 3 + 1) + (12 + 3 + 1));
  });

  it('give all rows at once when they may hold none', () => {
    const sums = createRollupSums(0);
    sums.addOrder(1, 1, 1, 1, 0, 9, 10_000, 10_000, 0, 0, 0, 0);
    sums.addLine(1, 1_000, 10_000, 0, 4_000);
    expect(keysOf(sums.drain())).toHaveLength(ROWS_OF_A_DAY);
    expect(keysOf(sums.finish())).toHaveLength(0);
  });
});

function keysOf(slices: Iterable<RollupRows>): number[] {
  return [...slices].flatMap(({ keys }) => [...keys]);
}
