import { describe, expect, it } from 'vitest';
import {
  ORDERS_SQL as ORDER_DETAILS_SQL,
  ORDER_LINES_SQL,
  ORDER_SHIPMENTS_SQL,
} from '../../../src-main/analytics/orders/detail.ts';
import { FIND_ORDERS_SQL } from '../../../src-main/analytics/orders/find.ts';
import { DAY_OF_ORDERS_SQL, EARLIER_DAY_SQL } from '../../../src-main/analytics/orders/list.ts';
import {
  STATUS_IN_SPAN_SQL,
  STATUS_OF_STORES_SQL,
  STATUS_SUMS_IN_SPAN_SQL,
} from '../../../src-main/analytics/orders/status-days.ts';
import {
  CHANNELS_BETWEEN,
  LINES_OF_SQL,
  PRODUCTS_BETWEEN,
  STORES_BETWEEN,
} from '../../../src-main/analytics/query/after-minute.ts';
import { FIRST_DAY_SQL, LAST_DAY_SQL } from '../../../src-main/analytics/query/bounds.ts';
import { ORDERS_EVER_SQL } from '../../../src-main/analytics/query/currency.ts';
import { NEWEST_STORE_IMPORT_SQL } from '../../../src-main/analytics/query/freshness.ts';
import { ORDER_SPAN_SQL } from '../../../src-main/analytics/query/order-span.ts';
import { PRODUCT_NAMES_SQL } from '../../../src-main/analytics/query/product-movements.ts';
import {
  CELLS_SQL,
  PRODUCT_AMOUNTS_SQL,
  PRODUCT_COUNTS_SQL,
  PRODUCT_NET_SQL,
  rowsSql,
  STORES_BY_ROW_SQL,
  STORES_SQL,
  SUMS_SQL,
} from '../../../src-main/analytics/query/rollup-reader.ts';
import { ORDER_COUNT_SQL } from '../../../src-main/analytics/rollup/count-orders.ts';
import { CHANNELS, type SampleOrder, writeChain } from './sample-orders.ts';
import { createTestDatabase } from './test-database.ts';

const orders: SampleOrder[] = Array.from({ length: 400 }, (_, i) => ({
  storeId: 1 + (i % 4),
  channelId: 1 + (i % CHANNELS.length),
  currencyId: 1,
  date: `2026-0${1 + (i % 6)}-1${i % 10}`,
  minute: i % 1_440,
  lines: [{ productId: 1 + (i % 12), quantity: 1_000, grossSales: 100_000, refunds: 0, cost: 40_000 }],
}));

/** The steps of a statement's plan, without and with statistics: the plan must not hang on them. */
function plansOf(sql: string): string[][] {
  using database = createTestDatabase();
  writeChain(database.write, { zones: Array(4).fill('Asia/Shanghai'), orders });
  const plan = () => {
    const statement = database.write.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const names = [...new Set(sql.match(/@\w+/g) ?? [])].map((name) => name.slice(1));
    const rows =
      names.length > 0
        ? statement.all(Object.fromEntries(names.map((name) => [name, null])))
        : statement.all(...(sql.match(/\?/g) ?? []).map(() => 1));
    return (rows as { detail: string }[]).map(({ detail }) => detail);
  };
  const before = plan();
  database.write.exec('ANALYZE');
  return [before, plan()];
}

