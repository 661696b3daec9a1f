import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUS, type OrderStatusName } from '#shared/domain/order-status.ts';
import { listOrders, type StoreOrdersQuestion } from '../../../../../src-main/cache/levels/orders/index.ts';
import { CHANNELS, type SampleOrder } from '../../../analytics/sample-orders.ts';
import { chainOf, listFromColumns, listFromSql } from './chain.ts';

const amount = fc.integer({ min: -50_000, max: 900_000 });
const line = fc.record({
  productId: fc.integer({ min: 1, max: 12 }),
  quantity: fc.integer({ min: -3_000, max: 9_000 }),
  grossSales: amount,
  refunds: fc.constantFrom(0, 0, 100),
  cost: fc.option(amount, { nil: null }),
});
const number = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  fc.nat(40).map((n) => `ORD${n}`),
  fc.nat(40).map((n) => `ord-${String(n).padStart(4, '0')}`),
);
const date = fc
  .tuple(fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-10'), fc.integer({ min: 1, max: 28 }))
  .map(([month, day]) => `${month}-${String(day).padStart(2, '0')}`);
const order: fc.Arbitrary<SampleOrder> = fc.record({
  storeId: fc.constantFrom(1, 1, 1, 2),
  channelId: fc.integer({ min: 1, max: CHANNELS.length }),
  currencyId: fc.constantFrom(1, 1, 2),
  date: fc.oneof(date, fc.constantFrom('2026-02-10', '2026-02-11')),
  minute: fc.option(fc.integer({ min: 0, max: 1_439 }), { nil: null }),
  lines: fc.array(line, { maxLength: 4 }),
  status: fc.integer({ min: 1, max: 9 }),
  number,
  total: amount,
});
const cursor = fc.oneof(
  fc.tuple(fc.integer({ min: 20_400, max: 20_800 }), fc.integer({ min: 0, max: 60 })).map(([d, id]) => `${d}.${id}`),
  fc.constantFrom('-1.5', '9999999.999999999999999'),
);
const filters: fc.Arbitrary<StoreOrdersQuestion> = fc
  .record(
    {
      limit: fc.integer({ min: 1, max: 9 }),
      range: fc.oneof(
        fc.constant(['2026-01-01', '2026-12-31'] as const),
        fc.tuple(date, date).map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const))),
      ),
      number: fc.oneof(
        number.map((text) => text.slice(0, 3)),
        number.map((text) => text.slice(-4)),
        fc.constantFrom('', 'OrD', 'ord-00', '%'),
      ),
      status: fc.constantFrom(...(Object.keys(ORDER_STATUS) as OrderStatusName[])),
      channel: fc.constantFrom(...CHANNELS, 'no such channel'),
      productId: fc.integer({ min: 1, max: 13 }),
      cursor,
    },
    { requiredKeys: ['limit', 'range'] },
  )
  .map(({ range: [from, to], ...rest }) => ({ from, to, ...rest }));

describe("a store's list of orders from L1", () => {
  it('is what SQL gives, for any data and any filter, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { maxLength: 50 }),
        fc.array(filters, { minLength: 6, maxLength: 6 }),
        async (orders, questions) => {
          using database = chainOf(orders);
          for (const question of questions) {
            let { cursor } = question;
            do {
              const asked = { ...question, cursor };
              const expected = listFromSql(database, 1, asked);
              expect(await listFromColumns(database, 1, asked)).toEqual(expected);
              cursor = expected.nextCursor ?? undefined;
            } while (cursor !== undefined);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuses what SQL refuses', async () => {
    using database = chainOf([]);
    const question = { from: '2026-01-01', to: '2026-01-31', limit: 5 };
    for (const wrong of [
      { ...question, cursor: 'x' },
      { ...question, to: '2025-01-01' },
    ]) {
      await expect(listFromColumns(database, 1, wrong)).rejects.toThrow('INVALID_INPUT');
      expect(() => listFromSql(database, 1, wrong)).toThrow('INVALID_INPUT');
    }
  });

  it('opens no month that the page does not need', async () => {
    const asked: string[] = [];
    const store = {
      storeId: 1,
      storeName: 'Store 1',
      days: { from: 20_454, to: 20_530 }, // 2026-01-01 to 2026-03-18
      month: (month: string) => {
        asked.push(month);
        return Promise.resolve(null);
      },
    };
    await listOrders(store, { from: '2020-01-01', to: '2030-01-01', limit: 5 });
    expect(asked).toEqual(['2026-03', '2026-02', '2026-01']);
    await listOrders({ ...store, days: null }, { from: '2020-01-01', to: '2030-01-01', limit: 5 });
    await listOrders(store, { from: '2027-01-01', to: '2030-01-01', limit: 5 });
    expect(asked).toHaveLength(3);
  });
});
