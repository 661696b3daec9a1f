import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { FIRST_OF_PRODUCT, occurrenceLineRef } from '../../../../src-main/ingest/line-ref-hash.ts';
import type { IngestBatch } from '../../../../src-main/ingest/order-batch.ts';
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

  it.each([
    ['by their columns', false],
    ['one by one', true],
  ])('knows the first line of a product by the product, and repeats by a hash, written %s', async (_, oneByOne) => {
    const batch = createBatchMaker()(ORDERS);
    if (oneByOne) batch.placed.fill(Number.NaN);
    await importBatches(fresh.db, [batch]);
    expect(fresh.db.prepare('SELECT line_ref FROM order_line ORDER BY order_id, line_no').pluck().all()).toEqual([
      FIRST_OF_PRODUCT,
      FIRST_OF_PRODUCT,
      FIRST_OF_PRODUCT,
      occurrenceLineRef('tea', 1),
    ]);
  });

  it('meets the lines of a database that holds the hash of every line', async () => {
    await importBatches(fresh.db, [createBatchMaker()(ORDERS)]);
    const before = contents(fresh.db);
    for (const product of ['tea', 'bun']) {
      fresh.db
        .prepare(
          'UPDATE order_line SET line_ref = ? WHERE line_ref = 0 AND product_id = (SELECT id FROM product WHERE code = ?)',
        )
        .run(occurrenceLineRef(product, 0), product);
    }
    expect(contents(fresh.db)).not.toBe(before);
    const again = await importBatches(fresh.db, [createBatchMaker()(ORDERS)]);
    expect(again.counts).toMatchObject({ rows: 4, added: 0, changed: 0, unchanged: 4 });
  });

  it('writes each order the platform and the currency it came with', async () => {
    const given = ['Tmall', 'Douyin', 'Tmall'].map((platform, i) => ({ ...ORDERS[0]!, number: `P${i}`, platform }));
    await importBatches(fresh.db, [createBatchMaker()(given)]);
    expect(
      fresh.db
        .prepare('SELECT p.name FROM orders o JOIN platform p ON p.id = o.platform_id ORDER BY o.id')
        .pluck()
        .all(),
    ).toEqual(['Tmall', 'Douyin', 'Tmall']);
  });

  describe.each([
    ['by their columns', false],
    ['one by one', true],
  ])('counts what came back, written %s', (_, oneByOne) => {
    const batch = (given: PlainOrder[]) => {
      const made = createBatchMaker()(given);
      if (oneByOne) made.placed.fill(Number.NaN);
      return made;
    };
    const sums = () =>
      fresh.db
        .prepare(
          'SELECT sum(gross_sales - refunds) AS net, sum(cost) AS cost, sum(cost IS NULL) AS unknown FROM order_line',
        )
        .get();
    const sold = { number: 'A', lines: [{ product: 'tea', quantity: 2000, price: yuan(8), unitCost: yuan(5) }] };
    const back = { product: 'tea', quantity: -1000, price: yuan(8) };

    it.each([
      ['cancelled', ORDER_STATUS.cancelled],
      ['refunded', ORDER_STATUS.refunded],
    ])('a credit note that is called %s brings the cost of its goods back', async (_name, status) => {
      const note = { number: 'C1', status, lines: [{ ...back, unitCost: yuan(5) }] };
      await importBatches(fresh.db, [batch([sold, note])]);
      expect(sums()).toEqual({ net: yuan(8), cost: yuan(5), unknown: 0 });
      const before = contents(fresh.db);
      const again = await importBatches(fresh.db, [batch([sold, note])]);
      expect(again.counts).toMatchObject({ changed: 0, unchanged: 2 });
      expect(contents(fresh.db)).toBe(before);
      rollupsAreRight();
    });

    it.each(['before', 'after'])('so does a product list that comes %s it', async (when) => {
      const list: IngestBatch = {
        kind: 'products',
        file: 0,
        rows: [{ record: 1, code: 'tea', unitCost: yuan(5), currency: 'CNY' }],
      };
      const note = { number: 'C1', status: ORDER_STATUS.cancelled, lines: [back] };
      const sale = { number: 'A', lines: [{ product: 'tea', quantity: 2000, price: yuan(8) }] };
      const files = [[list], [batch([sale, note])]];
      for (const file of when === 'before' ? files : files.reverse()) await importBatches(fresh.db, file);
      expect(sums()).toEqual({ net: yuan(8), cost: yuan(5), unknown: 0 });
      rollupsAreRight();
    });

    it('nothing of an order that was sold and called off in one costs anything', async () => {
      const order = {
        number: 'B',
        status: ORDER_STATUS.refunded,
        lines: [...sold.lines, { ...back, unitCost: yuan(5) }],
      };
      await importBatches(fresh.db, [batch([order])]);
      expect(sums()).toEqual({ net: 0, cost: 0, unknown: 0 });
      rollupsAreRight();
    });

    it('it is the same when such an order comes in parts', async () => {
      const part = (line: (typeof sold.lines)[number]) =>
        batch([{ number: 'B', status: ORDER_STATUS.refunded, lines: [line] }]);
      await importBatches(fresh.db, [
        part({ ...back, unitCost: yuan(5) }),
        part({ ...sold.lines[0]!, product: 'bun' }),
      ]);
      expect(sums()).toEqual({ net: 0, cost: 0, unknown: 0 });
      rollupsAreRight();
    });

    it('an order that nobody paid costs nothing, whatever came back', async () => {
      await importBatches(fresh.db, [
        batch([{ number: 'U', status: ORDER_STATUS.unpaid, lines: [{ ...back, unitCost: yuan(5) }] }]),
      ]);
      expect(sums()).toEqual({ net: 0, cost: 0, unknown: 0 });
    });
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
