import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeReadTasks, type DataChanges } from '../../../../src-main/database/change-journal.ts';
import { noteImport } from '../../../../src-main/ingest/write/note-import.ts';
import { createTestDatabase, type TestDatabase } from '../../analytics/test-database.ts';

let database: TestDatabase;
beforeEach(() => {
  database = createTestDatabase();
});
afterEach(() => database[Symbol.dispose]());

const DAY = 20_000;

function importOf(made: readonly [first: number, last: number] | null): void {
  database.write
    .prepare(
      "INSERT INTO import (id, started_at, state, files, first_order_id, last_order_id) VALUES (1, 0, 'committed', '[]', ?, ?)",
    )
    .run(made?.[0] ?? null, made?.[1] ?? null);
}

function image(kind: string, rowId: number, before: unknown): void {
  database.write
    .prepare('INSERT INTO import_before VALUES (1, ?, ?, ?)')
    .run(kind, rowId, before === null ? null : JSON.stringify(before));
}

function order(id: number, storeId: number, day: number): void {
  database.write
    .prepare(
      `INSERT INTO orders (id, store_id, platform_id, number, key_hash, business_date, placed_at, channel_id, status,
         currency_id, total, gross_sales, refunds, import_id) VALUES (?, ?, 1, ?, ?, ?, 0, 1, 1, 1, 0, 0, 0, 1)`,
    )
    .run(id, storeId, String(id), id, day);
}

function noted(stores: readonly number[] = []): DataChanges {
  noteImport(database.write, 1, stores);
  const context = {
    dataDirectory: '',
    cancelled: () => false,
    report: () => undefined,
    now: () => 0,
    log: () => undefined,
  };
  return changeReadTasks['changes.since']({ ...context, db: database.read }, { after: 0 });
}

describe('what an import notes', () => {
  it('is its stores, and that the chain has a newer import', () => {
    importOf(null);
    const { stores, orders, products, storeList, everything } = noted([3]);
    expect(stores.map(({ storeId, imported }) => [storeId, imported])).toEqual([
      [0, true],
      [3, true],
    ]);
    expect({ orders, products, storeList, everything }).toEqual({
      orders: [],
      products: false,
      storeList: false,
      everything: false,
    });
  });

  it('is every order that it made or changed', () => {
    importOf([10, 12]);
    order(5, 3, DAY);
    image('order', 5, { order: { store_id: 3, business_date: DAY } });
    expect(noted([3]).orders?.toSorted((a, b) => a - b)).toEqual([5, 10, 11, 12]);
  });

  it('is only that orders changed, where they are too many to name', () => {
    importOf([1, 2_001]);
    expect(noted([3]).orders).toBeNull();
  });

  it('is the day that an order was on and the day that it is on now', () => {
    importOf(null);
    order(5, 4, DAY + 1);
    image('order', 5, { order: { store_id: 3, business_date: DAY } });
    const { stores } = noted();
    expect(stores.filter(({ days }) => days?.length !== 0).map(({ storeId, days }) => [storeId, days])).toEqual([
      [3, [DAY]],
      [4, [DAY + 1]],
    ]);
  });

  it('is products that changed, but none that it made: those stand in no answer but with their orders', () => {
    importOf(null);
    image('product', 1, null);
    expect(noted().products).toBe(false);
    image('product', 2, { name: 'before' });
    expect(noted().products).toBe(true);
  });

  it('is the list of stores, for one that it made as for one that it changed', () => {
    importOf(null);
    image('store', 9, null);
    expect(noted().storeList).toBe(true);
  });
});
