import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSourceEncoder,
  decodeOrderSource,
  encodeOrderSource,
} from '../../../../src-main/ingest/write/order-source.ts';

const amount = fc.oneof(
  fc.constant(Number.NaN),
  fc.constantFrom(0, 5, 7),
  fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
);
const amounts = {
  total: amount,
  paid: amount,
  received: amount,
  refunded: amount,
  cashOnDelivery: fc.boolean(),
};
const number = fc.oneof(fc.constantFrom(0, 5, 7), fc.integer());

describe('the source column of an order', () => {
  it('gives back what was put in', () => {
    const anySource = fc.record({ ...amounts, returnedLines: fc.uniqueArray(fc.integer({ min: 1, max: 500 })) });
    fc.assert(
      fc.property(anySource, number, number, (source, sumOfLines, grossSales) => {
        const columns = { total: Number.isNaN(source.total) ? sumOfLines : source.total, grossSales };
        expect(decodeOrderSource(encodeOrderSource(source, columns), columns)).toEqual(source);
      }),
    );
  });

  it('is the same text from the encoder that keeps the texts it has made', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.record(amounts), number, number), { maxLength: 20 }), (orders) => {
        const encode = createSourceEncoder();
        for (const [order, sumOfLines, grossSales] of orders) {
          const { total, paid, received, refunded, cashOnDelivery } = order;
          const placed = Number.isNaN(total) ? sumOfLines : total;
          expect(encode(total, paid, received, refunded, cashOnDelivery, placed, grossSales)).toBe(
            encodeOrderSource({ ...order, returnedLines: [] }, { total: placed, grossSales }),
          );
        }
      }),
    );
  });

  it('is empty where the file gave the order no amounts, and short where they are in its columns', () => {
    const nothing = { total: Number.NaN, paid: Number.NaN, received: Number.NaN, refunded: Number.NaN };
    const plain = { cashOnDelivery: false, returnedLines: [] };
    const columns = { total: 500, grossSales: 450 };
    expect(encodeOrderSource({ ...nothing, ...plain }, columns)).toBeNull();
    expect(encodeOrderSource({ ...nothing, ...plain, total: 500, paid: 500 }, columns)).toBe('T P');
    expect(encodeOrderSource({ ...nothing, ...plain, total: 500, received: 450, refunded: 0 }, columns)).toBe('T v R0');
  });
});
