import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changePrice,
  ROUNDINGS,
  readPercent,
  roundingOf,
  roundPrice,
} from '../../../../../src-renderer/pages/products/price-rule.ts';

const EXACT = { unit: 1, ending: 0 };

describe('a percentage', () => {
  it.each([
    ['-10', -100_000],
    ['12.5 %', 125_000],
    ['+3,5', 35_000],
    ['0.0001', 1],
    ['１０％', 100_000],
  ])('%s is read exactly', (text, value) => {
    expect(readPercent(text)).toEqual({ value });
  });

  it('takes away no more than everything', () => {
    expect(readPercent('-100')).toEqual({ value: -1_000_000 });
    expect(readPercent('-100.1')).toEqual({ problem: 'negative' });
  });
});

describe('a price changed by a percentage', () => {
  it.each([
    [199_900, '-10', 179_910],
    [100_000, '12.5', 112_500],
    [33_300, '33.3333', 44_400],
    [3, '50', 5],
    [99_999_999_999_999, '0.0001', 100_000_099_999_999],
    [125_000, '-100', 0],
  ])('%i by %s %% is %i, to the last 1/10,000', (price, percent, after) => {
    const entry = readPercent(percent);
    expect('value' in entry && changePrice(price, entry.value, EXACT)).toBe(after);
  });

  it('is within half a count of the exact product, whatever the price', () => {
    const prices = fc.integer({ min: 0, max: 1e14 });
    const percents = fc.integer({ min: -1_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(prices, percents, (price, percent) => {
        const exact = BigInt(price) * BigInt(1_000_000 + percent);
        const off = BigInt(changePrice(price, percent, EXACT)) * 1_000_000n - exact;
        expect(price === 0 || (off > -500_000n && off <= 500_000n) || exact < 1_000_000n).toBe(true);
      }),
    );
  });
});

describe('rounding a price', () => {
  it.each([
    ['cent', 123_456, 123_500],
    ['0.05', 123_400, 123_500],
    ['0.10', 123_499, 123_000],
    ['0.10', 123_500, 124_000],
    ['0.50', 122_500, 125_000],
    ['1', 124_999, 120_000],
    ['.90', 124_000, 129_000],
    ['.90', 123_999, 119_000],
    ['.90', 1_000, 9_000],
    ['.99', 100_000, 99_900],
    ['9', 1_240_000, 1_290_000],
    ['9', 20_000, 90_000],
  ] as const)('to %s: %i becomes %i', (name, price, after) => {
    expect(roundPrice(price, roundingOf(name, 2))).toBe(after);
  });

  it('knows currencies without decimals', () => {
    expect(roundPrice(1_234_567, roundingOf('cent', 0))).toBe(1_230_000);
  });

  it('never makes something cost nothing, nor moves what already ends so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.constantFrom(...ROUNDINGS), (price, name) => {
        const rounding = roundingOf(name, 2);
        const once = roundPrice(price, rounding);
        expect(once).toBeGreaterThan(0);
        expect(roundPrice(once, rounding)).toBe(once);
        expect((once - rounding.ending) % rounding.unit).toBe(0);
      }),
    );
  });
});
