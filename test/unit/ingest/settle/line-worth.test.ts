import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timesQuantity } from '../../../../src-main/ingest/settle/line-worth.ts';

describe('quantity times price', () => {
  it.each([
    [1_000, 125_000, 125_000],
    [1_500, 3, 5],
    [-1_500, 3, -5],
    [500, 1, 1],
    [499, 1, 0],
    [-80_995_000, 20_800, -1_684_696_000],
  ])('%i thousandths at %i come to %i', (quantity, price, amount) => {
    expect(timesQuantity(quantity, price)).toBe(amount);
  });

  it('is exact far beyond 2^53, and the sign makes no difference', () => {
    const big = fc.integer({ min: 0, max: 10 ** 12 });
    fc.assert(
      fc.property(big, fc.integer({ min: 0, max: 10 ** 6 }), (quantity, price) => {
        const exact = (BigInt(quantity) * BigInt(price) + 500n) / 1000n;
        expect(timesQuantity(quantity, price)).toBe(Number(exact));
        expect(timesQuantity(-quantity, price)).toBe(0 - Number(exact));
      }),
    );
  });
});
