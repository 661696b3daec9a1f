import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import { NO_PRODUCT } from '../../../../src-main/ingest/order-batch.ts';
import { createBatchMaker, importBatches, type PlainOrder } from './batches.ts';
import { type FreshDatabase, freshDatabase } from './fresh-database.ts';

let fresh: FreshDatabase;
beforeEach(() => {
  fresh = freshDatabase();
});
afterEach(() => fresh.remove());

const yuan = (amount: number) => Math.round(amount * 10_000);
const { completed, refunded } = ORDER_STATUS;

const LINES: PlainOrder[] = [
  {
    number: 'A1',
    status: completed,
    lines: [
      { product: 'tea', price: yuan(10), quantity: 2_000 },
      { product: 'cup', price: yuan(5) },
    ],
  },
  { number: 'A2', status: completed, lines: [{ product: 'tea', price: yuan(10) }] },
];
const NAMELESS: PlainOrder[] = [
  {
    number: 'A1',
    status: completed,
    total: yuan(20),
    lines: [{ product: NO_PRODUCT, price: yuan(0), quantity: 3_000 }],
  },
  { number: 'A2', status: refunded, total: yuan(10), lines: [{ product: NO_PRODUCT, price: yuan(0) }] },
];
const NAMING: PlainOrder[] = [
  { number: 'A1', status: completed, lines: [{ product: '2 x tea, 1 x cup', price: yuan(25) }] },
  { number: 'A2', status: completed, lines: [{ product: '1 x tea', price: yuan(10) }] },
];

async function importAll(files: readonly (readonly PlainOrder[])[]) {
  for (const orders of files) await importBatches(fresh.db, [createBatchMaker()(orders)]);
  expect(compareRollups(fresh.db)).toEqual([]);
  return fresh.db
    .prepare(
      `SELECT o.number, o.gross_sales AS gross, o.refunds, count(*) AS lines, sum(l.quantity) AS quantity
       FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id ORDER BY o.number`,
    )
    .all();
}

describe('orders told by one import in lines and by another summed up', () => {
  it.each([
    ['sums first', [NAMELESS, LINES]],
    ['lines first', [LINES, NAMELESS]],
    ['each twice', [NAMELESS, LINES, NAMELESS, LINES]],
  ])('are counted by their lines, with the amounts and states of their sums: %s', async (_, files) => {
    expect(await importAll(files)).toEqual([
      { number: 'A1', gross: yuan(20), refunds: 0, lines: 2, quantity: 3_000 },
      { number: 'A2', gross: yuan(10), refunds: yuan(10), lines: 1, quantity: 1_000 },
    ]);
  });

  it.each([
    ['sums first', [NAMING, LINES]],
    ['lines first', [LINES, NAMING]],
  ])('are counted once where the sum names all goods: %s', async (_, files) => {
    expect(await importAll(files)).toEqual([
      { number: 'A1', gross: yuan(25), refunds: 0, lines: 2, quantity: 3_000 },
      { number: 'A2', gross: yuan(10), refunds: 0, lines: 1, quantity: 1_000 },
    ]);
  });

  it('get a further line that comes to something else', async () => {
    const more: PlainOrder[] = [
      { number: 'A2', status: completed, lines: [{ product: 'tea with milk', price: yuan(4) }] },
    ];
    expect(await importAll([LINES.slice(1), more])).toEqual([
      { number: 'A2', gross: yuan(14), refunds: 0, lines: 2, quantity: 2_000 },
    ]);
  });
});
