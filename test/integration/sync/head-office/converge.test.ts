import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '../../../../shared/domain/order-status.ts';
import type { IngestBatch } from '../../../../src-main/ingest/order-batch.ts';
import { undoableImport } from '../../../../src-main/ingest/write/import-record.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import type { Office } from '../../../../src-main/sync/head-office/index.ts';
import type { PostgresOffice } from '../../../../src-main/sync/head-office/postgres/index.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { contextOn, createBatchMaker, importBatches, type PlainOrder } from '../../ingest/write/batches.ts';
import { type OfficePc, officeAt, openPc } from './office-pc.ts';

const HOUR = 3_600_000;
/** Nobody's clock is right, and nothing hangs on it. */
const CLOCKS = [0, 48 * HOUR, -48 * HOUR];
const START = Date.UTC(2026, 10, 21, 8);

const pc = fc.integer({ min: 0, max: 2 });
const store = fc.constantFrom('S1', 'S2');
const number = fc.constantFrom('1', '2', '3', '4', '5');
const product = fc.constantFrom('tea', 'bun');
const status = fc.constantFrom(...Object.values(ORDER_STATUS));

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('sell' as const),
      pc,
      store,
      number,
      status,
      product,
      pieces: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('stock' as const),
      pc,
      store,
      product,
      by: fc.integer({ min: -9, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('import' as const),
      pc,
      store,
      number,
      status,
      stock: fc.option(fc.integer({ min: 0, max: 50 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo' as const), pc }) },
  // A round that runs to its end, or whose process ends after so many steps, or whose answer to the n-th call is lost.
  {
    weight: 7,
    arbitrary: fc.record({
      act: fc.constant('round' as const),
      pc,
      crashAfter: fc.option(fc.nat(12), { freq: 3 }),
      loseAnswer: fc.option(fc.nat(6), { freq: 3 }),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

class Crash extends Error {}
class Lost extends Error {}

/** The office, whose answer to the n-th push never comes. */
function losing(office: Office, nth: number): Office {
  let calls = 0;
  const lose = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const value = await answer;
    if (calls++ === nth) throw new Lost();
    return value;
  };
  return {
    ...office,
    pushMasters: (...args) => lose(office.pushMasters(...args)),
    pushStock: (...args) => lose(office.pushStock(...args)),
    pushOrders: (...args) => lose(office.pushOrders(...args)),
  };
}

describe('several computers of one store', () => {
  let server: PostgresServer;
  let url: string;

  beforeAll(async () => {
    // Its maintenance would hold back what readers may see, for a moment.
    server = await startPostgres({ autovacuum: 'off' });
    url = await server.createDatabase('converge');
  }, 60_000);
  afterAll(() => server.stop());

  async function withPcs(work: (pcs: readonly OfficePc[], office: PostgresOffice) => Promise<void>) {
    await server.queryIn(url, 'DROP SCHEMA IF EXISTS mendian CASCADE');
    const office = officeAt(url);
    const pcs = CLOCKS.map((off, i) => openPc({ name: `pc${i}`, now: () => START + off, stores: ['S1', 'S2'] }));
    try {
      for (const one of pcs) await one.join(office);
      await work(pcs, office);
    } finally {
      await office.close();
      for (const one of pcs) one.remove();
    }
  }

  async function run(one: OfficePc, office: Office, step: Act): Promise<void> {
    if (step.act === 'sell') {
      one.store(step.store);
      one.sell(step.store, [step]);
    } else if (step.act === 'stock') {
      one.store(step.store);
      one.moveStock(step.store, step.product, step.by * 1_000);
    } else if (step.act === 'import') {
      const order: PlainOrder = {
        number: step.number,
        store: step.store,
        platform: 'shop',
        status: step.status,
        lines: [{ product: 'cake', price: 30_000, lineNumber: '1' }],
      };
      const batches: IngestBatch[] = [createBatchMaker()([order])];
      if (step.stock !== null) {
        const row = { record: 1, store: step.store, product: 'cake', quantity: step.stock * 1_000 };
        batches.push({ kind: 'stock', file: 0, rows: [row] });
      }
      await importBatches(one.db, batches);
    } else if (step.act === 'undo') {
      const last = undoableImport(one.db);
      if (last !== null) await undoImportTask(contextOn(one.db), { importId: last });
    } else {
      await round(one, office, step);
    }
  }

  async function round(one: OfficePc, office: Office, step: Extract<Act, { act: 'round' }>): Promise<void> {
    let left = step.crashAfter ?? Number.POSITIVE_INFINITY;
    const side = step.loseAnswer === null ? office : losing(office, step.loseAnswer);
    try {
      await one.round(side, () => {
        if (left-- <= 0) throw new Crash();
      });
    } catch (error) {
      if (!(error instanceof Crash || error instanceof Lost)) throw error;
    }
  }

  it('come to hold the same, whoever was away, and whatever was lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 30 }), async (acts) => {
        await withPcs(async (pcs, office) => {
          const levels = new Map<string, number>();
          for (const store of ['S1', 'S2']) {
            pcs[0]!.store(store);
            for (const product of ['bun', 'tea']) {
              pcs[0]!.moveStock(store, product, 100_000);
              levels.set(`${store}/${product}`, 100_000);
            }
          }
          for (const one of pcs) await one.round(office);
          const sold = new Set<string>();
          for (const step of acts) {
            await run(pcs[step.pc]!, office, step);
            if (step.act === 'sell') sold.add(`${step.store}/${step.number}`);
            if (step.act !== 'stock') continue;
            const key = `${step.store}/${step.product}`;
            levels.set(key, levels.get(key)! + step.by * 1_000);
          }
          // Everybody is back: all is told, then everybody hears of all.
          for (let turn = 0; turn < 3; turn++) for (const one of pcs) await one.round(office);
          // And then nobody has anything to tell any more.
          for (const one of pcs) expect(await one.round(office)).toEqual({ pushed: 0, pulled: 0 });
          const [first, ...others] = pcs.map((one) => one.contents());
          for (const other of others) expect(other).toEqual(first);
          for (const one of pcs) expect(one.rollupDifferences()).toEqual([]);
          // Every sale is there, and every move counted once.
          const present = new Set(first!.orders.map(({ store, number }) => `${store}/${number}`));
          for (const key of sold) expect(present).toContain(key);
          for (const [key, level] of levels) {
            const [store, product] = key.split('/');
            const row = first!.stock.find((one) => one.store === store && one.product === product);
            expect({ key, level: row?.quantity ?? 0 }).toEqual({ key, level });
          }
          const atOffice = await server.queryIn(
            url,
            `SELECT store_code AS store, product_code AS product, quantity::float8 FROM mendian.stock_level
             WHERE quantity <> 0 ORDER BY 1, 2`,
          );
          expect(atOffice).toEqual(first!.stock);
          const [{ off }] = (await server.queryIn<{ off: number }>(
            url,
            `SELECT count(*)::int AS off FROM (
               SELECT store_code, business_date, currency, orders, net_sales, units, cost FROM mendian.day_rollup
               EXCEPT SELECT store_code, business_date, currency, count(*), sum(gross_sales - refunds), sum(units), sum(cost)
               FROM mendian.orders WHERE NOT deleted GROUP BY 1, 2, 3) x`,
          )) as [{ off: number }];
          expect(off).toBe(0);
        });
      }),
      {
        numRuns: Number(process.env.MENDIAN_OFFICE_RUNS ?? 12),
        interruptAfterTimeLimit: 180_000,
        markInterruptAsFailure: true,
      },
    );
  }, 240_000);
});
