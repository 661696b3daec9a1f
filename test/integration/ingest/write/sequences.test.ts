import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import type { IngestBatch } from '../../../../src-main/ingest/order-batch.ts';
import { undoableImport } from '../../../../src-main/ingest/write/import-record.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import { contextOn, createBatchMaker, importBatches, type PlainOrder } from './batches.ts';
import { contents, freshDatabase } from './fresh-database.ts';

const product = fc.constantFrom('tea', 'Tea', 'bun', 'cake');
const amount = fc.integer({ min: -50_000, max: 900_000 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const plainLine = fc.record(
  {
    product,
    quantity: fc.integer({ min: -3_000, max: 5_000 }),
    price: amount,
    amount: maybe(amount),
    unitCost: maybe(fc.integer({ min: 0, max: 100_000 })),
    discount: maybe(fc.integer({ min: 0, max: 9_000 })),
    lineNumber: maybe(fc.constantFrom('1', '2', '3')),
    returned: fc.boolean(),
  },
  { requiredKeys: ['product', 'price'] },
);
const plainOrder: fc.Arbitrary<PlainOrder> = fc.record(
  {
    number: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
    store: fc.constantFrom('S1', 'S2'),
    channel: fc.constantFrom('web', 'shop'),
    day: fc.integer({ min: 20_000, max: 20_040 }),
    minute: fc.integer({ min: -1, max: 1_439 }),
    status: fc.constantFrom(...Object.values(ORDER_STATUS)),
    currency: fc.constantFrom('CNY', 'USD'),
    total: maybe(amount),
    paid: maybe(amount),
    received: maybe(amount),
    refunded: maybe(amount),
    discount: maybe(fc.integer({ min: 0, max: 9_000 })),
    shippingFee: maybe(amount),
    tax: maybe(amount),
    deliveryCost: maybe(amount),
    platformFee: maybe(amount),
    platform: fc.constantFrom('shop', 'mall'),
    flags: fc.constantFrom(0, 1),
    lines: fc.array(plainLine, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['number', 'lines'] },
) as fc.Arbitrary<PlainOrder>;

type Content =
  | { readonly kind: 'orders'; readonly files: readonly (readonly PlainOrder[])[]; readonly bytes: number }
  | { readonly kind: 'products'; readonly code: string; readonly unitCost: number; readonly listPrice: number };
type Act = { readonly act: 'import' | 'check' | 'cancel'; readonly content: Content } | { readonly act: 'undo' };

const content: fc.Arbitrary<Content> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('orders' as const),
      files: fc.array(fc.array(plainOrder, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 2 }),
      bytes: fc.constantFrom(0, 1_000_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('products' as const),
      code: product,
      unitCost: fc.integer({ min: 0, max: 90_000 }),
      listPrice: fc.integer({ min: 0, max: 90_000 }),
    }),
  },
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('import' as const), content }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('check' as const, 'cancel' as const), content }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('undo' as const) }) },
);

function batchesOf(source: Content): IngestBatch[] {
  if (source.kind === 'products') {
    const { code, unitCost, listPrice } = source;
    return [{ kind: 'products', file: 0, rows: [{ record: 1, code, unitCost, listPrice, currency: 'CNY' }] }];
  }
  const make = createBatchMaker();
  // Each file in two batches, so that orders come in parts.
  return source.files.flatMap((orders, file) => {
    const half = Math.ceil(orders.length / 2);
    return [make(orders.slice(0, half), file), make(orders.slice(half), file, 100)];
  });
}

