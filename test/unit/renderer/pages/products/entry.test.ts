import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyToDecimal } from '#shared/domain/money.ts';
import { readDecimal } from '../../../../../src-renderer/i18n/index.ts';
import { readPrice, readStock } from '../../../../../src-renderer/pages/products/entry.ts';

describe('a price that is typed or pasted', () => {
  it.each([
    ['12', 120_000],
    ['12.5', 125_000],
    ['0.0001', 1],
    ['.9', 9_000],
    ['12,50', 125_000],
    ['0,125', 1_250],
    ['1,234', 12_340_000],
    ['1,234.50', 12_345_000],
    ['1.234,50', 12_345_000],
    ['1,234,567', 12_345_670_000],
    ['¥ 12.50', 125_000],
    ['12.50 CNY', 125_000],
    ['12.50元', 125_000],
    ['１２．５０', 125_000],
    ['12.50000', 125_000],
  ])('%s is read to the last digit', (text, value) => {
    expect(readPrice(text)).toEqual({ value });
  });

  it.each([
    ['', 'empty'],
    ['twelve', 'notANumber'],
    ['1.2.3', 'notANumber'],
    ['12,34,5', 'notANumber'],
    ['.', 'notANumber'],
    ['1.00001', 'tooPrecise'],
    ['-1', 'negative'],
    ['10000000001', 'tooLarge'],
    ['99999999999999999999', 'tooLarge'],
  ])('%j is refused with the reason %s', (text, problem) => {
    expect(readPrice(text)).toEqual({ problem });
  });

  it('reads back every count that can be written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (count) => {
        expect(readDecimal(moneyToDecimal(count), 4)).toEqual({ value: count === 0 ? 0 : count });
      }),
    );
  });
});

describe('a stock that is typed', () => {
  it.each([
    ['12', { counted: 12_000 }],
    ['0', { counted: 0 }],
    ['1.5', { counted: 1_500 }],
    ['+3', { delta: 3_000 }],
    ['-2', { delta: -2_000 }],
    ['−2', { delta: -2_000 }],
    ['＋3', { delta: 3_000 }],
  ])('%s is a count, or with a sign a difference', (text, value) => {
    expect(readStock(text)).toEqual({ value });
  });
});
