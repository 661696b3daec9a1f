import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CELL_COLUMNS,
  createCellSums,
  createRollupDelta,
  DIMENSIONS,
  GRAINS,
  MEASURES,
  type OrderFacts,
  periodOfDay,
} from '../../../../src-main/analytics/rollup/index.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const money = fc.oneof(fc.integer({ min: -5_000, max: 900_000 }), fc.integer({ min: 0, max: 10 ** 13 }));
const line = fc.record({
  productId: fc.integer({ min: 1, max: 9 }),
  quantity: fc.integer({ min: -3_000, max: 9_000 }),
  grossSales: money,
  refunds: money,
  cost: fc.option(money),
});
const order: fc.Arbitrary<OrderFacts> = fc.record({
  storeId: fc.constantFrom(1, 2, 7, 8), // of two blocks
  channelId: fc.integer({ min: 1, max: 3 }),
  currencyId: fc.integer({ min: 1, max: 2 }),
  businessDate: fc.integer({ min: -40, max: 80 }),
  hour: fc.integer({ min: -1, max: 23 }),
  placed: money,
  grossSales: money,
  refunds: money,
  discount: money,
  deliveryCost: money,
  platformFee: money,
  lines: fc.array(line, { maxLength: 5 }),
});

type Sums = Record<string, number>;

/** What an order adds, told in the plainest way: the truth to compare with. */
function expected(orders: readonly OrderFacts[]): Sums {
  const sums: Sums = {};
  const count = (key: string, measure: string, value: number) => {
    sums[`${key} ${measure}`] = (sums[`${key} ${measure}`] ?? 0) + value;
  };
  for (const facts of orders) {
    const costed = facts.lines.filter((l) => l.cost !== null);
    const whole: Sums = {
      orders: 1,
      units: facts.lines.reduce((sum, l) => sum + l.quantity, 0),
      netSales: facts.grossSales - facts.refunds,
      refunds: facts.refunds,
      cost: costed.reduce((sum, l) => sum + (l.cost ?? 0), 0),
      costedSales: costed.reduce((sum, l) => sum + l.grossSales - l.refunds, 0),
      costedLines: costed.length,
      placed: facts.placed,
      discounts: facts.discount,
      deliveryCost: facts.deliveryCost,
      platformFee: facts.platformFee,
    };
    const block = 2 ** 18 + Math.floor(facts.storeId / 8);
    for (const store of [0, facts.storeId, block]) {
      for (const grain of GRAINS) {
        if (store === block && grain === 'day') continue;
        const period = periodOfDay(grain, facts.businessDate);
        const everything = store !== block && (grain === 'day' || grain === 'month');
        const group = `${store}/${facts.currencyId}/${period}`;
        for (const [measure, value] of Object.entries(whole)) {
          count(`sales ${group}`, measure, value);
          if (store === 0) count(`store ${group}/${facts.storeId}`, measure, value);
          count(`channel ${group}/${facts.channelId}`, measure, value);
          if (facts.hour >= 0) count(`hour ${group}/${facts.hour}`, measure, value);
        }
        for (const productId of new Set(facts.lines.map((l) => l.productId))) {
          count(`product ${group}/${productId}`, 'orders', 1);
        }
        for (const l of facts.lines) {
          const key = `product ${group}/${l.productId}`;
          count(key, 'units', l.quantity);
          count(key, 'netSales', l.grossSales - l.refunds);
          if (!everything) continue;
          count(key, 'refunds', l.refunds);
          if (l.cost === null) continue;
          count(key, 'cost', l.cost);
          count(key, 'costedSales', l.grossSales - l.refunds);
          count(key, 'costedLines', 1);
        }
      }
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));
}

