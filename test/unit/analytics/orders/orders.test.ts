import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderDetail } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { createDetailReader, createStatusReader } from '../../../../src-main/analytics/orders/index.ts';
import { maskAddress, maskCustomerCode, maskName, maskPhone } from '../../../../src-main/analytics/orders/masking.ts';
import { analyticsReadTasks } from '../../../../src-main/analytics/tasks.ts';
import { type SampleOrder, taskContext, writeChain } from '../sample-orders.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

function order(date: string, more: Partial<SampleOrder> = {}): SampleOrder {
  const line = { productId: 1, quantity: 2_000, grossSales: 50_000, refunds: 0, cost: 20_000 };
  return { storeId: 1, channelId: 1, currencyId: 1, date, minute: 61, lines: [line], ...more };
}

function chainOf(orders: SampleOrder[]): TestDatabase {
  const database = createTestDatabase();
  writeChain(database.write, { zones: ['Asia/Shanghai', 'Asia/Shanghai', 'Asia/Shanghai'], orders });
  return database;
}

type Filters = Partial<Parameters<(typeof analyticsReadTasks)['orders.list']>[1]>;
const list = ({ read }: TestDatabase, filters: Filters = {}) =>
  analyticsReadTasks['orders.list'](taskContext(read), {
    stores: 'all',
    from: '2026-01-01',
    to: '2026-12-31',
    limit: 100,
    ...filters,
  });
const numbers = (database: TestDatabase, filters: Filters) =>
  list(database, filters).orders.map(({ number }) => number);

