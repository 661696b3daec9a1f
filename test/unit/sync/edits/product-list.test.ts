/** Products of a store: searched, filtered by state, sorted, page by page, with what they sold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadableDb, TaskContext } from '../../../../src-main/database/index.ts';
import { matchingSql } from '../../../../src-main/sync/edits/products/choose-products.ts';
import { LISTINGS_SQL, WAITING_SQL } from '../../../../src-main/sync/edits/products/listing-states.ts';
import {
  type ProductList,
  type ProductListQuestion,
  productListTask,
} from '../../../../src-main/sync/edits/products/product-list-task.ts';
import { type SampleOrder, writeChain } from '../../analytics/sample-orders.ts';
import { createTestDatabase, type TestDatabase } from '../../analytics/test-database.ts';

const NOW = Date.UTC(2026, 2, 31, 12);
const PRODUCTS = 60;
const USUAL: ProductListQuestion = { storeId: 1, sort: 'code', descending: false, limit: 100 };

const order = (storeId: number, productId: number, date: string, pieces: number): SampleOrder => ({
  storeId,
  channelId: 1,
  currencyId: 1,
  date,
  minute: 600,
  lines: [{ productId, quantity: pieces * 1_000, grossSales: pieces * 50_000, refunds: 0, cost: null }],
});
/** 2026-03-02 is the first of the 30 days. */
const ORDERS = [
  order(1, 1, '2026-03-31', 3),
  order(1, 1, '2026-03-02', 2),
  order(1, 1, '2026-03-01', 100),
  order(1, 2, '2026-03-20', 4),
  order(2, 3, '2026-03-20', 9),
];

let database: TestDatabase;
beforeEach(() => {
  database = createTestDatabase();
  const { write } = database;
  writeChain(write, { zones: ['UTC', 'UTC'], orders: ORDERS });
  write.transaction(() => {
    const product = write.prepare('INSERT INTO product (id, code, name, list_price) VALUES (?, ?, ?, ?)');
    for (let id = 13; id <= PRODUCTS; id++)
      product.run(id, `P${id}`, id === 20 ? '100% Tea_20' : `Item ${id}`, id * 10);
    const stock = write.prepare('INSERT INTO stock_level VALUES (?, ?, ?, 0)');
    for (let id = 1; id <= 20; id++) stock.run(1, id, id * 1_000);
    stock.run(2, 1, 7_000);
    const shop =
      write.prepare(`INSERT INTO shop (id, platform, remote_shop_id, title, store_id, base_url, state, connected_at)
      VALUES (?, 'taobao', ?, ?, ?, '', 'active', 0)`);
    shop.run(1, 'A', 'Shop A', 1);
    shop.run(2, 'B', 'Shop B', 2);
    const listing =
      write.prepare(`INSERT INTO listing (shop_id, listing_id, product_id, title, price, currency_id, quantity,
      version, updated_at, said_at, on_sale) VALUES (?, ?, ?, ?, 100, 1, 5000, '', 0, 0, ?)`);
    for (let id = 1; id <= 10; id++) listing.run(1, `L${id}`, id, `Listing ${id}`, id === 10 ? 0 : 1);
    listing.run(2, 'L1', 1, 'Elsewhere', 1);
    const change =
      write.prepare(`INSERT INTO change (id, edit_id, shop_id, lane, kind, product_id, listing_id, value, hlc,
      created_at, parked_at, conflict_id, settled_at, outcome) VALUES (?, 'e', 1, ?, ?, ?, ?, ?, '', 0, ?, ?, ?, ?)`);
    const put = (
      id: number,
      kind: string,
      value: string,
      parked: number | null,
      conflict: number | null,
      settled = false,
    ) =>
      change.run(
        `${id}-${kind}-${value}`,
        `listing:1/L${id}`,
        kind,
        id,
        `L${id}`,
        value,
        parked,
        conflict,
        settled ? 1 : null,
        null,
      );
    put(2, 'price', '300', null, null);
    put(2, 'price', '400', null, null);
    put(2, 'stock', '-1000', null, null);
    put(2, 'stock', '3000', null, null);
    put(3, 'title', '"New"', 5, null);
    put(4, 'price', '300', null, 1);
    put(5, 'price', '300', null, null, true);
  })();
});
afterEach(() => database[Symbol.dispose]());

function list(question: Partial<ProductListQuestion> = {}): ProductList {
  const context = { db: database.read, now: () => NOW } as TaskContext<ReadableDb>;
  return productListTask(context, { ...USUAL, ...question });
}
const codes = (found: ProductList) => found.products.map(({ code }) => code);

