import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyFromUnits, moneyToDecimal, moneyToUnits } from '../../../../shared/domain/money.ts';

describe('an amount as a decimal', () => {
  it.each([
    [25_500, '2.5500'],
    [1, '0.0001'],
    [-1, '-0.0001'],
    [0, '0.0000'],
    [-123_450_000, '-12345.0000'],
    [90_071_992_547_409_930n, '9007199254740.9930'],
  ])('of %s is %s', (count, decimal) => expect(moneyToDecimal(count)).toBe(decimal));

  it('has every digit of the amount, and no other', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        expect(BigInt(moneyToDecimal(count).replace('.', ''))).toBe(BigInt(count));
      }),
    );
  });
});

describe('an amount on a drawing', () => {
  it('is worded as the amount that it was drawn from', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (count) => {
        expect(moneyFromUnits(moneyToUnits(count)) + 0).toBe(count);
      }),
    );
  });
});
