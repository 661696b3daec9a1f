import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakdown as breakdownShape, overview as overviewShape } from '#shared/contract/index.ts';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import { clockTime } from '#shared/domain/clock-time.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { analyticsReadTasks } from '../../../../src-main/analytics/tasks.ts';
import {
  CHANNELS,
  CURRENCIES,
  grossSalesOf,
  refundsOf,
  type SampleChain,
  type SampleOrder,
  taskContext,
  writeChain,
} from '../sample-orders.ts';
import { createTestDatabase } from '../test-database.ts';

const FIRST = dayNumber('2026-01-20')!;
const LAST = dayNumber('2026-05-10')!;
const DAY = 86_400_000;

const money = fc.integer({ min: -30_000, max: 5_000_000 });
const line = fc.record({
  productId: fc.integer({ min: 1, max: 6 }),
  quantity: fc.integer({ min: -2_000, max: 5_000 }),
  grossSales: money,
  refunds: fc.oneof(fc.constant(0), money),
  cost: fc.option(money, { freq: 3 }),
});
const orderIn = (stores: number): fc.Arbitrary<SampleOrder> =>
  fc.record({
    storeId: fc.integer({ min: 1, max: stores }),
    channelId: fc.integer({ min: 1, max: 3 }),
    currencyId: fc.constantFrom(1, 1, 1, 2),
    date: fc.integer({ min: FIRST, max: LAST }).map(businessDate),
    minute: fc.option(fc.integer({ min: 0, max: 1_439 }), { freq: 5 }),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    total: money,
    discount: money,
    deliveryCost: money,
    platformFee: money,
  });
/** Few stores, or so many that their sums stand in blocks, too. */
const storeCount = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 24, max: 32 }));
const chain: fc.Arbitrary<SampleChain> = storeCount.chain((stores) =>
  fc.record({
    zones: fc.constant(Array.from({ length: stores }, () => 'Asia/Shanghai')),
    orders: fc.array(orderIn(stores), { maxLength: 60 }),
  }),
);
const question = fc.record({
  stores: fc.oneof(
    fc.constant('all' as const),
    fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
    // Neighbours, one of them left out: whole blocks, and blocks that lack one.
    fc
      .record({ first: fc.integer({ min: 1, max: 18 }), count: fc.integer({ min: 5, max: 14 }), out: fc.nat(20) })
      .map(({ first, count, out }) => Array.from({ length: count }, (_, i) => first + i).filter((_, i) => i !== out)),
  ),
  from: fc.integer({ min: FIRST - 5, max: LAST + 5 }),
  length: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 90, max: 130 })),
  /** Minutes past midnight in Shanghai on the range's last day, or null: another day. */
  nowMinute: fc.option(
    fc.oneof(
      fc.integer({ min: 0, max: 1_439 }),
      fc.integer({ min: 0, max: 23 }).map((hour) => hour * 60),
    ),
  ),
  currency: fc.constantFrom(undefined, 'CNY', 'EUR'),
});

/** The plainest account of some orders: what the answers are compared with. */
function plainTotals(orders: readonly SampleOrder[]) {
  const sum = (value: (order: SampleOrder) => number) => orders.reduce((total, order) => total + value(order), 0);
  const costed = orders.flatMap((order) => order.lines).filter((l) => l.cost !== null);
  const cost = costed.reduce((total, l) => total + (l.cost ?? 0), 0);
  const costedSales = costed.reduce((total, l) => total + l.grossSales - l.refunds, 0);
  const [gross, refunds, net] = [sum(grossSalesOf), sum(refundsOf), sum(netOf)];
  const profit = costed.length === 0 ? null : costedSales - cost;
  return {
    orders: orders.length,
    units: sum((order) => order.lines.reduce((total, l) => total + l.quantity, 0)),
    placed: sum((order) => order.total ?? 0),
    grossSales: gross,
    refunds,
    netSales: net,
    cost,
    costedSales,
    grossProfit: profit,
    discounts: sum((order) => order.discount ?? 0),
    deliveryCost: sum((order) => order.deliveryCost ?? 0),
    platformFee: sum((order) => order.platformFee ?? 0),
    grossMargin: profit === null || costedSales === 0 ? null : profit / costedSales,
    costKnown: net === 0 ? null : Math.min(1, Math.max(0, costedSales / net)),
    refundRate: gross === 0 ? null : refunds / gross,
  };
}

