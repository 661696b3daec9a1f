import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  INVALID,
  readMoney,
  readQuantity,
  TOO_LARGE,
} from '../../../../src-main/ingest/understand/index.ts';

const cell = (text: string): Cell => {
  const bytes = new TextEncoder().encode(`x${text}x`);
  return { bytes, start: 1, end: bytes.length - 1 };
};
const money = (text: string, comma = false) => readMoney(cell(text), comma);

describe('money in a cell', () => {
  it.each([
    ['2.55', 25_500],
    ['-11062.06', -110_620_600],
    ['0', 0],
    ['-0', 0],
    ['.5', 5_000],
    ['7.', 70_000],
    ['$1,299.00', 12_990_000],
    ['1,234,567.89', 12_345_678_900],
    ['1,00,000.50', 1_000_005_000],
    ['¥ 12', 120_000],
    ['￥12.5', 125_000],
    ['0元', 0],
    ['12.5元', 125_000],
    ['USD 3.10', 31_000],
    ['3.10 EUR', 31_000],
    ['(12.00)', -120_000],
    ['($12.00)', -120_000],
    ['$(1,012.00)', -10_120_000],
    ['$ -', 0],
    ['12.30-', -123_000],
    ['−4', -40_000],
    ['-$0.50', -5_000],
    ['+8', 80_000],
    ['1.5E+3', 15_000_000],
    ['1e-3', 10],
    ["1'299.00", 12_990_000],
    ['1 299.00', 12_990_000],
    ['1\u00a0299.00', 12_990_000],
    ['１２３．４５', 1_234_500],
    ['１２３', 1_230_000],
    ['－１２．５', -125_000],
    ['（１２）', -120_000],
    ['(１２)', -120_000],
    ['￥１，２９９．００', 12_990_000],
    ['1,２９９．5元', 12_995_000],
    ['＄３', 30_000],
    ['1.2万', 120_000_000],
    ['¥3.5万元', 350_000_000],
    ['-2 萬', -200_000_000],
    ['１．２万元', 120_000_000],
    ['1.2k', 12_000_000],
    ['12 kr', 120_000],
  ])('reads %s', (text, count) => expect(money(text)).toBe(count));

  it.each([
    ['1.234,56', 12_345_600],
    ['1234,5', 12_345_000],
    ['0,90 €', 9_000],
    ['1.234', 12_340_000],
    ['1.0', 10_000],
    ['150040.0', 1_500_400_000],
    ['１．２３４，５６', 12_345_600],
  ])('reads %s where the comma is the decimal sign', (text, count) => expect(money(text, true)).toBe(count));

  it.each(['', '-', '－', '--', 'NA', 'N/A', 'null', '无', '#N/A'])('takes %j as nothing said', (text) => {
    expect(money(text)).toBeNaN();
  });

  it.each([
    'abc',
    '=1+1',
    '1,29',
    '12,5',
    '1.2.3',
    '12%',
    '5 apples',
    '1-2',
    '--5',
    '$',
    '1 2',
    '٣',
    'ａｂｃ',
    '１２％',
    '１－２',
    '1.2M',
  ])('refuses %s', (text) => {
    expect(money(text)).toBe(INVALID);
  });

  it.each(['1e308', '1e999', '99999999999999999999', '10000000000.0001', '-1e300', '123456789012345678'])(
    'refuses %s as too large',
    (text) => expect(money(text)).toBe(TOO_LARGE),
  );

  it('rounds what lies beyond four decimals half away from zero', () => {
    expect(money('0.00005')).toBe(1);
    expect(money('-0.00005')).toBe(-1);
    expect(money('0.00004999999999999999')).toBe(0);
    expect(money('22.368000000000002')).toBe(223_680);
    expect(money('2.5499999999999998')).toBe(25_500);
  });

  it('gives back any count of 1/10,000 that is written as a decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), (count) => {
        const digits = Math.abs(count).toString().padStart(5, '0');
        const text = `${count < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
        expect(money(text)).toBe(count);
        expect(money(`${text} `.replace('.', ',').trim(), true)).toBe(count);
      }),
    );
  });
});

describe('a quantity in a cell', () => {
  it('counts thousandths', () => {
    expect(readQuantity(cell('1.5'), false)).toBe(1_500);
    expect(readQuantity(cell('-80995'), false)).toBe(-80_995_000);
    expect(readQuantity(cell('2件'), false)).toBe(2_000);
  });

  it('refuses a formula and what no shop sells at once', () => {
    expect(readQuantity(cell('=1+1'), false)).toBe(INVALID);
    expect(readQuantity(cell('999999999999'), false)).toBe(TOO_LARGE);
  });
});
