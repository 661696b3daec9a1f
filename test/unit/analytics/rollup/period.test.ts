import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import { coverRange, monthPeriod, type PeriodRun } from '../../../../src-main/analytics/rollup/index.ts';

const FIRST_MONTH = monthPeriod(0);

function daysOf(runs: PeriodRun[]): number[] {
  const days: number[] = [];
  for (const { first, last } of runs) {
    const isMonths = first >= FIRST_MONTH;
    const from = isMonths ? firstDayOfMonth(first - FIRST_MONTH) : first;
    const to = isMonths ? firstDayOfMonth(last - FIRST_MONTH + 1) - 1 : last;
    for (let day = from; day <= to; day++) days.push(day);
  }
  return days;
}

const day = fc.integer({ min: dayNumber('1899-12-30')!, max: dayNumber('2101-01-01')! });

describe('coverRange', () => {
  it('holds exactly the days of the range, each once and in order', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1_200 }), (from, length) => {
        const days = daysOf(coverRange(from, from + length));
        expect(days).toEqual(Array.from({ length: length + 1 }, (_, i) => from + i));
      }),
    );
  });

  it('takes at most three runs, and single days only where no whole month lies', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1_200 }), (from, length) => {
        const runs = coverRange(from, from + length);
        const singles = runs.filter((run) => run.first < FIRST_MONTH);
        expect(runs.length).toBeLessThanOrEqual(3);
        expect(singles.reduce((sum, run) => sum + run.last - run.first + 1, 0)).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('is one run of months for a whole year, and nothing for an empty range', () => {
    const month = monthNumber(dayNumber('2026-01-01')!);
    expect(coverRange(dayNumber('2026-01-01')!, dayNumber('2026-12-31')!)).toEqual([
      { first: monthPeriod(month), last: monthPeriod(month + 11) },
    ]);
    expect(coverRange(10, 9)).toEqual([]);
  });
});