const netOf = (order: SampleOrder) => grossSalesOf(order) - refundsOf(order);

/** Orders by some key; an order may stand under several. */
function plainGroups<Key>(orders: readonly SampleOrder[], keys: (order: SampleOrder) => Iterable<Key>) {
  const groups = new Map<Key, SampleOrder[]>();
  for (const order of orders)
    for (const key of new Set(keys(order))) groups.set(key, [...(groups.get(key) ?? []), order]);
  return groups;
}

function only(order: SampleOrder, productId: number): SampleOrder {
  return { ...order, lines: order.lines.filter((l) => l.productId === productId) };
}

function plainMovements<Key>(
  current: readonly SampleOrder[],
  previous: readonly SampleOrder[],
  keys: (order: SampleOrder) => Iterable<Key>,
  part: (order: SampleOrder, key: Key) => SampleOrder = (order) => order,
) {
  const [now, before] = [plainGroups(current, keys), plainGroups(previous, keys)];
  return new Map(
    [...new Set([...now.keys(), ...before.keys()])].map((key) => {
      const totals = plainTotals((now.get(key) ?? []).map((order) => part(order, key)));
      const previousNetSales = plainTotals((before.get(key) ?? []).map((order) => part(order, key))).netSales;
      return [key, { orders: totals.orders, netSales: totals.netSales, previousNetSales }];
    }),
  );
}

const movementOf = ({
  orders,
  netSales,
  previousNetSales,
}: {
  orders: number;
  netSales: number;
  previousNetSales: number;
}) => ({
  orders,
  netSales,
  previousNetSales,
});

/** Products have net sales only up to the last that sold for anything: here none did. */
const onlyGivenAway: SampleChain = {
  zones: ['Asia/Shanghai'],
  orders: [
    {
      storeId: 1,
      channelId: 1,
      currencyId: 1,
      date: '2026-01-20',
      minute: null,
      lines: [{ productId: 1, quantity: 0, grossSales: 0, refunds: 0, cost: null }],
      total: 0,
      discount: 0,
      deliveryCost: 0,
      platformFee: 0,
    },
  ],
};