describe('the list of products', () => {
  it('tells what a product sold in this store in the last 30 days, its stock and its listings', () => {
    const [one, ten] = list({ search: 'P1', limit: 2 }).products;
    expect(one).toMatchObject({ code: 'P1', stock: 1_000, unitsSold: 5_000, netSales: 250_000, currency: 'CNY' });
    expect(one?.listings).toMatchObject([{ shop: 'Shop A', state: 'same', price: 100, quantity: 5_000 }]);
    expect(ten?.listings).toMatchObject([{ state: 'off-sale' }]);
    expect(list({ storeId: 2, search: 'P3' }).products).toMatchObject([
      { code: 'P3', stock: null, unitsSold: 9_000 },
      ...Array.from({ length: 10 }, () => ({ unitsSold: 0 })),
    ]);
  });

  it('tells it in the currency of the orders where the store has none of its own', () => {
    database.write.prepare('UPDATE store SET currency_id = NULL').run();
    const [one] = list({ search: 'P1', limit: 2 }).products;
    expect(one).toMatchObject({ code: 'P1', unitsSold: 5_000, netSales: 250_000, currency: 'CNY' });
    expect(codes(list({ sort: 'unitsSold', descending: true, limit: 2 }))).toEqual(['P1', 'P2']);
  });

  it('tells what each listing will be once all is sent', () => {
    const [two] = list({ search: 'Product 2' }).products;
    expect(two?.listings).toMatchObject([
      { state: 'waiting', price: 100, expectedPrice: 400, quantity: 5_000, expectedQuantity: 7_000 },
    ]);
    const [three] = list({ state: 'parked' }).products;
    expect(three?.listings).toMatchObject([{ state: 'parked', title: 'Listing 3', expectedTitle: 'New' }]);
  });

  it.each([
    ['waiting', ['P2']],
    ['parked', ['P3']],
    ['conflict', ['P4']],
    ['off-sale', ['P10']],
    ['same', ['P1', 'P5', 'P6', 'P7', 'P8', 'P9']],
  ] as const)('finds those that are %s', (state, found) => {
    const answer = list({ state });
    expect(codes(answer)).toEqual(found);
    expect(answer.total).toBe(found.length);
    for (const { listings } of answer.products) expect(listings.some((listing) => listing.state === state)).toBe(true);
  });

  it('searches codes and names, and takes signs for themselves', () => {
    expect(codes(list({ search: '100%' }))).toEqual(['P20']);
    expect(codes(list({ search: 'tea_20' }))).toEqual(['P20']);
    expect(codes(list({ search: '%' }))).toEqual(['P20']);
    expect(list({ search: 'nothing' })).toMatchObject({ products: [], total: 0, next: null });
  });

  it.each(['code', 'name', 'price', 'stock', 'unitsSold', 'netSales'] as const)(
    'gives each product once, in both directions, sorted by %s',
    (sort) => {
      for (const descending of [false, true]) {
        const whole = codes(list({ sort, descending }));
        expect(new Set(whole).size).toBe(PRODUCTS);
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = list({ sort, descending, limit: 7, ...(cursor ? { cursor } : {}) });
          expect(page.total).toBe(PRODUCTS);
          paged.push(...codes(page));
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(paged).toEqual(whole);
      }
      const forth = codes(list({ sort }));
      expect(codes(list({ sort, descending: true }))).toEqual(forth.reverse());
    },
  );

  it('sorts by what was sold and by what is there', () => {
    expect(codes(list({ sort: 'unitsSold', descending: true, limit: 2 }))).toEqual(['P1', 'P2']);
    expect(codes(list({ sort: 'stock', descending: true, limit: 2 }))).toEqual(['P20', 'P19']);
  });

  it('refuses a store that is not there, and a cursor that it never gave', () => {
    expect(() => list({ storeId: 9 })).toThrow('STORE_UNKNOWN');
    for (const cursor of ['x', 'eyJhIjoxfQ', '']) expect(() => list({ cursor })).toThrow('INVALID_INPUT');
  });
});

describe('the plans of the list of products', () => {
  const planOf = (sql: string, bindings: readonly unknown[]) =>
    (database.read.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bindings) as { detail: string }[]).map(
      ({ detail }) => detail,
    );

  it.each([
    ['listings of products', LISTINGS_SQL, ['[1]', 1], 'SEARCH l USING INDEX listing_product'],
    ['changes of products that wait', WAITING_SQL, ['[1]'], 'SEARCH c USING INDEX change_waiting_product'],
    [
      'products in a state',
      matchingSql({ ...USUAL, state: 'waiting' }),
      [{ store: 1, search: '' }],
      'SEARCH c USING INDEX change_waiting (shop_id=? AND lane=?)',
    ],
  ] as const)('%s are found by index', (_, sql, bindings, step) => {
    const plan = planOf(sql, bindings);
    expect(plan.some((detail) => detail.startsWith(step))).toBe(true);
    expect(
      plan.some((detail) =>
        /SCAN (l|order_line)\b|SCAN c(?! USING (COVERING )?INDEX change_waiting_product)/.test(detail),
      ),
    ).toBe(false);
  });
});
