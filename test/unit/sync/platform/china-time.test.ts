import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChinaTime, writeChinaTime } from '../../../../src-main/sync/platform/index.ts';

describe("Beijing's clock", () => {
  it('is eight hours ahead, in summer and in winter', () => {
    expect(readChinaTime('2026-03-01 08:00:00')).toBe(Date.UTC(2026, 2, 1));
    expect(readChinaTime('2026-07-01 00:30:00')).toBe(Date.UTC(2026, 5, 30, 16, 30));
    expect(writeChinaTime(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01 00:00:00');
  });

  it('reads back what it wrote, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 2), max: 4 * 10 ** 12 }), (at) => {
        expect(readChinaTime(writeChinaTime(at))).toBe(Math.floor(at / 1_000) * 1_000);
      }),
    );
  });

  it('takes empty and zero dates as none', () => {
    expect(['', null, undefined, '0000-00-00 00:00:00', 'never', 20260301].map(readChinaTime)).toEqual(
      Array(6).fill(null),
    );
  });
});
