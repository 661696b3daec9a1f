import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareRollups } from '../../src-main/analytics/rollup/index.ts';
import { createBatchMaker, importBatches, nextImportId, type PlainOrder } from './ingest/write/batches.ts';
import { contents, type FreshDatabase, freshDatabase } from './ingest/write/fresh-database.ts';

let fresh: FreshDatabase;
beforeEach(() => {
  fresh = freshDatabase();
});
afterEach(() => fresh.remove());

const orders = (count: number, prefix: string): PlainOrder[] =>
  Array.from({ length: count }, (_, i) => ({
    number: `${prefix}${i}`,
    day: 20_000 + (i % 30),
    lines: [{ product: `p${i % 50}`, price: 10_000 + i }],
  }));

describe('a disk that fills up during an import', () => {
  it.each([
    ['into an empty database', 0],
    ['beside orders that are there', 3_000],
  ])('says so and leaves everything as it was, %s', async (_, there) => {
    const { db } = fresh;
    if (there > 0) await importBatches(db, [createBatchMaker()(orders(there, 'old'))]);
    const before = contents(db);
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 60}`);
    const make = createBatchMaker();
    const batches = [make(orders(4_000, 'a')), make(orders(4_000, 'b'))];
    await expect(importBatches(db, batches)).rejects.toMatchObject({ code: 'DISK_FULL', action: 'retry' });
    expect(contents(db)).toBe(before);
    expect(compareRollups(db)).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT state FROM import ORDER BY id DESC').pluck().get()).toBe('failed');

    // With room again, the same file goes in.
    db.pragma('max_page_count = 1073741823');
    const make2 = createBatchMaker();
    const { counts } = await importBatches(db, [make2(orders(4_000, 'a'))], { importId: nextImportId(db) });
    expect(counts.added).toBe(4_000);
  });
});
