import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../src-renderer/i18n/format.ts';

const en = createFormats('en');
const zh = createFormats('zh-CN');
const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('money', () => {
  it('has the decimals of its currency and no more', () => {
    expect(en.money(97_477_477_934, 'GBP')).toBe('£9,747,747.79');
    expect(zh.money(25_500, 'CNY')).toBe('¥2.55');
    expect(en.money(12_340_000, 'JPY')).toBe('JP¥1,234');
  });

  it('tells currencies with the same sign apart', () => {
    const signs = (formats: typeof en) =>
      ['CNY', 'JPY', 'USD', 'HKD', 'TWD', 'EUR'].map((code) => formats.money(0, code).replace(/0.*/, ''));
    expect(signs(en)).toEqual(['¥', 'JP¥', '$', 'HK$', 'NT$', '€']);
    expect(signs(zh)).toEqual(['¥', 'JP¥', 'US$', 'HK$', 'NT$', '€']);
    expect(en.compactMoney(-12_340_000, 'JPY')).toBe('-JP¥1.2K');
  });

  it('is exact beyond what a float of currency units holds', () => {
    expect(en.money(9_007_199_254_740_991, 'GBP')).toBe('£900,719,925,474.10');
  });

  it('in large print drops the decimals from ten thousand units up', () => {
    expect(en.headline(99_999_900, 'GBP')).toBe('£9,999.99');
    expect(en.headline(97_477_479_340, 'GBP')).toBe('£9,747,748');
  });

  it('in large print is short from a hundred million up', () => {
    expect(en.headline(99_999_999 * 10_000, 'CNY')).toBe('¥99,999,999');
    expect(en.headline(8_765_432_100_000, 'CNY')).toBe('¥876.54M');
    expect(zh.headline(-350_617_798_690_000, 'CNY')).toBe('-¥350.62亿');
  });

  it('in a list is worded alike, whatever each amount is', () => {
    const word = en.listMoney(200_000_000, 'GBP');
    expect([word(200_000_000), word(15_000)]).toEqual(['£20,000', '£2']);
  });

  it('on an axis is short in the way of the language', () => {
    expect(en.compactMoney(1_200_000 * 10_000, 'GBP')).toBe('£1.2M');
    expect(zh.compactMoney(1_200_000 * 10_000, 'CNY')).toBe('¥120万');
  });

  it('without a currency is a plain decimal', () => {
    expect(en.money(25_500, null)).toBe('2.55');
  });
});

describe('other figures', () => {
  it('shows quantities without needless decimals', () => {
    expect(en.quantity(1_500)).toBe('1.5');
    expect(en.quantity(5_176_450_000)).toBe('5,176,450');
  });

  it('gives a change its sign, also when it rises', () => {
    expect(en.signedPercent(0.1249)).toBe('+12.5%');
    expect(en.signedPercent(-0.03)).toBe('-3.0%');
    expect(en.signedPercent(0)).toBe('0.0%');
    expect(en.signedPercent(12.065)).toBe('+1,207%');
  });
});

describe('times', () => {
  it('shows a business date as that day, whatever zone the reader is in', () => {
    expect(en.date('2026-11-01')).toBe('1 Nov 2026');
    expect(zh.date('2026-11-01')).toBe('2026年11月1日');
    expect(zh.month('2026-11-01')).toBe('2026年11月');
  });

  it('says how long ago an instant was in the largest fitting unit', () => {
    expect(en.ago('2026-11-21T11:59:57Z', NOW)).toBe('3 seconds ago');
    expect(en.ago('2026-11-21T11:00:00Z', NOW)).toBe('1 hour ago');
    expect(zh.ago('2026-11-19T12:00:00Z', NOW)).toBe('前天');
    expect([en, zh].map(({ ago }) => ago('2026-11-21T12:00:30Z', NOW))).toEqual(['just now', '刚刚']);
  });

  it('say when an order was placed, and no time that no file gave', () => {
    expect(en.placed('2021-02-20', '08:05')).toBe('20 Feb 2021 08:05');
    expect(en.placed('2021-02-20', null)).toBe('20 Feb 2021');
    expect(zh.placed('2021-02-20', '08:05')).toBe('2021-02-20 08:05');
    expect(zh.placed('2021-02-20', null)).toBe('2021-02-20');
  });
});