describe('any sequence of imports, checks, cancelled imports and undos', () => {
  it('keeps the rollups equal to a fresh aggregate; a repeat changes nothing; an undo gives back every byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 9 }), async (acts) => {
        const { db, remove } = freshDatabase();
        try {
          const before: { id: number; state: string }[] = [];
          let state = contents(db);
          let id = 0;
          for (const step of acts) {
            if (step.act === 'undo') {
              const last = before.pop();
              if (!last) continue;
              await undoImportTask(contextOn(db), { importId: last.id });
              state = contents(db);
              expect(state).toBe(last.state);
            } else if (step.act === 'import') {
              const totalBytes = step.content.kind === 'orders' ? step.content.bytes : 0;
              const first = await importBatches(db, batchesOf(step.content), { totalBytes, importId: ++id });
              const { rows, added, changed, unchanged, rejected, skipped } = first.counts;
              expect(added + changed + unchanged + rejected + skipped).toBe(rows);
              // What changed nothing is not what an undo takes back.
              const undoable = undoableImport(db) === id;
              if (undoable) before.push({ id, state });
              else expect(contents(db)).toBe(state);
              state = contents(db);
            } else {
              const cancelled = step.act === 'cancel';
              const run = importBatches(db, batchesOf(step.content), {
                dryRun: !cancelled,
                importId: ++id,
                ending: cancelled ? 'failed' : 'end',
              });
              if (cancelled) await expect(run).rejects.toMatchObject({ code: 'FILE_CHANGED' });
              else await run;
              expect(contents(db)).toBe(state);
            }
            expect(compareRollups(db)).toEqual([]);
          }
        } finally {
          remove();
        }
      }),
      { numRuns: Number(process.env.MENDIAN_RUNS ?? 60) },
    );
  }, 300_000);

  it('finds nothing new in a file that it has just read', async () => {
    const distinct = fc.uniqueArray(plainOrder, {
      selector: (order) => `${order.store ?? 'S1'} ${order.number}`,
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(distinct, fc.constantFrom(0, 1_000_000), async (orders, totalBytes) => {
        const { db, remove } = freshDatabase();
        try {
          await importBatches(db, [createBatchMaker()(orders)]);
          const state = contents(db);
          const { counts } = await importBatches(db, [createBatchMaker()(orders)], { totalBytes });
          expect(counts).toMatchObject({ added: 0, changed: 0, unchanged: counts.rows });
          expect(contents(db)).toBe(state);
        } finally {
          remove();
        }
      }),
      { numRuns: Number(process.env.MENDIAN_RUNS ?? 60) },
    );
  }, 300_000);

  it('makes the same of an order by its columns as of one that waits for a price', async () => {
    const long = fc.record({
      number: fc.constant('long'),
      lines: fc.array(plainLine, { minLength: 20, maxLength: 40 }) as fc.Arbitrary<PlainOrder['lines']>,
    });
    const some = fc.array(fc.oneof({ weight: 5, arbitrary: plainOrder }, { weight: 1, arbitrary: long }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (orders, listed) => {
        const states = await Promise.all(
          [false, true].map(async (oneByOne) => {
            const { db, remove } = freshDatabase();
            try {
              const batch = createBatchMaker()(orders);
              if (oneByOne) batch.placed.fill(Number.NaN);
              const list: IngestBatch = {
                kind: 'products',
                file: 1,
                rows: [{ record: 1, code: 'tea', unitCost: 700, listPrice: 900, currency: 'CNY' }],
              };
              const { counts } = await importBatches(db, listed ? [list, batch] : [batch]);
              return `${JSON.stringify(counts)}\n${contents(db)}`;
            } finally {
              remove();
            }
          }),
        );
        expect(states[0]).toBe(states[1]);
      }),
      { numRuns: Number(process.env.MENDIAN_RUNS ?? 60) },
    );
  }, 300_000);

  it('makes the same of files beside few orders, in bulk, as beside many', async () => {
    const files = fc.array(fc.array(plainOrder, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 2 });
    const there = fc.uniqueArray(plainOrder, { selector: (order) => order.number, minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(there, files, async (known, orders) => {
        const [inBulk, indexed] = await Promise.all(
          [1_000_000, 0].map(async (totalBytes) => {
            const { db, remove } = freshDatabase();
            try {
              await importBatches(db, [
                createBatchMaker()(known.map((order) => ({ ...order, number: `0${order.number}` }))),
              ]);
              const batches = batchesOf({ kind: 'orders', files: orders, bytes: totalBytes });
              const { counts } = await importBatches(db, batches, { totalBytes });
              expect(compareRollups(db)).toEqual([]);
              return { counts, orders: db.prepare(WHOLE_ORDERS).all() };
            } finally {
              remove();
            }
          }),
        );
        expect(inBulk).toEqual(indexed);
      }),
      { numRuns: Number(process.env.MENDIAN_RUNS ?? 40) },
    );
  }, 300_000);
});

/** All that is known of orders and their lines, whatever ids they were given. */
const WHOLE_ORDERS = `SELECT s.code, p.name AS platform, number, business_date, placed_at, local_minute, c.name AS channel, status,
    u.code AS currency, total, o.gross_sales, o.refunds, shipping_fee, tax, o.discount, delivery_cost, platform_fee, source,
    (SELECT json_group_array(json_array(line_no, line_ref, t.code, quantity, unit_price, amount, l.gross_sales, l.refunds, l.cost))
     FROM (SELECT * FROM order_line WHERE order_id = o.id ORDER BY line_no) l JOIN product t ON t.id = l.product_id) AS lines
  FROM orders o JOIN store s ON s.id = o.store_id JOIN platform p ON p.id = o.platform_id
    JOIN channel c ON c.id = o.channel_id JOIN currency u ON u.id = o.currency_id
  ORDER BY s.code, platform, number`;
