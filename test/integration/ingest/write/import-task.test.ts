import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import { contextOn, createBatchMaker, importBatches, type PlainOrder } from './batches.ts';
import { contents, type FreshDatabase, freshDatabase } from './fresh-database.ts';

let fresh: FreshDatabase;
beforeEach(() => {
  fresh = freshDatabase();
});
afterEach(() => fresh.remove());

const yuan = (amount: number) => Math.round(amount * 10_000);
const ORDERS: PlainOrder[] = [
  {
    number: 'A1',
    minute: 600,
    lines: [
      { product: 'tea', price: yuan(12.5), quantity: 2000 },
      { product: 'bun', price: yuan(3) },
    ],
  },
  {
    number: 'A2',
    minute: 660,
    lines: [
      { product: 'tea', price: yuan(12.5) },
      { product: 'tea', price: yuan(12.5) },
    ],
  },
];
const orders = (db = fresh.db) =>
  db.prepare('SELECT number, total, gross_sales, refunds FROM orders ORDER BY id').all();
const rollupsAreRight = () => expect(compareRollups(fresh.db)).toEqual([]);

describe('importing orders', () => {
  it('writes orders, lines and rollups in one go', async () => {
    const result = await importBatches(fresh.db, [createBatchMaker()(ORDERS)]);
    expect(result.counts).toMatchObject({
      rows: 4,
      added: 4,
      changed: 0,
      unchanged: 0,
      orders: 2,
      stores: 1,
      products: 2,
    });
    expect(orders()).toEqual([
      { number: 'A1', total: yuan(28), gross_sales: yuan(28), refunds: 0 },
      { number: 'A2', total: yuan(25), gross_sales: yuan(25), refunds: 0 },
    ]);
    rollupsAreRight();
  });

  it.each([0, 1_000_000])('changes nothing when the same file comes again (%i bytes)', async (totalBytes) => {
    await importBatches(fresh.db, [createBatchMaker()(ORDERS)]);
    const before = contents(fresh.db);
    const again = await importBatches(fresh.db, [createBatchMaker()(ORDERS)], { totalBytes });
    expect(again.counts).toMatchObject({ rows: 4, added: 0, changed: 0, unchanged: 4 });
    expect(contents(fresh.db)).toBe(before);
  });

  it('takes the last import back that changed something, whatever came after it', async () => {
    const empty = contents(fresh.db);
    await importBatches(fresh.db, [createBatchMaker()(ORDERS)], { importId: 1 });
    await importBatches(fresh.db, [createBatchMaker()(ORDERS)], { importId: 2 });
    await expect(undoImportTask(contextOn(fresh.db), { importId: 2 })).rejects.toMatchObject({
      code: 'IMPORT_NOTHING_TO_UNDO',
    });
    await undoImportTask(contextOn(fresh.db), { importId: 1 });
    expect(contents(fresh.db)).toBe(empty);
  });
});
