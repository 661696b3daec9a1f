import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { COUNTED_OF_LINES, COUNTED_OF_ORDERS } from '../../../../src-main/ingest/order-batch.ts';
import { columnsIn, createColumnBuffer } from '../../../../src-main/ingest/reading-worker/order-columns.ts';
import { createUncountedOrders } from '../../../../src-main/ingest/reading-worker/uncounted-orders.ts';

const directory = mkdtempSync(join(tmpdir(), 'mendian-uncounted-'));
const path = join(directory, 'orders');
afterAll(() => rmSync(directory, { recursive: true }));

type Columns = ReturnType<typeof columnsIn>;

/** How many lines each order has, by batch. */
const batches = fc.array(fc.array(fc.nat(4), { maxLength: 9 }), { maxLength: 4 });
const INT16 = 2 ** 15;

/** Another value in every place of every column, some of them not known. */
function columnsOf(lines: readonly number[], batch: number): Columns {
  const columns = columnsIn(createColumnBuffer());
  const valueAt = (column: number, i: number) => (batch * 5_003 + column * 257 + i * 31) % INT16;
  columns.lineStart[0] = 0;
  for (const [order, count] of lines.entries()) columns.lineStart[order + 1] = columns.lineStart[order]! + count;
  const all = columns.lineStart[lines.length]!;
  for (const [c, name] of COUNTED_OF_ORDERS.entries()) {
    for (let o = 0; o < lines.length; o++) columns[name][o] = valueAt(c, o);
  }
  for (const [c, name] of COUNTED_OF_LINES.entries()) {
    for (let l = 0; l < all; l++) columns[name][l] = valueAt(100 + c, l);
  }
  for (let l = 0; l < all; l += 3) columns.cost[l] = Number.NaN;
  return columns;
}

/** What is to be counted of a batch. */
function counted(columns: Columns, orders: number): number[][] {
  const { lineStart } = columns;
  return [
    [...lineStart.slice(0, orders + 1)],
    ...COUNTED_OF_ORDERS.map((name) => [...columns[name].slice(0, orders)]),
    ...COUNTED_OF_LINES.map((name) => [...columns[name].slice(0, lineStart[orders])]),
  ];
}

describe('orders that are counted later', () => {
  it('come back batch by batch as they were, in all that is counted', () => {
    fc.assert(
      fc.property(batches, (all) => {
        const uncounted = createUncountedOrders(path);
        for (const [b, lines] of all.entries()) uncounted.put(columnsOf(lines, b), lines.length);
        let batch = 0;
        for (const { columns, orders } of uncounted.take()) {
          const lines = all[batch]!;
          expect(orders).toBe(lines.length);
          expect(counted(columns as Columns, orders)).toEqual(counted(columnsOf(lines, batch), orders));
          batch++;
        }
        expect(batch).toBe(all.length);
        uncounted.close();
      }),
      { numRuns: 50 },
    );
  });

  it('are missed where the file is emptied while more is put there', () => {
    const uncounted = createUncountedOrders(path);
    uncounted.put(columnsOf([2, 1], 0), 2);
    truncateSync(path, 0);
    uncounted.put(columnsOf([1, 3], 1), 2);
    expect(() => [...uncounted.take()]).toThrow(expect.objectContaining({ code: 'DISK_WRITE_FAILED' }));
    uncounted.close();
  });

  it('leave an empty file, and none where there were none', () => {
    const uncounted = createUncountedOrders(path);
    uncounted.put(columnsOf([2, 1], 0), 2);
    uncounted.close();
    expect(statSync(path).size).toBe(0);
    rmSync(path);
    createUncountedOrders(path).close();
    expect(existsSync(path)).toBe(false);
  });

  it('are not taken any more once closed: the file would begin anew', () => {
    const uncounted = createUncountedOrders(path);
    uncounted.put(columnsOf([2, 1], 0), 2);
    uncounted.close();
    expect(() => uncounted.put(columnsOf([2, 1], 0), 2)).toThrow('closed');
  });
});
