import { describe, expect, it } from 'vitest';
import type { StoreId } from '#shared/domain/ids.ts';
import { analyticsReadTasks } from '../../../../src-main/analytics/tasks.ts';
import { type SampleOrder, taskContext, writeChain } from '../sample-orders.ts';
import { createTestDatabase } from '../test-database.ts';

const overviewOf = analyticsReadTasks['analytics.overview'];
const LONG_AFTER = Date.UTC(2030, 0, 1);

/** One order of one product worth `yuan`. */
function sale(date: string, yuan: number, more: Partial<SampleOrder> = {}): SampleOrder {
  const line = { productId: 1, quantity: 1_000, grossSales: yuan * 10_000, refunds: 0, cost: null };
  return { storeId: 1, channelId: 1, currencyId: 1, date, minute: 600, lines: [line], ...more };
}

function ask(
  data: { zones?: string[]; orders: SampleOrder[] },
  question: { from: string; to: string; stores?: 'all' | number[]; now?: number; currency?: string },
) {
  using database = createTestDatabase();
  writeChain(database.write, { zones: data.zones ?? ['Asia/Shanghai'], orders: data.orders });
  return overviewOf(taskContext(database.read), {
    ...question,
    stores: (question.stores ?? 'all') as 'all' | StoreId[],
    now: question.now ?? LONG_AFTER,
    defaultTimeZone: 'Asia/Shanghai',
    products: 10,
  });
}

