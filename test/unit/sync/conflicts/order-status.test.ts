import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATUS, type OrderStatusName } from '../../../../shared/domain/order-status.ts';
import { mayFollow } from '../../../../src-main/sync/conflicts/order-status.ts';

const NAMES = Object.keys(ORDER_STATUS) as OrderStatusName[];
const status = fc.constantFrom(...NAMES);

describe("an order's status", () => {
  it.each([
    ['unpaid', 'paid'],
    ['paid', 'shipped'],
    ['shipped', 'completed'],
    ['completed', 'partiallyRefunded'],
    ['partiallyRefunded', 'refunded'],
    ['cancelled', 'refunded'],
    // The goods came back before they were handed over.
    ['shipped', 'paid'],
  ] as const)('goes from %s to %s by a later message', (old, next) => {
    expect(mayFollow(old, next, { old: 1, new: 2 })).toBe(true);
  });

  it('is never taken back by an older message', () => {
    fc.assert(
      fc.property(status, status, fc.nat(), fc.integer({ min: 1 }), (old, next, at, earlier) => {
        fc.pre(old !== next);
        expect(mayFollow(old, next, { old: at, new: at - earlier })).toBe(false);
      }),
    );
  });

  it('is never un-paid, whatever the times say', () => {
    const paid = NAMES.filter((name) => name !== 'unpaid');
    fc.assert(
      fc.property(fc.constantFrom(...paid), fc.nat(), fc.nat(), (old, before, after) => {
        expect(mayFollow(old, 'unpaid', { old: before, new: after })).toBe(false);
      }),
    );
  });

  it('stays as it is by the same message, however often it comes', () => {
    for (const name of NAMES) expect(mayFollow(name, name, { old: 2, new: 1 })).toBe(true);
  });
});
