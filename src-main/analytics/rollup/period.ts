/**
 * Rollups are kept by day and by month in the same tables. A period is one integer: a day number, or a month number
 * moved out of the days' way. A range of days is covered by few periods: whole months, and single days at its edges.
 */
import { firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';

/** Above every day number that a business date can have (year 9999 is day 2,932,896). */
const MONTH_BASE = 10_000_000;

/** Below every period. */
export const FIRST_PERIOD = -1_000_000;
/** Above every period. */
export const LAST_PERIOD = 15_000_000;

/** The period of a month, as counted by `monthNumber`. */
export function monthPeriod(month: number): number {
  return MONTH_BASE + month;
}

/** The period of the month that a day lies in. */
export function monthPeriodOfDay(day: number): number {
  return MONTH_BASE + monthNumber(day);
}

/** True for a period that is a day. */
export function isDay(period: number): boolean {
  return period < MONTH_BASE;
}

/** A run of periods, both ends included. */
export interface PeriodRun {
  readonly first: number;
  readonly last: number;
}

/** Gives the runs that together hold exactly the days `from` to `to`: at most days, months, days. */
export function coverRange(from: number, to: number): PeriodRun[] {
  if (to < from) return [];
  const firstWhole = firstDayOfMonth(monthNumber(from)) === from ? monthNumber(from) : monthNumber(from) + 1;
  const afterLast = monthNumber(to + 1); // the month of the day after: whole months end before it
  if (firstWhole >= afterLast) return [{ first: from, last: to }];
  const runs: PeriodRun[] = [];
  const monthsBegin = firstDayOfMonth(firstWhole);
  const monthsEnd = firstDayOfMonth(afterLast);
  if (from < monthsBegin) runs.push({ first: from, last: monthsBegin - 1 });
  runs.push({ first: monthPeriod(firstWhole), last: monthPeriod(afterLast - 1) });
  if (monthsEnd <= to) runs.push({ first: monthsEnd, last: to });
  return runs;
}
