import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { columnsIn, createColumnBuffer } from '../../../../src-main/ingest/reading-worker/order-columns.ts';
import { createUncountedOrders } from '../../../../src-main/ingest/reading-worker/uncounted-orders.ts';

const directory = mkdtempSync(join(tmpdir(), 'mendian-uncounted-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Lines by order, each with a cost that may not be known. */
const orders = fc.array(fc.array(fc.oneof(fc.integer(), fc.constant(Number.NaN)), { maxLength: 4 }), { maxLength: 9 });

function columnsOf(lines: readonly (readonly number[])[]) {
  const columns = columnsIn(createColumnBuffer());
  columns.lineStart[0] = 0;
  for (const [order, costs] of lines.entries()) {
    const start = columns.lineStart[order]!;
    columns.lineStart[order + 1] = start + costs.length;
    columns.storeId[order] = order + 1;
    columns.localMinute[order] = -order;
    columns.placed[order] = order * 1e10;
    columns.cost.set(costs, start);
    columns.productId.set([...costs.keys()], start);
  }
  return columns;
}

describe('orders that are counted later', () => {
  it('come back batch by batch as they were', () => {
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 4 }), (batches) => {
        const uncounted = createUncountedOrders(join(directory, 'orders'));
        for (const lines of batches) uncounted.put(columnsOf(lines), lines.length);
        const found = [];
        for (const { columns, orders: count } of uncounted.take()) {
          const { lineStart, storeId, localMinute, placed, cost, productId } = columns;
          for (let o = 0; o < count; o++) {
            expect([storeId[o], localMinute[o], placed[o]]).toEqual([o + 1, 0 - o, o * 1e10]);
            expect([...productId.slice(lineStart[o], lineStart[o + 1])]).toEqual([
              ...cost.slice(lineStart[o], lineStart[o + 1]).keys(),
            ]);
          }
          found.push(Array.from({ length: count }, (_, o) => [...cost.slice(lineStart[o], lineStart[o + 1])]));
        }
        uncounted.close();
        expect(found).toEqual(batches);
      }),
      { numRuns: 50 },
    );
  });
});
