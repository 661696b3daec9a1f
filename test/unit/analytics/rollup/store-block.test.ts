import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRollupDelta, rebuildRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { rowKey } from '../../../../src-main/analytics/rollup/row-key.ts';
import { blockKey, coverStores } from '../../../../src-main/analytics/rollup/store-block.ts';
import { type SampleOrder, writeChain } from '../sample-orders.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

/** Which block a store is in, as a month's key tells. */
const MONTH = 11_000_600;
const blockOf = (storeId: number) => Math.floor(blockKey(rowKey(storeId, 1, MONTH))! / 2 ** 34);

describe('a cover of stores', () => {
  it('holds each of them once and no other, in no more rows than there are stores', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(ids, ids, (all, some) => {
        const wanted = all.filter((id) => some.includes(id));
        const { add, take } = coverStores(wanted, all);
        const counts = new Map<number, number>();
        const count = (id: number, by: number) => counts.set(id, (counts.get(id) ?? 0) + by);
        for (const id of add) {
          if (id < 2 ** 18) count(id, 1);
          else for (const member of all.filter((one) => blockOf(one) === id)) count(member, 1);
        }
        for (const id of take) count(id, -1);
        const held = [...counts].filter(([, times]) => times !== 0);
        expect(held.sort(([a], [b]) => a - b)).toEqual(wanted.sort((a, b) => a - b).map((id) => [id, 1]));
        expect(add.length + take.length).toBeLessThanOrEqual(wanted.length);
      }),
    );
  });

  it('is few rows where the stores are neighbours, and the stores themselves where they lie apart', () => {
    const all = Array.from({ length: 100 }, (_, i) => i + 1);
    const { add, take } = coverStores(all.slice(10, 30), all); // stores 11 to 30
    expect(add).toEqual([blockOf(11), blockOf(16), blockOf(24)]);
    expect(take).toEqual([8, 9, 10, 31]);
    const apart = [3, 20, 41, 77];
    expect(coverStores(apart, all)).toEqual({ add: apart, take: [] });
  });
});

describe('rows of blocks', () => {
  const order: SampleOrder = {
    storeId: 1,
    channelId: 1,
    currencyId: 1,
    date: '2026-03-10',
    minute: 600,
    lines: [{ productId: 1, quantity: 1_000, grossSales: 10_000, refunds: 0, cost: null }],
  };
  const rowsOfBlocks = ({ read }: TestDatabase) =>
    read.prepare('SELECT count(*) FROM rollup WHERE store_id >= 262144').pluck().get();

  it('are not begun in a database that had orders before there were any, until all rollups are made anew', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['UTC'], orders: [order] });
    expect(rowsOfBlocks(database)).toBe(3); // a part of a month, the month and the quarter
    database.write.exec('DELETE FROM rollup WHERE store_id >= 262144; UPDATE rollup_blocks SET kept = 0');
    const delta = createRollupDelta(database.write);
    delta.addOrder(1, 1, 1, 1, 20_600, 9, 10_000, 10_000, 0, 0, 0, 0);
    delta.flush();
    expect(rowsOfBlocks(database)).toBe(0);
    rebuildRollups(database.write);
    expect(rowsOfBlocks(database)).toBe(3);
  });

  it('refuse a store whose id would be taken for that of a block', () => {
    using database = createTestDatabase();
    const delta = createRollupDelta(database.write);
    expect(() => delta.addOrder(1, 2 ** 18, 1, 1, 0, 9, 0, 0, 0, 0, 0, 0)).toThrow('INTERNAL');
  });
});