describe('the plans of statements whose speed matters', () => {
  const ROLLUP_RANGE = 'SEARCH rollup USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)';
  const ROLLUP_ROW = 'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)';
  it.each([
    ['sums of periods', SUMS_SQL, ROLLUP_ROW],
    ['sums by period', rowsSql(4), ROLLUP_ROW],
    ['sums by store and period', STORES_BY_ROW_SQL, ROLLUP_ROW],
    ['channels and hours of periods', CELLS_SQL, ROLLUP_ROW],
    ['stores of periods', STORES_SQL, ROLLUP_ROW],
    ['net sales of products', PRODUCT_NET_SQL, ROLLUP_ROW],
    ['counts of products', PRODUCT_COUNTS_SQL, ROLLUP_ROW],
    ['amounts of products', PRODUCT_AMOUNTS_SQL, ROLLUP_ROW],
    ['names of products', PRODUCT_NAMES_SQL, 'SEARCH p USING INTEGER PRIMARY KEY (rowid=?)'],
    ['the count of all orders', ORDER_COUNT_SQL, 'SEARCH r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
    ['orders ever by currency', ORDERS_EVER_SQL, 'SEARCH r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
    ['the first day', FIRST_DAY_SQL, ROLLUP_RANGE],
    ['the last day', LAST_DAY_SQL, ROLLUP_RANGE],
    ['the newest import of a store', NEWEST_STORE_IMPORT_SQL, 'SEARCH s USING PRIMARY KEY (store_id=?)'],
    [
      'channels after a minute',
      CHANNELS_BETWEEN.ofStore,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    [
      'products after a minute',
      PRODUCTS_BETWEEN.ofStore,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    [
      'channels after a minute of orders that lie together',
      CHANNELS_BETWEEN.inSpan,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      'products after a minute of orders that lie together',
      PRODUCTS_BETWEEN.inSpan,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      'stores between two minutes',
      STORES_BETWEEN.ofStore,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    [
      'stores between two minutes of orders that lie together',
      STORES_BETWEEN.inSpan,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    ['lines of orders', LINES_OF_SQL, 'SEARCH l USING PRIMARY KEY (order_id=?)'],
    [
      'a day of orders',
      DAY_OF_ORDERS_SQL,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    [
      'orders with a product',
      DAY_OF_ORDERS_SQL,
      'SEARCH l USING COVERING INDEX order_line_product (product_id=? AND order_id=?)',
    ],
    ['orders of a number', FIND_ORDERS_SQL, 'SEARCH o USING INDEX orders_key (key_hash=?)'],
    ['an earlier day', EARLIER_DAY_SQL, 'SEARCH r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
    [
      'orders by status',
      STATUS_OF_STORES_SQL,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date>? AND business_date<?)',
    ],
    [
      'orders by status that lie together',
      STATUS_IN_SPAN_SQL,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      'sums by status of orders that lie together',
      STATUS_SUMS_IN_SPAN_SQL,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    [
      'where orders lie',
      ORDER_SPAN_SQL,
      'SEARCH o USING COVERING INDEX orders_store_date_channel (store_id=? AND business_date>? AND business_date<?)',
    ],
    ['orders in detail', ORDER_DETAILS_SQL, 'SEARCH o USING INTEGER PRIMARY KEY (rowid=?)'],
    [
      'stores between two minutes',
      STORES_BETWEEN.ofStore,
      'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    [
      'stores between two minutes of orders that lie together',
      STORES_BETWEEN.inSpan,
      'SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ],
    ['lines of orders', ORDER_LINES_SQL, 'SEARCH l USING PRIMARY KEY (order_id=?)'],
    ['shipments of orders', ORDER_SHIPMENTS_SQL, 'SEARCH s USING PRIMARY KEY (order_id=?)'],
  ])('%s: by key, with and without statistics', (_name, sql, step) => {
    for (const plan of plansOf(sql)) {
      expect(plan).toContain(step);
      expect(plan.filter((detail) => /SCAN (orders|o|order_line|l|rollup|r|import_store|s)\b/.test(detail))).toEqual(
        [],
      );
    }
  });

  it.each([
    [
      'store and date',
      'store_id = 1 AND business_date = 2',
      'orders_store_date_channel (store_id=? AND business_date=?)',
    ],
    ['channel', 'channel_id = 1', 'orders_channel_date (channel_id=?)'],
    [
      'store, date and channel',
      'store_id = 1 AND business_date = 2 AND channel_id = 3',
      'orders_store_date_channel (store_id=? AND business_date=? AND channel_id=?)',
    ],
  ])('orders are found by %s', (_name, where, index) => {
    for (const plan of plansOf(`SELECT count(*) FROM orders WHERE ${where}`)) {
      expect(plan).toEqual([`SEARCH orders USING COVERING INDEX ${index}`]);
    }
  });

  it('lines are found by product', () => {
    for (const plan of plansOf('SELECT count(*) FROM order_line WHERE product_id = 1')) {
      expect(plan).toEqual(['SEARCH order_line USING COVERING INDEX order_line_product (product_id=?)']);
    }
  });
});
