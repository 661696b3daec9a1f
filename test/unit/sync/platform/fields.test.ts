import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldReader, readChinaTime } from '../../../../src-main/sync/platform/index.ts';

const read = fieldReader('taobao');
const money = (value: unknown) => read.money(value, 'payment');

describe('what stands in an answer', () => {
  it('reads money in either form, to the last decimal', () => {
    expect(['19.90', 19.9, '19.9', 0.0001, '-2', ' 7 '].map(money)).toEqual([
      199_000, 199_000, 199_000, 1, -20_000, 70_000,
    ]);
    expect([1_990, '1990', -200].map((value) => read.cents(value, 'price'))).toEqual([199_000, 199_000, -20_000]);
  });

  it('rounds half away from zero where there are more decimals than it keeps', () => {
    expect(['0.00005', '0.00004', '-0.00005', '0.99999'].map(money)).toEqual([1, 0, -1, 10_000]);
  });

  it('takes nothing for zero only where nothing may be said', () => {
    for (const nothing of [null, undefined, '', '  ']) {
      expect(read.moneyIfSaid(nothing, 'post_fee')).toBe(0);
      expect(read.count(nothing, 1, 'num')).toBeNull();
      expect(() => read.money(nothing, 'payment')).toThrow(expect.objectContaining({ field: 'payment', said: '' }));
      expect(() => read.quantity(nothing, 'num')).toThrow(expect.objectContaining({ field: 'num' }));
    }
  });

  it('refuses what is no number, or more than can be counted', () => {
    for (const value of ['free', '1,5', '1e3', '99999999999999999', {}, true]) {
      const refusal = { code: 'PLATFORM_UNREADABLE', details: { platform: 'taobao', field: 'payment' } };
      expect(() => money(value)).toThrow(expect.objectContaining(refusal));
      expect(() => read.moneyIfSaid(value, 'payment')).toThrow(expect.objectContaining(refusal));
    }
    expect(() => read.quantity('-1', 'num')).toThrow(expect.objectContaining({ field: 'num', said: '-1' }));
  });

  it('knows a time of this century, where one is said, and a day that there is', () => {
    const time = (value: unknown) => read.time(value, 'created', readChinaTime);
    expect(time('2026-03-01 08:00:00')).toBe(Date.UTC(2026, 2, 1));
    for (const absurd of [
      '2026-02-30 08:00:00',
      '2026-13-01 08:00:00',
      '1926-03-01 08:00:00',
      '9999-12-31 08:00:00',
      'soon',
    ]) {
      expect(() => time(absurd)).toThrow(expect.objectContaining({ field: 'created', said: absurd }));
      expect(() => read.timeIfSaid(absurd, 'modified', readChinaTime)).toThrow(
        expect.objectContaining({ said: absurd }),
      );
    }
    for (const nothing of [null, '', '0000-00-00 00:00:00']) {
      expect(() => time(nothing)).toThrow(expect.objectContaining({ field: 'created' }));
      expect(read.timeIfSaid(nothing, 'modified', readChinaTime)).toBeNull();
    }
  });

  it('writes currencies as the standard does, and refuses what is none', () => {
    expect(read.currency(' usd', 'currency')).toBe('USD');
    for (const none of ['BITCOIN', '', null, 7])
      expect(() => read.currency(none, 'currency')).toThrow(expect.objectContaining({ field: 'currency' }));
  });

  it('reads any amount back that it could have written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (count) => {
        const text = `${count < 0 ? '-' : ''}${String(Math.abs(count))
          .padStart(5, '0')
          .replace(/(.{4})$/, '.$1')}`;
        expect(money(text)).toBe(count === 0 ? 0 : count);
      }),
    );
  });

  it('gives ids as texts, and an error where there is none', () => {
    expect(read.id(123, 'tid')).toBe('123');
    expect(read.id('3000000000000000001', 'tid')).toBe('3000000000000000001');
    expect(() => read.id(null, 'tid')).toThrow(
      expect.objectContaining({ details: { platform: 'taobao', field: 'tid' } }),
    );
  });

  it('finds nothing in what is no object and no list', () => {
    expect(read.fields(null)).toEqual({});
    expect(read.fields([1])).toEqual({});
  });

  it('keeps an entry of a list that is no object, so that it is missed, and refuses what is no list', () => {
    expect([null, undefined, []].map((value) => read.list(value, 'trades'))).toEqual([[], [], []]);
    expect(read.list([null, 1, { a: 1 }], 'trades')).toEqual([{}, { a: 1 }]);
    expect(() => read.list({ a: 1 }, 'trades')).toThrow(expect.objectContaining({ field: 'trades' }));
  });

  it('knows a yes in four forms', () => {
    expect([true, 'true', 1, '1', false, 'false', 0, null].map(read.yes)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
