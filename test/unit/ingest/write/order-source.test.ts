import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeOrderSource, encodeOrderSource } from '../../../../src-main/ingest/write/order-source.ts';

const amount = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -(10 ** 14), max: 10 ** 14 }));

describe('the source column of an order', () => {
  it('gives back what was put in', () => {
    const anySource = fc.record({
      total: amount,
      paid: amount,
      received: amount,
      refunded: amount,
      cashOnDelivery: fc.boolean(),
      returnedLines: fc.uniqueArray(fc.integer({ min: 1, max: 500 })),
    });
    fc.assert(
      fc.property(anySource, fc.integer(), (source, sumOfLines) => {
        const total = Number.isNaN(source.total) ? sumOfLines : source.total;
        expect(decodeOrderSource(encodeOrderSource(source, total), total)).toEqual(source);
      }),
    );
  });

  it('is empty where the file gave the order no amounts, and short where they all agree', () => {
    const nothing = { total: Number.NaN, paid: Number.NaN, received: Number.NaN, refunded: Number.NaN };
    const plain = { cashOnDelivery: false, returnedLines: [] };
    expect(encodeOrderSource({ ...nothing, ...plain }, 500)).toBeNull();
    expect(encodeOrderSource({ ...nothing, ...plain, total: 500, paid: 500 }, 500)).toBe('T P');
  });
});
