import { describe, expect, it } from 'vitest';
import { businessDate } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { analyticsReadTasks } from '../../../../../src-main/analytics/tasks.ts';
import { createCodec, tablesEncoding } from '../../../../../src-main/cache/codec/index.ts';
import type { Loaded } from '../../../../../src-main/cache/family.ts';
import { createLoadLane } from '../../../../../src-main/cache/levels/load-lane.ts';
import { ORDERS_TABLES, type OrdersTable, ordersFamily } from '../../../../../src-main/cache/levels/orders/index.ts';
import { NEWEST_ORDERS_SQL } from '../../../../../src-main/cache/levels/orders/newest-orders.ts';
import { MONTH_LINES_SQL, MONTH_ORDERS_SQL } from '../../../../../src-main/cache/levels/orders/read-month.ts';
import { type OrdersReadTasks, ordersReadTasks } from '../../../../../src-main/cache/levels/orders/tasks.ts';
import { createChangeNotes, type Reader } from '../../../../../src-main/database/index.ts';
import { type SampleOrder, taskContext } from '../../../analytics/sample-orders.ts';
import type { TestDatabase } from '../../../analytics/test-database.ts';
import { chainOf, monthOf } from './chain.ts';

const LIFETIME = { ttl: 86_400_000, jitter: 0.1, grace: 3_600_000, beta: 1 };

function familyOver({ read }: TestDatabase) {
  const reader: Reader<OrdersReadTasks> = {
    read: async (task, args) => ordersReadTasks[task](taskContext(read), args as never) as never,
  };
  const encoding = tablesEncoding(createCodec({ threads: null }), ORDERS_TABLES);
  return ordersFamily({
    reader,
    lane: createLoadLane(() => 1),
    encoding,
    lifetime: () => LIFETIME,
    tiers: ['memory', 'disk'],
  });
}

const context = { signal: new AbortController().signal, priority: 'staff' } as const;

async function load(database: TestDatabase, storeId: number, month: string, version: string | null = null) {
  const [loaded] = await familyOver(database).load([{ input: { storeId, month }, version }], context);
  return loaded as Loaded<OrdersTable>;
}

const LINES = [
  { productId: 3, quantity: 2_000, grossSales: 50_000, refunds: 100, cost: null },
  { productId: 4, quantity: 1_500, grossSales: 10_000, refunds: 0, cost: 4_000 },
];

function order(date: string, more: Partial<SampleOrder> = {}): SampleOrder {
  return { storeId: 1, channelId: 1, currencyId: 1, date, minute: 61, lines: LINES, ...more };
}

describe('a month of L1', () => {
  it('holds exactly the orders of its store and month, by day and number of entry', async () => {
    using database = chainOf([
      order('2026-03-02'),
      order('2026-03-01', { channelId: 3 }),
      order('2026-03-01', { channelId: 2 }),
      order('2026-03-31'),
      order('2026-02-28'),
      order('2026-04-01'),
      order('2026-03-05', { storeId: 2 }),
    ]);
    const march = await monthOf(database, 1, '2026-03');
    expect([...march!.orders.column('id').values]).toEqual([2, 3, 1, 4]);
    expect(await monthOf(database, 3, '2026-03')).toBeNull();
  });

  it("holds each order's amounts and its lines, in the order of the orders", async () => {
    using database = chainOf([
      order('2026-03-02', { discount: 5, deliveryCost: 6, platformFee: 7, total: 99 }),
      order('2026-03-01', { lines: [] }),
      order('2026-03-01', { lines: [{ ...LINES[1]!, productId: 9 }] }),
    ]);
    const { orders, lines } = (await monthOf(database, 1, '2026-03'))!;
    expect([...orders.column('lines').values]).toEqual([0, 1, 2]);
    expect([...orders.column('units').values]).toEqual([0, 1_500, 3_500]);
    expect(orders.row(2)).toMatchObject({
      number: 'N1',
      platform: 'file',
      channel: 'offline',
      currency: 'CNY',
      localMinute: 61,
      discount: 5,
      deliveryCost: 6,
      platformFee: 7,
      total: 99,
      grossSales: 60_000,
      refunds: 100,
    });
    expect([...lines.column('productId').values]).toEqual([9, 3, 4]);
    expect(lines.row(1)).toEqual({ productId: 3, quantity: 2_000, grossSales: 50_000, refunds: 100, cost: null });
  });

  it('holds nothing of who bought', async () => {
    const contact = { name: '张三丰', phone: '13812340000', address: '上海市浦东新区世纪大道100号' };
    using database = chainOf([order('2026-03-01', { contact, customer: 'C17850' })]);
    const { orders, lines } = (await monthOf(database, 1, '2026-03'))!;
    const everything = JSON.stringify([orders.row(0), lines.row(0)]);
    for (const secret of [...Object.values(contact), 'C17850']) expect(everything).not.toContain(secret);
    expect(
      Object.keys({ ...orders.schema, ...lines.schema }).filter((name) => /custom|contact|phone/.test(name)),
    ).toEqual([]);
  });
});

