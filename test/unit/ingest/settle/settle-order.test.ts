import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { type SettleInput, settleOrder } from '../../../../src-main/ingest/settle/settle-order.ts';

const unknown = Number.NaN;
const BASE = {
  status: ORDER_STATUS.completed as number,
  cashOnDelivery: false,
  total: unknown,
  paid: unknown,
  received: unknown,
  refunded: unknown,
};
const line = (amount: number, quantity = 1000, returned = false) => ({ amount, quantity, returned });
const settle = (over: Partial<SettleInput>) => settleOrder({ ...BASE, lines: [], ...over });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const amount = fc.oneof(
  fc.constant(unknown),
  fc.constant(0),
  fc.integer({ min: -(10 ** 7), max: 10 ** 7 }),
  fc.integer({ min: 0, max: 10 ** 14 }),
);
const anyOrder = fc.record({
  status: fc.constantFrom(...Object.values(ORDER_STATUS)),
  cashOnDelivery: fc.boolean(),
  total: amount,
  paid: amount,
  received: amount,
  refunded: amount,
  lines: fc.array(
    fc.record({
      amount: fc.oneof(fc.integer({ min: -(10 ** 7), max: 10 ** 7 }), fc.integer({ min: 0, max: 10 ** 13 })),
      quantity: fc.integer({ min: -100_000, max: 100_000 }),
      returned: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

describe('settling an order', () => {
  it('shares everything out exactly, whatever the order', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const settled = settleOrder(order);
        expect(sum(settled.lineGrossSales)).toBe(settled.grossSales);
        expect(sum(settled.lineRefunds)).toBe(settled.refunds);
        for (const share of [...settled.lineGrossSales, ...settled.lineRefunds])
          expect(Number.isSafeInteger(share)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts the lines as they are when the order says nothing itself', () => {
    expect(settle({ lines: [line(30), line(20)] })).toEqual({
      placed: 50,
      grossSales: 50,
      refunds: 0,
      lineGrossSales: [30, 20],
      lineRefunds: [0, 0],
    });
  });

  it('counts what the shop received before what was paid before the total', () => {
    const lines = [line(100)];
    expect(settle({ total: 90, lines }).grossSales).toBe(90);
    expect(settle({ total: 90, paid: 80, lines }).grossSales).toBe(80);
    expect(settle({ total: 90, paid: 80, received: 85, lines })).toMatchObject({ placed: 90, grossSales: 85 });
  });

  it('shares an order amount in proportion to the lines, the left-over count to the largest remainder', () => {
    expect(settle({ total: 100, lines: [line(10), line(10), line(10)] }).lineGrossSales).toEqual([34, 33, 33]);
    expect(settle({ total: 10, lines: [line(1), line(2), line(3)] }).lineGrossSales).toEqual([2, 3, 5]);
  });

  it('shares by quantity where lines have no worth of their own', () => {
    expect(settle({ total: 90, lines: [line(0, 1000), line(0, 2000)] }).lineGrossSales).toEqual([30, 60]);
  });

  it('counts a negative quantity as a refund, not as a smaller sale', () => {
    expect(settle({ lines: [line(100), line(-30, -1000)] })).toMatchObject({
      placed: 70,
      grossSales: 100,
      refunds: 30,
      lineRefunds: [0, 30],
    });
  });

  it('lets a negative price of a positive quantity lower the sales', () => {
    expect(settle({ lines: [line(-1_106)] })).toMatchObject({ grossSales: -1_106, refunds: 0 });
  });

  it('takes an order amount as what is left after the returns in it', () => {
    expect(settle({ total: 70, lines: [line(100), line(-30, -1000)] })).toMatchObject({ grossSales: 100, refunds: 30 });
  });

  it('reads the amount of an order of returns with or without its sign', () => {
    for (const total of [-30, 30]) {
      expect(settle({ total, lines: [line(-30, -1000)] })).toMatchObject({ grossSales: 0, refunds: 30 });
    }
  });

  it('counts a cancelled invoice of returns once', () => {
    const settled = settle({ status: ORDER_STATUS.cancelled, lines: [line(-40, -2000)] });
    expect(settled).toMatchObject({ grossSales: 0, refunds: 40 });
  });

  it('counts an unpaid order as placed only', () => {
    const unpaid = { status: ORDER_STATUS.unpaid, total: 50, lines: [line(50)] };
    expect(settle(unpaid)).toMatchObject({ placed: 50, grossSales: 0, refunds: 0 });
    expect(settle({ ...unpaid, cashOnDelivery: true }).grossSales).toBe(50);
    expect(settle({ ...unpaid, cashOnDelivery: true, paid: 0 }).grossSales).toBe(50);
  });

  it.each([ORDER_STATUS.cancelled, ORDER_STATUS.refunded])('gives all of it back for status %i', (status) => {
    expect(settle({ status, paid: 50, lines: [line(50)] })).toMatchObject({ grossSales: 50, refunds: 50 });
    expect(settle({ status, paid: 50, refunded: 0, lines: [line(50)] }).refunds).toBe(50);
    expect(settle({ status, paid: 50, refunded: 45, lines: [line(50)] }).refunds).toBe(45);
  });

  it('counts nothing for an order called off before anything was paid', () => {
    const order = { status: ORDER_STATUS.cancelled, total: 50, paid: 0, lines: [line(50)] };
    expect(settle(order)).toMatchObject({ placed: 50, grossSales: 0, refunds: 0 });
  });

  it('sees that a refund was already taken off the paid amount', () => {
    const order = { status: ORDER_STATUS.partiallyRefunded, total: 100, paid: 80, refunded: 20, lines: [line(100)] };
    expect(settle(order)).toMatchObject({ grossSales: 100, refunds: 20 });
  });

  it('gives a line that was given back on its own its share as refund', () => {
    const order = { received: 90, lines: [line(60), line(40, 1000, true)] };
    expect(settle(order)).toMatchObject({ refunds: 36, lineGrossSales: [54, 36], lineRefunds: [0, 36] });
  });
});
