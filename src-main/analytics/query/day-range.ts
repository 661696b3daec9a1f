/** Ranges of business dates as day numbers, both ends included, and the ranges they are compared with. */
import { AppError } from '#shared/domain/app-error.ts';
import { businessDate, dayNumber, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';

export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** A hundred years: nobody looks at more, and a typing error must not fill the memory with empty days. */
const MOST_DAYS = 36_525;
/** Up to this many days a trend has a point a day (a quarter), beyond it a point a month. */
const MOST_DAY_POINTS = 92;
/** Comparisons look back by the range's length, and a date before the year 100 cannot be written. */
const FIRST_DAY = -683_003; // 0100-01-01

/** @throws AppError INVALID_INPUT when the range is empty or longer than a hundred years. */
export function parseDayRange(range: { from: string; to: string }): DayRange {
  const from = dayNumber(range.from);
  const to = dayNumber(range.to);
  if (from === null || to === null || to < from || to - from >= MOST_DAYS || from - MOST_DAYS < FIRST_DAY) {
    throw new AppError('INVALID_INPUT', { details: { from: range.from, to: range.to } });
  }
  return { from, to };
}

export function dayRangeToDates({ from, to }: DayRange): { from: string; to: string } {
  return { from: businessDate(from), to: businessDate(to) };
}

function shift({ from, to }: DayRange, days: number): DayRange {
  return { from: from + days, to: to + days };
}

/** As many days, just before. */
export function previousRange(range: DayRange): DayRange {
  return shift(range, range.from - range.to - 1);
}

/** As many days, shifted back by the fewest whole weeks that clear the range: the same weekdays. */
export function weekdayRange(range: DayRange): DayRange {
  const days = range.to - range.from + 1;
  return shift(range, -7 * Math.ceil(days / 7));
}

/** Each day of the range. */
export function daysOf({ from, to }: DayRange): DayRange[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({ from: from + i, to: from + i }));
}

/** Its months, cut off at the range's ends. */
export function monthsOf(range: DayRange): DayRange[] {
  const months: DayRange[] = [];
  for (let from = range.from; from <= range.to; ) {
    const next = firstDayOfMonth(monthNumber(from) + 1);
    months.push({ from, to: Math.min(next - 1, range.to) });
    from = next;
  }
  return months;
}

/** The pieces that a trend of the range is drawn from. */
export function trendPieces(range: DayRange): { grain: 'day' | 'month'; pieces: DayRange[] } {
  if (range.to - range.from < MOST_DAY_POINTS) return { grain: 'day', pieces: daysOf(range) };
  return { grain: 'month', pieces: monthsOf(range) };
}
