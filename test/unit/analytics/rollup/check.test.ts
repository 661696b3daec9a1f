import { describe, expect, it } from 'vitest';
import {
  addSection,
  compareRollups,
  createCellSums,
  createSectionEncoder,
  M,
  PRODUCT_MEASURE_COUNT,
  rebuildRollups,
} from '../../../../src-main/analytics/rollup/index.ts';
import { type SampleOrder, writeChain } from '../sample-orders.ts';
import { createTestDatabase } from '../test-database.ts';

const orders: SampleOrder[] = Array.from({ length: 50 }, (_, i) => ({
  storeId: 1 + (i % 2),
  channelId: 1,
  currencyId: 1,
  date: `2026-03-${10 + (i % 9)}`,
  minute: null,
  lines: [{ productId: 1 + (i % 3), quantity: 1_000, grossSales: 100 * i, refunds: 0, cost: null }],
}));

describe('the check of the rollups', () => {
  it('finds nothing where they equal the orders', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['UTC', 'UTC'], orders });
    expect(compareRollups(database.read)).toEqual([]);
  });

  it('names what differs, and a rebuild puts it right', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['UTC', 'UTC'], orders });
    database.write.exec('UPDATE orders SET gross_sales = gross_sales + 7 WHERE id = 1');
    database.write.exec('DELETE FROM rollup WHERE store_id = 2');
    const differences = compareRollups(database.read, 10_000);
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'total', measure: 'grossSales', key: expect.stringMatching(/^1\/1\//) }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'product', measure: 'row', key: expect.stringMatching(/^2\/1\//) }),
    );
    rebuildRollups(database.write);
    expect(compareRollups(database.read)).toEqual([]);
  });

  it('finds a single wrong cell, in a day and in a month, of a store and of all stores', () => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['UTC', 'UTC'], orders });
    const other = createCellSums(PRODUCT_MEASURE_COUNT);
    for (const id of database.write.prepare('SELECT id FROM rollup').pluck().all() as number[]) {
      const find = database.write.prepare('SELECT products FROM rollup WHERE id = ?').pluck();
      const put = database.write.prepare('UPDATE rollup SET products = ? WHERE id = ?');
      const right = find.get(id) as Uint8Array;
      other.clear();
      addSection(right, 0, other);
      other.values[M.units]! += 1;
      put.run(createSectionEncoder()([other]), id);
      expect(compareRollups(database.read)).toEqual([expect.objectContaining({ of: 'product', measure: 'units' })]);
      put.run(right, id);
    }
    expect(compareRollups(database.read)).toEqual([]);
  });
});