function stored({ read }: TestDatabase): Sums {
  const sums: Sums = {};
  for (const row of read.prepare('SELECT * FROM rollup').all() as Record<string, number>[]) {
    for (const measure of MEASURES) {
      const column = measure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const key = `sales ${row.store_id}/${row.currency_id}/${row.period} ${measure}`;
      if (row[column] !== 0) sums[key] = row[column]!;
    }
  }
  for (const { table, column, dimension, first, end } of Object.values(CELL_COLUMNS)) {
    const rows = read
      .prepare(
        `SELECT rollup.store_id, rollup.currency_id, rollup.period, t.${column} AS cells FROM rollup JOIN ${table} t ON t.id = rollup.id`,
      )
      .all();
    for (const row of rows as Record<string, number>[]) {
      const cells = createCellSums(DIMENSIONS[dimension].measures);
      cells.addCells(row.cells as unknown as Uint8Array, { first, end });
      for (let slot = 0; slot < cells.size; slot++) {
        for (let index = first; index < end; index++) {
          const group = `${row.store_id}/${row.currency_id}/${row.period}`;
          const value = cells.values[slot * cells.columns + index]!;
          if (value !== 0) sums[`${dimension} ${group}/${cells.idAt(slot)} ${MEASURES[index]}`] = value;
        }
      }
    }
  }
  return sums;
}

function rowCount({ read }: TestDatabase): number {
  const tables = ['rollup', 'rollup_product_net', 'rollup_product'];
  const counts = tables.map((table) => read.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number);
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('the rollup delta', () => {
  it('makes the tables equal a plain count of the orders, whenever it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(order, fc.boolean()), { maxLength: 40 }), (orders) => {
        using database = createTestDatabase();
        const delta = createRollupDelta(database.write);
        for (const [facts, flushNow] of orders) {
          delta.add(facts, 1);
          if (flushNow) delta.flush();
        }
        delta.flush();
        expect(stored(database)).toEqual(expected(orders.map(([facts]) => facts)));
      }),
      { numRuns: 40 },
    );
  });

  it('forgets orders that are taken away, and removes the rows that come to nothing', () => {
    fc.assert(
      fc.property(
        fc.array(order, { maxLength: 20 }),
        fc.array(order, { maxLength: 20 }),
        fc.boolean(),
        (kept, gone, flushBetween) => {
          using database = createTestDatabase();
          const delta = createRollupDelta(database.write);
          for (const facts of [...kept, ...gone]) delta.add(facts, 1);
          if (flushBetween) delta.flush();
          for (const facts of gone) delta.add(facts, -1);
          delta.flush();
          expect(stored(database)).toEqual(expected(kept));
          if (kept.length === 0) expect(rowCount(database)).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts an order once for a product that stands on several of its lines', () => {
    using database = createTestDatabase();
    const delta = createRollupDelta(database.write);
    const facts = { productId: 4, quantity: 1_000, grossSales: 25_000, refunds: 0, cost: null };
    const zero = { placed: 0, grossSales: 0, refunds: 0, discount: 0, deliveryCost: 0, platformFee: 0 };
    const where = { storeId: 1, channelId: 1, currencyId: 1, businessDate: 0, hour: -1 };
    delta.add({ ...where, ...zero, lines: [facts, { ...facts, productId: 5 }, facts] }, 1);
    delta.flush();
    expect(stored(database)['product 1/1/0/4 orders']).toBe(1);
    expect(stored(database)['product 1/1/0/4 units']).toBe(2_000);
  });

  it('refuses a sum that is no longer exact instead of rounding it', () => {
    using database = createTestDatabase();
    const delta = createRollupDelta(database.write);
    const lines = [{ productId: 1, quantity: 1_000, grossSales: 2 ** 53 - 2, refunds: 0, cost: null }];
    const zero = { placed: 0, grossSales: 0, refunds: 0, discount: 0, deliveryCost: 0, platformFee: 0 };
    const where = { storeId: 1, channelId: 1, currencyId: 1, businessDate: 0, hour: -1 };
    delta.add({ ...where, ...zero, lines }, 1);
    delta.add({ ...where, ...zero, lines }, 1);
    expect(() => delta.flush()).toThrow('SUM_TOO_LARGE');
  });
});
