import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../../../src-renderer/i18n/index.ts';
import { amendment, parseValue, valueDraft, valueText } from '../../../../../src-renderer/pages/sync/field-value.ts';

const words = { none: 'nothing', empty: 'empty' };
const en = createFormats('en');

describe('a value of a change', () => {
  it.each([
    ['price', 1_234_500, 'CNY', '¥123.45'],
    ['stock', 12_500, null, '12.5'],
    ['title', 'Tea', null, 'Tea'],
    ['order-note', '', null, 'empty'],
    ['price', null, 'CNY', 'nothing'],
  ] as const)('is read as people read it: %s %j', (kind, value, currency, text) => {
    expect(valueText({ kind, value, currency }, en, words)).toBe(text);
  });

  it('is typed over as it is, and read back as the same', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000_000), fc.constantFrom('price' as const, 'stock' as const), (count, kind) => {
        expect(parseValue(kind, valueDraft(kind, count))).toBe(count);
      }),
    );
  });

  it.each(['', 'abc', '-1', '1.23456', '1.2.3', '9'.repeat(20)])('of money is not %j', (text) => {
    expect(parseValue('price', text)).toBeNull();
  });

  it('takes thousands as they are written', () => {
    expect(parseValue('price', '1,234.5')).toBe(12_345_000);
    // As those write it who put a comma before the decimals, and as a Chinese keyboard gives digits.
    expect(parseValue('price', '1,23')).toBe(12_300);
    expect(parseValue('stock', '１２')).toBe(12_000);
  });

  it('of stock is sent as the difference from what it was', () => {
    expect(amendment({ kind: 'stock', before: 5_000 }, '3')).toBe(-2_000);
    expect(amendment({ kind: 'price', before: 5_000 }, '3')).toBe(30_000);
    expect(amendment({ kind: 'title', before: 'a' }, '  ')).toBeNull();
  });
});