describe('overview and breakdown', () => {
  it('equal a plain count over the orders, for any data, stores, range, currency and minute of the day', () => {
    fc.assert(
      fc.property(chain, question, (data, asked) => {
        const ids = asked.stores === 'all' ? 'all' : asked.stores.filter((id) => id <= data.zones.length);
        fc.pre(ids === 'all' || ids.length > 0);
        using database = createTestDatabase();
        writeChain(database.write, data);
        const range = { from: asked.from, to: asked.from + asked.length - 1 };
        const localMidnight = range.to * DAY - 8 * 3_600_000;
        const now =
          asked.nowMinute === null ? localMidnight + 9 * DAY : localMidnight + asked.nowMinute * 60_000 + 1_000;
        const input = {
          stores: ids as 'all' | StoreId[],
          from: businessDate(range.from),
          to: businessDate(range.to),
          currency: asked.currency,
          now,
          defaultTimeZone: 'UTC',
        };
        const context = taskContext(database.read);
        const answer = overviewShape.parse(
          analyticsReadTasks['analytics.overview'](context, { ...input, products: 100 }),
        );

        const scoped = data.orders.filter((order) => ids === 'all' || ids.includes(order.storeId));
        const currencies = plainGroups(scoped, (order) => [CURRENCIES[order.currencyId - 1]!]);
        expect(new Set(answer.currencies.map(({ code }) => code))).toEqual(new Set(currencies.keys()));
        if (asked.currency) expect(answer.currency).toBe(asked.currency);
        else expect(answer.currency === null).toBe(scoped.length === 0);
        const ours = answer.currency === null ? [] : (currencies.get(answer.currency) ?? []);

        const within = (from: number, to: number, until: number | null) =>
          ours.filter((order) => {
            const day = dayNumber(order.date)!;
            if (day < from || day > to) return false;
            return until === null || day < to || order.minute === null || order.minute < until;
          });
        const weeks = 7 * Math.ceil(asked.length / 7);
        const current = within(range.from, range.to, null);
        const previous = within(range.from - asked.length, range.from - 1, asked.nowMinute);
        const weekdays = within(range.from - weeks, range.to - weeks, asked.nowMinute);
        expect(answer.comparedUntil).toBe(asked.nowMinute === null ? null : clockTime(asked.nowMinute));
        expect(answer.totals).toEqual({
          current: plainTotals(current),
          previous: plainTotals(previous),
          sameWeekdays: plainTotals(weekdays),
        });

        const hours = plainMovements(current, previous, (o) => (o.minute === null ? [] : [Math.floor(o.minute / 60)]));
        expect(new Map(answer.hours.map((row) => [row.hour, movementOf(row)]))).toEqual(hours);
        const channels = plainMovements(current, previous, (o) => [CHANNELS[o.channelId - 1]!]);
        expect(new Map(answer.channels.map((row) => [row.channel, movementOf(row)]))).toEqual(channels);
        const stores = plainMovements(current, previous, (o) => [o.storeId]);
        expect(new Map(answer.stores.map((row) => [row.storeId as number, movementOf(row)]))).toEqual(stores);

        const products = plainMovements(current, previous, (o) => o.lines.map((l) => l.productId), only);
        const sold = [...products].filter(([, { orders }]) => orders > 0);
        expect(new Map(answer.topProducts.map((row) => [row.productId as number, movementOf(row)]))).toEqual(
          new Map(sold),
        );
        const top = answer.topProducts.map(({ netSales }) => netSales);
        expect(top).toEqual([...top].sort((a, b) => b - a));
        const fallen = [...products].filter(([, m]) => m.netSales < m.previousNetSales);
        expect(new Map(answer.fallingProducts.map((row) => [row.productId as number, movementOf(row)]))).toEqual(
          new Map(fallen),
        );
        const falls = answer.fallingProducts.map((row) => row.previousNetSales - row.netSales);
        expect(falls).toEqual([...falls].sort((a, b) => b - a));

        const { points } = answer.trend;
        expect(points.reduce((sum, point) => sum + point.netSales, 0)).toBe(plainTotals(current).netSales);
        expect(points.reduce((sum, point) => sum + (point.previousNetSales ?? 0), 0)).toBe(
          plainTotals(previous).netSales,
        );
        if (answer.trend.grain === 'day') {
          const days = plainGroups(current, (order) => [order.date]);
          expect(points.map((point) => [point.date, point.orders])).toEqual(
            points.map(({ date }) => [date, days.get(date)?.length ?? 0]),
          );
          expect(points.length).toBe(asked.length);
        }

        const keysBy = {
          store: (o: SampleOrder) => [`S${o.storeId}`],
          day: (o: SampleOrder) => [o.date],
          month: (o: SampleOrder) => [o.date.slice(0, 7)],
          hour: (o: SampleOrder) => [o.minute === null ? '-' : String(Math.floor(o.minute / 60)).padStart(2, '0')],
          channel: (o: SampleOrder) => [CHANNELS[o.channelId - 1]!],
        };
        for (const [by, keys] of Object.entries(keysBy) as [keyof typeof keysBy, (o: SampleOrder) => string[]][]) {
          const table = breakdownShape.parse(analyticsReadTasks['analytics.breakdown'](context, { ...input, by }));
          expect(table.totals).toEqual(plainTotals(current));
          expect(Object.fromEntries(table.rows.map(({ key, label: _, ...totals }) => [key, totals]))).toEqual(
            Object.fromEntries([...plainGroups(current, keys)].map(([key, orders]) => [key, plainTotals(orders)])),
          );
        }
        const table = breakdownShape.parse(
          analyticsReadTasks['analytics.breakdown'](context, { ...input, by: 'product' }),
        );
        const byProduct = plainGroups(current, (o) => o.lines.map((l) => `P${l.productId}`));
        expect(Object.fromEntries(table.rows.map(({ key, label: _, ...totals }) => [key, totals]))).toEqual(
          Object.fromEntries(
            [...byProduct].map(([key, orders]) => {
              const totals = plainTotals(orders.map((o) => only(o, Number(key.slice(1)))));
              return [key, { ...totals, placed: 0, discounts: 0, deliveryCost: 0, platformFee: 0 }];
            }),
          ),
        );
      }),
      {
        numRuns: 120,
        examples: [[onlyGivenAway, { stores: 'all', from: 20_468, length: 90, nowMinute: null, currency: undefined }]],
      },
    );
  }, 60_000);
});
