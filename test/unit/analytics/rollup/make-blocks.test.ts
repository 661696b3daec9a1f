import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRollupDelta, makeBlocks, type OrderFacts } from '../../../../src-main/analytics/rollup/index.ts';
import type { WritableDb } from '../../../../src-main/database/index.ts';
import { createTestDatabase } from '../test-database.ts';

const FIRST_BLOCK_KEY = 2 ** 52;
const TABLES = ['rollup', 'rollup_product_net', 'rollup_product'];

const order: fc.Arbitrary<OrderFacts> = fc.record({
  storeId: fc.integer({ min: 1, max: 40 }),
  channelId: fc.integer({ min: 1, max: 3 }),
  currencyId: fc.integer({ min: 1, max: 2 }),
  businessDate: fc.integer({ min: 20_400, max: 20_700 }),
  hour: fc.integer({ min: -1, max: 23 }),
  placed: fc.integer({ min: 0, max: 10_000 }),
  grossSales: fc.integer({ min: 0, max: 10_000 }),
  refunds: fc.constantFrom(0, 50),
  discount: fc.constantFrom(0, 10),
  deliveryCost: fc.constant(0),
  platformFee: fc.constant(0),
  lines: fc.array(
    fc.record({
      productId: fc.integer({ min: 1, max: 9 }),
      quantity: fc.integer({ min: 1, max: 5_000 }),
      grossSales: fc.integer({ min: 0, max: 9_000 }),
      refunds: fc.constantFrom(0, 50),
      cost: fc.option(fc.integer({ min: 0, max: 5_000 })),
    }),
    { maxLength: 3 },
  ),
});
const orders = fc.array(order, { minLength: 1, maxLength: 10 });
/** Orders that come, whether they are taken back at once, and how many pieces are made before the next ones. */
const write = fc.record({ orders, takenBack: fc.boolean(), pieces: fc.integer({ min: 0, max: 12 }) });

function count(db: WritableDb, facts: readonly OrderFacts[], sign: 1 | -1): void {
  db.transaction(() => {
    const delta = createRollupDelta(db);
    for (const one of facts) delta.add(one, sign);
    delta.flush();
  })();
}

/** All rows with keys below `end`, as one text for each table. */
function rowsOf(db: WritableDb, end: number): string[] {
  return TABLES.map((table) => {
    const columns = db
      .prepare(`SELECT * FROM ${table}`)
      .columns()
      .map(({ name }) => `hex(${name})`);
    const sql = `SELECT group_concat(concat_ws(' ', ${columns.join(', ')}), '; ' ORDER BY id) FROM ${table} WHERE id < ?`;
    return String(db.prepare(sql).pluck().get(end));
  });
}
function empty(db: WritableDb, kept: number): void {
  for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
  db.prepare('UPDATE rollup_blocks SET kept = ?').run(kept);
}
const reached = (db: WritableDb) => Number(db.prepare('SELECT kept FROM rollup_blocks').pluck().get());

describe('rows of blocks in a database that was begun before there were any', () => {
  it('are those of a database that always had them: piece by piece, whatever is written in between', () => {
    using database = createTestDatabase();
    using always = createTestDatabase();
    const both = [database.write, always.write];
    fc.assert(
      fc.property(orders, fc.array(write, { maxLength: 3 }), (first, writes) => {
        empty(database.write, 0);
        empty(always.write, 1);
        const same = () => {
          const kept = reached(database.write);
          const end = kept === 1 ? Number.MAX_SAFE_INTEGER : Math.max(kept, FIRST_BLOCK_KEY);
          expect(rowsOf(database.write, Number.MAX_SAFE_INTEGER)).toEqual(rowsOf(always.write, end));
        };
        for (const db of both) count(db, first, 1);
        for (const { orders: more, takenBack, pieces } of writes) {
          for (const db of both) count(db, more, 1);
          same();
          if (takenBack) for (const db of both) count(db, more, -1);
          same();
          for (let i = 0; i < pieces; i++) makeBlocks(database.write, 1);
          same();
        }
        while (!makeBlocks(database.write, 4_000)) same();
        expect(reached(database.write)).toBe(1);
        same();
      }),
      { numRuns: 20 },
    );
  });

  it('come a row at a time if no more is to be read at once, and then are left alone', () => {
    using database = createTestDatabase();
    database.write.exec('UPDATE rollup_blocks SET kept = 0');
    const one: OrderFacts = { ...fc.sample(order, 1)[0]!, businessDate: 20_600, lines: [] };
    // A part of a month, the month and the quarter of two blocks.
    for (const storeId of [1, 30]) count(database.write, [{ ...one, storeId }], 1);
    const made = () => database.read.prepare('SELECT count(*) FROM rollup WHERE id >= ?').pluck().get(FIRST_BLOCK_KEY);
    for (let rows = 1; rows <= 5; rows++) {
      expect(makeBlocks(database.write, 1)).toBe(false);
      expect(made()).toBe(rows);
    }
    expect(makeBlocks(database.write, 1)).toBe(true);
    expect(made()).toBe(6);
    expect(makeBlocks(database.write)).toBe(true);
    expect(made()).toBe(6);
  });
});
