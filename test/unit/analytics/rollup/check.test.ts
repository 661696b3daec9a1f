import { describe, expect, it } from 'vitest';
import {
  CELL_COLUMNS,
  compareRollups,
  createCellSums,
  MEASURES,
  rebuildRollups,
} from '../../../../src-main/analytics/rollup/index.ts';
import { type SampleOrder, writeChain } from '../sample-orders.ts';
import { createTestDatabase } from '../test-database.ts';

const orders: SampleOrder[] = Array.from({ length: 50 }, (_, i) => ({
  storeId: 1 + (i % 2),
  channelId: 1,
  currencyId: 1,
  date: `2026-03-${10 + (i % 9)}`,
  minute: 60 * (i % 24),
  lines: [{ productId: 1 + (i % 3), quantity: 1_000, grossSales: 100 * i, refunds: 0, cost: 50 * i }],
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
    database.write.exec('DELETE FROM rollup_product WHERE id = (SELECT min(id) FROM rollup WHERE store_id = 1)');
    database.write.exec('DELETE FROM rollup WHERE store_id = 2');
    const differences = compareRollups(database.read, 10_000);
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'total', measure: 'netSales', key: expect.stringMatching(/^1\/1\//) }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'product', measure: 'units', stored: 0, key: expect.stringMatching(/^1\/1\//) }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'total', measure: 'row', key: expect.stringMatching(/^2\/1\//) }),
    );
    // What stands in the tables by product without a row of the sums is found too.
    expect(differences).toContainEqual(
      expect.objectContaining({ of: 'product', measure: 'row', stored: 1, key: expect.stringMatching(/^2\/1\//) }),
    );
    rebuildRollups(database.write);
    expect(compareRollups(database.read)).toEqual([]);
  });

  it.each(Object.entries(CELL_COLUMNS))('finds a single wrong cell in any row: %s', (_name, column) => {
    using database = createTestDatabase();
    writeChain(database.write, { zones: ['UTC', 'UTC'], orders });
    const { table, column: name, dimension, first, end } = column;
    const cells = createCellSums(end);
    const bytes = new Uint8Array(10_000);
    const find = database.write.prepare(`SELECT id, ${name} FROM ${table} WHERE length(${name}) > 0`).raw();
    const put = database.write.prepare(`UPDATE ${table} SET ${name} = ? WHERE id = ?`);
    const rows = find.all() as [number, Uint8Array][];
    expect(rows.length).toBeGreaterThan(0);
    for (const [id, right] of rows) {
      cells.clear();
      cells.addCells(right, column);
      cells.values[end - 1]! += 1;
      put.run(bytes.slice(0, cells.encode(bytes, 0, { first, end })), id);
      expect(compareRollups(database.read)).toEqual([
        expect.objectContaining({ of: dimension, measure: MEASURES[end - 1] }),
      ]);
      put.run(right, id);
    }
    expect(compareRollups(database.read)).toEqual([]);
  });
});
