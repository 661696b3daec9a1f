import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#shared/domain/business-date.ts';
import {
  coverRange,
  GRAIN_BOUNDS,
  GRAINS,
  type Grain,
  periodOfDay,
} from '../../../../src-main/analytics/rollup/index.ts';

function grainOf(period: number): Grain {
  return GRAINS.find((grain) => period >= GRAIN_BOUNDS[grain].first && period <= GRAIN_BOUNDS[grain].last)!;
}

/** The periods of a list of days, each with the days that lie in it. */
function daysIn(periods: readonly number[], days: readonly number[]): number[][] {
  return periods.map((period) => days.filter((day) => periodOfDay(grainOf(period), day) === period));
}

const FIRST = dayNumber('1899-12-30')!;
const LAST = dayNumber('2101-01-01')!;
const from = fc.integer({ min: FIRST, max: LAST });
const length = fc.integer({ min: 0, max: 1_200 });

describe('coverRange', () => {
  it('holds exactly the days of the range, each once and in order', () => {
    fc.assert(
      fc.property(from, length, fc.boolean(), (first, more, whole) => {
        const around = Array.from({ length: more + 221 }, (_, i) => first - 110 + i);
        const days = daysIn(coverRange(first, first + more, whole), around).flat();
        expect(days).toEqual(Array.from({ length: more + 1 }, (_, i) => first + i));
      }),
      { numRuns: 60 },
    );
  });

  it('takes few periods: the more so, the longer the range', () => {
    fc.assert(
      fc.property(from, length, (first, more) => {
        const quarters = Math.floor((more + 1) / 90);
        // At each end at most 7 days, 3 parts and 2 months.
        expect(coverRange(first, first + more).length).toBeLessThanOrEqual(quarters + 2 * (7 + 3 + 2));
      }),
    );
  });

  it('takes only days and months where everything is asked for', () => {
    fc.assert(
      fc.property(from, length, (first, more) => {
        const grains = new Set(coverRange(first, first + more, true).map(grainOf));
        expect([...grains].filter((grain) => grain !== 'day' && grain !== 'month')).toEqual([]);
      }),
    );
  });

  it('is four quarters for a whole year, and nothing for an empty range', () => {
    const quarter = periodOfDay('quarter', dayNumber('2026-01-01')!);
    const year = coverRange(dayNumber('2026-01-01')!, dayNumber('2026-12-31')!);
    expect(year).toEqual([quarter, quarter + 1, quarter + 2, quarter + 3]);
    expect(coverRange(10, 9)).toEqual([]);
  });
});

describe('periodOfDay', () => {
  it('gives periods that lie within one another, each kind apart from the others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(dayNumber('0101-12-31')!, dayNumber('9999-12-31')!, 0, -1, LAST),
        fc.nat(400),
        (day, back) => {
          for (const [i, grain] of GRAINS.entries()) {
            const period = periodOfDay(grain, day - back);
            expect(grainOf(period)).toBe(grain);
            const longer = GRAINS[i + 1];
            if (!longer || periodOfDay(grain, day - back - 1) !== period) continue;
            expect(periodOfDay(longer, day - back - 1)).toBe(periodOfDay(longer, day - back));
          }
        },
      ),
    );
  });
});
