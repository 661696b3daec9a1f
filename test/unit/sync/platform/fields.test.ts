import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldReader } from '../../../../src-main/sync/platform/index.ts';

const read = fieldReader('taobao');

describe('what stands in an answer', () => {
  it('reads money in either form, to the last decimal', () => {
    expect(['19.90', 19.9, '19.9', 0.0001, '-2', ' 7 '].map(read.money)).toEqual([
      199_000, 199_000, 199_000, 1, -20_000, 70_000,
    ]);
    expect([1_990, '1990', -200].map(read.cents)).toEqual([199_000, 199_000, -20_000]);
  });

  it('rounds half away from zero where there are more decimals than it keeps', () => {
    expect(['0.00005', '0.00004', '-0.00005', '0.99999'].map(read.money)).toEqual([1, 0, -1, 10_000]);
  });

  it('takes nothing as zero, and says where nothing was said', () => {
    expect([null, undefined, '', '  '].map(read.money)).toEqual([0, 0, 0, 0]);
    expect([null, undefined, ''].map((value) => read.count(value, 1))).toEqual([null, null, null]);
  });

  it('refuses what is no number, or more than can be counted', () => {
    for (const value of ['free', '1,5', '1e3', '99999999999999999']) {
      expect(() => read.money(value)).toThrow(expect.objectContaining({ code: 'PLATFORM_UNREADABLE' }));
    }
  });

  it('reads any amount back that it could have written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (count) => {
        const text = `${count < 0 ? '-' : ''}${String(Math.abs(count))
          .padStart(5, '0')
          .replace(/(.{4})$/, '.$1')}`;
        expect(read.money(text)).toBe(count === 0 ? 0 : count);
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
    expect(read.list({ a: 1 })).toEqual([]);
    expect(read.list([null, 1, { a: 1 }])).toEqual([{ a: 1 }]);
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
