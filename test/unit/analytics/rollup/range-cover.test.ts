import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#shared/domain/business-date.ts';
import {
  coverRange,
  GRAIN_BOUNDS,
  GRAINS,
  type Grain,
  periodOfDay,
  type RangeCover,
} from '../../../../src-main/analytics/rollup/index.ts';

function grainOf(period: number): Grain {
  return GRAINS.find((grain) => period >= GRAIN_BOUNDS[grain].first && period <= GRAIN_BOUNDS[grain].last)!;
}

/** How often each of some days is counted by a cover, as text. */
function countsOf(cover: RangeCover, days: readonly number[]): string {
  const times = (periods: readonly number[], day: number) =>
    periods.filter((period) => periodOfDay(grainOf(period), day) === period).length;
  return days.map((day) => times(cover.add, day) - times(cover.take, day)).join(' ');
}

/** The same by trying every step there is from day to day, again and again, until none makes a way cheaper. */
function cheapestWay(begin: number, end: number, costOfLonger: number): number {
  const first = begin - 100;
  const days = Array.from({ length: end + 100 - first }, (_, i) => first + i);
  const steps = GRAINS.flatMap((grain) => {
    const starts = days.filter((one) => periodOfDay(grain, one) !== periodOfDay(grain, one - 1));
    return starts.slice(1).map((to, i) => ({ from: starts[i]!, to, cost: grain === 'day' ? 1 : costOfLonger }));
  });
  const cheapest = new Map([[begin, 0]]);
  for (let isCheaper = true; isCheaper; ) {
    isCheaper = false;
    for (const { from, to, cost } of steps.flatMap((step) => [step, { ...step, from: step.to, to: step.from }])) {
      const found = (cheapest.get(from) ?? Number.POSITIVE_INFINITY) + cost;
      if (found >= (cheapest.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      cheapest.set(to, found);
      isCheaper = true;
    }
  }
  return cheapest.get(end)!;
}

const sizeOf = ({ add, take }: RangeCover) => add.length + take.length;
const day = (date: string) => dayNumber(date)!;

const FIRST = day('1899-12-30');
const LAST = day('2101-01-01');
const from = fc.integer({ min: FIRST, max: LAST });
const length = fc.integer({ min: 0, max: 1_200 });
const costOfLonger = fc.constantFrom(0.3, 1, 2.5, 4);

describe('coverRange', () => {
  it('counts each day of the range once and no other day', () => {
    fc.assert(
      fc.property(from, length, fc.boolean(), costOfLonger, (first, more, whole, cost) => {
        const around = Array.from({ length: more + 221 }, (_, i) => first - 110 + i);
        const cover = coverRange(first, first + more, { whole, costOfLonger: cost });
        const wanted = around.map((one) => (one >= first && one <= first + more ? 1 : 0));
        expect(countsOf(cover, around)).toBe(wanted.join(' '));
      }),
      { numRuns: 60 },
    );
  });

  it('costs no more than the cheapest of all ways from the first day to the day after the last', () => {
    fc.assert(
      fc.property(from, fc.integer({ min: 0, max: 200 }), costOfLonger, (first, more, cost) => {
        const { add, take } = coverRange(first, first + more, { costOfLonger: cost });
        const costs = [...add, ...take].map((period) => (grainOf(period) === 'day' ? 1 : cost));
        const sum = costs.reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(cheapestWay(first, first + more + 1, cost), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('takes few periods: the more so, the longer the range', () => {
    fc.assert(
      fc.property(from, length, (first, more) => {
        const quarters = Math.floor((more + 1) / 90);
        // At each end at most 4 days and the part that they are in or lack of, 2 more parts and a month.
        expect(sizeOf(coverRange(first, first + more))).toBeLessThanOrEqual(quarters + 2 * (4 + 2 + 2));
      }),
    );
  });

  it('takes a period less what it lacks only where that costs less', () => {
    const august = (to: number, cost: number) =>
      coverRange(day('2026-08-01'), day('2026-08-01') + to - 1, { costOfLonger: cost });
    const part = periodOfDay('part', day('2026-08-01'));
    expect(august(7, 1)).toEqual({ add: [part], take: [day('2026-08-08')] });
    expect(august(5, 1)).toEqual({ add: [part], take: [6, 7, 8].map((date) => day('2026-08-01') + date - 1) });
    expect(sizeOf(august(4, 1))).toBe(4);
    // Five days cost 5; the part and the three that it lacks would cost 5.5.
    expect(august(5, 2.5)).toEqual({ add: [1, 2, 3, 4, 5].map((date) => day('2026-08-01') + date - 1), take: [] });
    expect(august(29, 1)).toEqual({
      add: [periodOfDay('month', day('2026-08-01'))],
      take: [day('2026-08-30'), day('2026-08-31')],
    });
  });

  it('takes only days and months where everything is asked for', () => {
    fc.assert(
      fc.property(from, length, (first, more) => {
        const { add, take } = coverRange(first, first + more, { whole: true });
        const grains = new Set([...add, ...take].map(grainOf));
        expect([...grains].filter((grain) => grain !== 'day' && grain !== 'month')).toEqual([]);
      }),
    );
  });

  it('is four quarters for a whole year, and nothing for an empty range', () => {
    const quarter = periodOfDay('quarter', day('2026-01-01'));
    const year = coverRange(day('2026-01-01'), day('2026-12-31'));
    expect(year).toEqual({ add: [quarter, quarter + 1, quarter + 2, quarter + 3], take: [] });
    expect(coverRange(10, 9)).toEqual({ add: [], take: [] });
  });
});