describe('the list of orders', () => {
  it("tells the store's own time of day, and none where the file gave none", () => {
    using database = chainOf([
      order('2026-03-01', { minute: 0 }),
      order('2026-03-02', { minute: null }),
      order('2026-03-03', { minute: 8 * 60 + 5 }),
    ]);
    expect(list(database).orders.map(({ localTime }) => localTime)).toEqual(['08:05', null, '00:00']);
  });

  it('gives every order of the scope once over all pages, the newest day first', () => {
    const any = fc.array(
      fc.record({ storeId: fc.integer({ min: 1, max: 3 }), day: fc.integer({ min: 10, max: 15 }) }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        any,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom<'all' | number[]>('all', [1], [1, 3]),
        (given, limit, stores) => {
          using database = chainOf(given.map(({ storeId, day }) => order(`2026-03-${day}`, { storeId })));
          const seen: { id: number; day: string }[] = [];
          let cursor: string | undefined;
          do {
            const page = list(database, { limit, cursor, stores: stores as 'all' | StoreId[] });
            seen.push(...page.orders.map(({ id, businessDate }) => ({ id, day: businessDate })));
            expect(page.orders.length <= limit).toBe(true);
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          const expected = given
            .map(({ storeId, day }, i) => ({ id: i + 1, day: `2026-03-${day}`, storeId }))
            .filter(({ storeId }) => stores === 'all' || stores.includes(storeId))
            .sort((a, b) => (a.day === b.day ? b.id - a.id : a.day < b.day ? 1 : -1))
            .map(({ id, day }) => ({ id, day }));
          expect(seen).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is filtered by a part of the number, status, channel and product', () => {
    const other = { productId: 5, quantity: 1_000, grossSales: 10_000, refunds: 0, cost: null };
    using database = chainOf([
      order('2026-03-10', { number: 'A-100', channelId: 2 }),
      order('2026-03-11', { number: 'a-101', status: ORDER_STATUS.cancelled }),
      order('2026-03-12', { number: 'B-100', lines: [other] }),
    ]);
    expect(numbers(database, { number: 'A-1' })).toEqual(['a-101', 'A-100']);
    expect(numbers(database, { number: '100' })).toEqual(['B-100', 'A-100']);
    expect(numbers(database, { number: '-10' })).toHaveLength(3);
    expect(numbers(database, { number: 'B-101' })).toEqual([]);
    expect(numbers(database, { number: '%' })).toEqual([]);
    expect(numbers(database, { status: 'cancelled' })).toEqual(['a-101']);
    expect(numbers(database, { channel: 'tmall' })).toEqual(['A-100']);
    expect(numbers(database, { channel: 'no such channel' })).toEqual([]);
    expect(numbers(database, { productId: 5 })).toEqual(['B-100']);
    expect(numbers(database, { from: '2026-03-11', to: '2026-03-11' })).toEqual(['a-101']);
  });

  it('refuses a cursor that it never gave', () => {
    using database = chainOf([]);
    expect(() => list(database, { cursor: '1; DROP TABLE orders' })).toThrow('INVALID_INPUT');
  });
});

describe('an order in detail', () => {
  const contact = { name: '张三丰', phone: '138 1234 0000', address: '上海市浦东新区世纪大道100号5楼' };
  const one = order('2026-03-10', { contact, customer: 'C17850', deliveryCost: 30_000, status: ORDER_STATUS.shipped });
  const detail = ({ read }: TestDatabase, id: number, unmask: boolean) =>
    analyticsReadTasks['orders.detail'](taskContext(read), { id, unmask });

  it('masks the customer unless asked not to', () => {
    using database = chainOf([one]);
    expect(detail(database, 1, false).customer).toEqual({
      masked: true,
      code: 'C17850',
      name: '张**',
      phone: '138****0000',
      address: '上海市浦东新****',
    });
    expect(detail(database, 1, true).customer).toEqual({ masked: false, code: 'C17850', ...contact });
  });

  it('has the shape of the contract, its lines and what it cost', () => {
    using database = chainOf([one]);
    const given = detail(database, 1, false);
    expect(orderDetail.parse(given)).toEqual(given);
    expect(given).toMatchObject({
      number: 'N1',
      storeName: 'Store 1',
      channel: 'offline',
      status: 'shipped',
      units: 2_000,
      deliveryCost: 30_000,
      lines: [{ code: 'P1', quantity: 2_000, grossSales: 50_000, cost: 20_000, unitPrice: null }],
      importId: 1,
      shopId: null,
    });
  });

  it('is the same for one that is asked for twice among others', () => {
    using database = chainOf([one, one]);
    const asked = { id: 2, unmask: false };
    const read = createDetailReader(database.read, [
      asked,
      { id: 1, unmask: true },
      { id: 3, unmask: false },
      { ...asked },
    ]);
    expect(read(asked)).toEqual(detail(database, 2, false));
    expect(() => read({ id: 3, unmask: false })).toThrow('NOT_FOUND');
  });

  it('is NOT_FOUND when there is none', () => {
    using database = chainOf([]);
    expect(() => detail(database, 1, false)).toThrow('NOT_FOUND');
  });
});

describe('orders by status', () => {
  it('are no longer read once nobody waits for them', () => {
    using database = chainOf([order('2026-03-10'), order('2026-03-10', { storeId: 2 })]);
    const questions = [1, 2].map((id) => ({
      stores: [id as StoreId],
      from: '2026-03-01',
      to: '2026-03-31',
      now: 0,
      defaultTimeZone: 'UTC',
    }));
    const context = { ...taskContext(database.read), cancelled: () => true };
    expect(() => createStatusReader(context, questions)).toThrow('CANCELLED');
  });

  it('counts orders and their value in one currency', () => {
    using database = chainOf([
      order('2026-03-10', { total: 70_000 }),
      order('2026-03-10', { total: 30_000, status: ORDER_STATUS.cancelled }),
      order('2026-03-11', { total: 10_000 }),
      order('2026-03-11', { currencyId: 2 }),
    ]);
    const answer = analyticsReadTasks['orders.byStatus'](taskContext(database.read), {
      stores: 'all',
      from: '2026-03-01',
      to: '2026-03-31',
      now: 0,
      defaultTimeZone: 'UTC',
    });
    expect(answer).toEqual({
      currency: 'CNY',
      rows: [
        { status: 'completed', orders: 2, total: 80_000, refunds: 0 },
        { status: 'cancelled', orders: 1, total: 30_000, refunds: 0 },
      ],
    });
  });

  it('is the same for a question alone and for one among others, wherever the orders lie', () => {
    const anyOrder = fc.record({
      storeId: fc.integer({ min: 1, max: 3 }),
      currencyId: fc.constantFrom(1, 1, 1, 2),
      status: fc.constantFrom(ORDER_STATUS.paid, ORDER_STATUS.cancelled, ORDER_STATUS.completed),
      day: fc.integer({ min: 10, max: 29 }),
    });
    const anyAsked = fc.record({
      one: fc.integer({ min: 10, max: 29 }),
      other: fc.integer({ min: 10, max: 29 }),
      stores: fc.constantFrom<'all' | number[]>('all', [1], [2], [1, 3]),
    });
    fc.assert(
      fc.property(
        fc.array(anyOrder, { maxLength: 40 }),
        fc.array(anyAsked, { minLength: 1, maxLength: 5 }),
        (given, asked) => {
          const orders = given.map(({ day, ...rest }, n) =>
            order(`2026-03-${day}`, { ...rest, total: 10_000 * (n + 1) }),
          );
          using database = chainOf(orders);
          const questions = asked.map(({ one, other, stores }) => ({
            stores: stores as 'all' | StoreId[],
            from: `2026-03-${Math.min(one, other)}`,
            to: `2026-03-${Math.max(one, other)}`,
            currency: 'CNY',
            now: 0,
            defaultTimeZone: 'UTC',
          }));
          const read = createStatusReader(taskContext(database.read), questions);
          for (const [at, question] of questions.entries()) {
            const { one, other, stores } = asked[at]!;
            const [from, to] = [Math.min(one, other), Math.max(one, other)];
            const answer = read(question);
            const counted = given.flatMap(({ storeId, currencyId, status, day }, n) => {
              const inScope = stores === 'all' || stores.includes(storeId);
              return inScope && currencyId === 1 && day >= from && day <= to
                ? [{ status, total: 10_000 * (n + 1) }]
                : [];
            });
            const expected = (['paid', 'completed', 'cancelled'] as const).flatMap((status) => {
              const those = counted.filter((one) => one.status === ORDER_STATUS[status]);
              const total = those.reduce((sum, one) => sum + one.total, 0);
              return those.length > 0 ? [{ status, orders: those.length, total, refunds: 0 }] : [];
            });
            expect(answer.rows).toEqual(expected);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('masking', () => {
  it.each([
    ['张三', '张**'],
    ['John Smith', 'J**'],
    ['', ''],
  ])('of the name %s is %s', (name, masked) => expect(maskName(name)).toBe(masked));
  it.each([
    ['13812340000', '138****0000'],
    ['+86 138-1234-0000', '86138****0000'],
    ['5551234', '****34'],
    ['12', '****'],
  ])('of the phone %s is %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
  it.each([
    ['17850', '17850'],
    ['customer@example.com', 'c**'],
    ['13812340000', '138****0000'],
    ['138-1234-0000', '138****0000'],
    ['+86 138 1234 0000', '86138****0000'],
    ['小明', '小**'],
  ])('of the customer code %s is %s', (code, masked) => expect(maskCustomerCode(code)).toBe(masked));
  it('of an address keeps less than half of it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (address) => {
        const kept = maskAddress(address).slice(0, -4);
        expect(address.trim().startsWith(kept) && kept.length <= Math.max(0, address.trim().length / 2)).toBe(true);
      }),
    );
  });
});