describe('overview', () => {
  it('of an empty database has no currency, no rows and zero sums', () => {
    const answer = ask({ zones: [], orders: [] }, { from: '2026-01-01', to: '2026-01-07' });
    expect(answer.currency).toBeNull();
    expect(answer.totals.current).toMatchObject({ orders: 0, netSales: 0, grossProfit: null });
    expect([answer.hours, answer.channels, answer.topProducts, answer.fallingProducts, answer.stores]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(answer.trend.points.map((point) => point.previousNetSales)).toEqual(Array(7).fill(null));
    expect(answer.freshness).toMatchObject({ source: 'database' });
  });

  it('of a single day is compared with the day before and the same weekday', () => {
    const orders = [sale('2026-03-10', 5), sale('2026-03-09', 3), sale('2026-03-03', 2)];
    const answer = ask({ orders }, { from: '2026-03-10', to: '2026-03-10' });
    expect(answer.previousRange).toEqual({ from: '2026-03-09', to: '2026-03-09' });
    expect(answer.weekdayRange).toEqual({ from: '2026-03-03', to: '2026-03-03' });
    expect(answer.totals.current.netSales).toBe(50_000);
    expect(answer.totals.previous.netSales).toBe(30_000);
    expect(answer.totals.sameWeekdays.netSales).toBe(20_000);
  });

  it('of a range without orders keeps the currency and says when data exist', () => {
    const answer = ask({ orders: [sale('2026-03-10', 5)] }, { from: '2026-05-01', to: '2026-05-02' });
    expect(answer.currency).toBe('CNY');
    expect(answer.totals.current.orders).toBe(0);
    expect(answer.freshness.lastImport).toMatchObject({ id: 1, files: ['a.csv'] });
  });

  it('gives no previous figure for days before the first order', () => {
    const orders = [sale('2026-03-10', 1), sale('2026-03-11', 1), sale('2026-03-12', 1)];
    const answer = ask({ orders }, { from: '2026-03-12', to: '2026-03-14' });
    expect(answer.trend.points.map((point) => point.previousNetSales)).toEqual([null, 10_000, 10_000]);
  });

  it('never adds up two currencies: the one with most orders in the range is taken, another can be asked for', () => {
    const euro = (date: string) => sale(date, 7, { currencyId: 2 });
    const orders = [
      sale('2026-03-10', 5),
      euro('2026-03-10'),
      euro('2026-03-10'),
      sale('2026-02-01', 1),
      sale('2026-02-02', 1),
    ];
    const range = { from: '2026-03-10', to: '2026-03-10' };
    const answer = ask({ orders }, range);
    expect(answer.currency).toBe('EUR');
    expect(answer.currencies).toEqual([
      { code: 'EUR', orders: 2 },
      { code: 'CNY', orders: 1 },
    ]);
    expect(answer.totals.current.netSales).toBe(140_000);
    expect(ask({ orders }, { ...range, currency: 'CNY' }).totals.current.netSales).toBe(50_000);
    expect(ask({ orders }, { ...range, currency: 'USD' }).totals.current.orders).toBe(0);
  });

  it('of days without orders is in the currency that was there first, whatever other days hold', () => {
    const euro = (date: string) => sale(date, 7, { currencyId: 2 });
    const range = { from: '2026-03-10', to: '2026-03-10' };
    const few = [sale('2026-01-01', 1), euro('2026-01-02')];
    const many = [...few, ...['2026-02-01', '2026-02-02', '2026-02-03'].map(euro)];
    expect(ask({ orders: few }, range).currency).toBe('CNY');
    expect(ask({ orders: many }, range).currency).toBe('CNY');
    expect(ask({ orders: many }, range).currencies.map(({ code }) => code)).toEqual(['CNY', 'EUR']);
  });

  it('of a range that ends today is compared up to the present minute of the stores zone', () => {
    const minute = (hour: number, past = 30) => ({ minute: hour * 60 + past });
    const orders = [
      sale('2026-03-10', 9, minute(8)),
      sale('2026-03-09', 1, minute(9)),
      sale('2026-03-09', 2, minute(10)),
      sale('2026-03-09', 16, minute(9, 59)),
      sale('2026-03-09', 32, { ...minute(9, 40), storeId: 1 }),
      sale('2026-03-09', 4, { minute: null }),
      sale('2026-03-03', 8, minute(11)),
    ];
    const range = { from: '2026-03-10', to: '2026-03-10' };
    const nineInShanghai = Date.UTC(2026, 2, 10, 1, 40, 59);
    const answer = ask({ orders }, { ...range, now: nineInShanghai });
    expect(answer.comparedUntil).toBe('09:40');
    expect(answer.totals.previous.netSales).toBe(50_000);
    expect(answer.totals.sameWeekdays.netSales).toBe(0);
    expect(answer.hours).toEqual([
      { hour: 8, orders: 1, netSales: 90_000, previousNetSales: 0 },
      { hour: 9, orders: 0, netSales: 0, previousNetSales: 10_000 },
    ]);
    expect(answer.channels).toEqual([{ channel: 'offline', orders: 1, netSales: 90_000, previousNetSales: 50_000 }]);
    expect(answer.stores[0]?.previousNetSales).toBe(50_000);
    const yesterdayInNewYork = ask({ zones: ['America/New_York'], orders }, { ...range, now: nineInShanghai });
    expect(yesterdayInNewYork.comparedUntil).toBeNull();
  });

  it('knows the present time on the days when clocks change', () => {
    const timeAt = (now: number, day: string) =>
      ask({ zones: ['Europe/Berlin'], orders: [sale(day, 1)] }, { from: day, to: day, now }).comparedUntil;
    expect(timeAt(Date.UTC(2026, 2, 29, 0, 59), '2026-03-29')).toBe('01:59');
    expect(timeAt(Date.UTC(2026, 2, 29, 1, 0), '2026-03-29')).toBe('03:00');
    expect(timeAt(Date.UTC(2026, 9, 25, 0, 30), '2026-10-25')).toBe('02:30');
    expect(timeAt(Date.UTC(2026, 9, 25, 1, 44), '2026-10-25')).toBe('02:44');
    expect(timeAt(Date.UTC(2026, 9, 24, 22, 0), '2026-10-25')).toBe('00:00');
  });

  it('draws a year by month, each month beside the same days moved back by the range', () => {
    const orders = [sale('2026-01-31', 1), sale('2026-02-01', 2), sale('2025-01-31', 4), sale('2025-02-01', 8)];
    const { trend, totals } = ask({ orders }, { from: '2026-01-01', to: '2026-12-31' });
    expect(trend.grain).toBe('month');
    expect(trend.points.length).toBe(12);
    expect(trend.points.slice(0, 2)).toMatchObject([
      { date: '2026-01-01', netSales: 10_000, previousNetSales: 40_000 },
      { date: '2026-02-01', netSales: 20_000, previousNetSales: 80_000 },
    ]);
    expect(totals.previous.netSales).toBe(120_000);
  });

  it('refuses a range that ends before it begins, one of centuries, and a store that does not exist', () => {
    expect(() => ask({ orders: [] }, { from: '2026-01-02', to: '2026-01-01' })).toThrow('INVALID_INPUT');
    expect(() => ask({ orders: [] }, { from: '1000-01-01', to: '2026-01-01' })).toThrow('INVALID_INPUT');
    expect(() => ask({ orders: [] }, { from: '2026-01-01', to: '2026-01-01', stores: [9] })).toThrow('STORE_UNKNOWN');
  });

  it('refuses a sum that can no longer be told exactly', () => {
    const large = { productId: 1, quantity: 1_000, grossSales: 2 ** 52, refunds: 0, cost: null };
    const orders = ['2026-03-10', '2026-03-11'].map((date) => sale(date, 0, { lines: [large] }));
    expect(() => ask({ orders }, { from: '2026-03-10', to: '2026-03-11' })).toThrow('SUM_TOO_LARGE');
  });
});

describe('bounds', () => {
  it('are the first and last day with orders in any currency, and today in the zone of the stores', () => {
    using database = createTestDatabase();
    const orders = [sale('2026-03-10', 5, { storeId: 2, currencyId: 2 }), sale('2026-03-12', 5)];
    writeChain(database.write, { zones: ['Asia/Shanghai', 'Asia/Shanghai', 'UTC'], orders });
    const now = Date.UTC(2026, 3, 1, 20);
    const bounds = (stores: 'all' | number[]) =>
      analyticsReadTasks['analytics.bounds'](taskContext(database.read), {
        stores: stores as 'all' | StoreId[],
        now,
        defaultTimeZone: 'UTC',
      });
    expect(bounds('all')).toEqual({ first: '2026-03-10', last: '2026-03-12', today: '2026-04-02' });
    expect(bounds([1])).toEqual({ first: '2026-03-12', last: '2026-03-12', today: '2026-04-02' });
    expect(bounds([3])).toEqual({ first: null, last: null, today: '2026-04-01' });
  });
});