describe('the family of L1', () => {
  it('loads several months at once, and says of which there is none', async () => {
    using database = chainOf([order('2026-03-01'), order('2026-04-01')]);
    const inputs = ['2026-03', '2026-05', '2026-04'].map((month) => ({ input: { storeId: 1, month }, version: null }));
    const loaded = await familyOver(database).load(inputs, context);
    expect(loaded.map(({ outcome }) => outcome)).toEqual(['payload', 'missing', 'payload']);
  });

  it('is not modified until something of its store is', async () => {
    using database = chainOf([order('2026-03-01')]);
    const first = await load(database, 1, '2026-03');
    if (first.outcome !== 'payload') throw new Error(first.outcome);
    expect(await load(database, 1, '2026-03', first.version)).toEqual({ outcome: 'not-modified' });
    createChangeNotes(database.write).storeDay(2, 20_513);
    expect(await load(database, 1, '2026-03', first.version)).toEqual({ outcome: 'not-modified' });
    createChangeNotes(database.write).storeDay(1, 20_513);
    expect((await load(database, 1, '2026-03', first.version)).outcome).toBe('payload');
  });

  it('depends on its store and month alone', () => {
    using database = chainOf([]);
    const family = familyOver(database);
    expect(family.tags({ storeId: 12, month: '2026-11' })).toEqual(['store:12', 'store:12/2026-11']);
    expect(family.key({ storeId: 12, month: '2026-11' })).toBe('12/2026-11');
    expect(() => family.tags({ storeId: 12, month: '2026-13' })).toThrow(RangeError);
  });

  it.each([
    ['orders', MONTH_ORDERS_SQL],
    ['lines', MONTH_LINES_SQL],
    ['newest', NEWEST_ORDERS_SQL],
  ])('finds the %s of a month by index, with and without statistics', (_what, sql) => {
    using database = chainOf(Array.from({ length: 50 }, (_, i) => order(`2026-03-${10 + (i % 20)}`)));
    for (const prepare of ['', 'ANALYZE']) {
      database.write.exec(prepare);
      const plan = database.write
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(1, 2, 3, ...(sql === NEWEST_ORDERS_SQL ? [4] : [])) as { detail: string }[];
      expect(plan[0]!.detail.replace('COVERING ', '')).toBe(
        'SEARCH o USING INDEX orders_store_date_channel (store_id=? AND business_date>? AND business_date<?)',
      );
    }
  });
});

describe('the newest orders of a store', () => {
  it('are those that its list begins with', () => {
    using database = chainOf(
      Array.from({ length: 40 }, (_, i) => order(`2026-03-${10 + ((i * 7) % 9)}`, { storeId: 1 + (i % 3) })),
    );
    const range = { from: 20_523, to: 20_528 };
    const listed = analyticsReadTasks['orders.list'](taskContext(database.read), {
      stores: [1 as StoreId],
      from: businessDate(range.from),
      to: businessDate(range.to),
      limit: 5,
    });
    const newest = ordersReadTasks['cache.newest-orders'](taskContext(database.read), {
      storeId: 1,
      count: 5,
      ...range,
    });
    expect(newest).toHaveLength(5);
    expect(newest).toEqual(listed.orders.map(({ id }) => id));
  });
});
