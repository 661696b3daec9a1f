/**
 * Rollups are kept by day, by part of a month, by month and by quarter in the same tables. A period is one integer: a day
 * number, or the number of a longer period moved out of the days' way; those of a kind count on by one. Each is made of whole shorter ones, so a range of
 * days is covered by few periods: range-cover.ts.
 */
import { firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';

/** Above every day number that a business date can have (year 9999 is day 2,932,896). */
const PART_BASE = 10_000_000;
const MONTH_BASE = 11_000_000;
const QUARTER_BASE = 12_000_000;

/** Below every period. */
export const FIRST_PERIOD = -1_000_000;
/** Above every period. */
export const LAST_PERIOD = 15_000_000;

/** Days 1 to 8, 9 to 16, 17 to 24, and the rest of the month: halfway between a day and a month in rows to be read. */
const PART_DAYS = 8;
const PARTS = 4;
const MONTHS_A_QUARTER = 3;

/** The kinds of periods, the shortest first: each is added up from the one before. */
export const GRAINS = ['day', 'part', 'month', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

/** No period of this kind is before the first or after the last of these. */
export const GRAIN_BOUNDS: Readonly<Record<Grain, { readonly first: number; readonly last: number }>> = {
  day: { first: FIRST_PERIOD, last: PART_BASE - 1 },
  part: { first: PART_BASE, last: MONTH_BASE - 1 },
  month: { first: MONTH_BASE, last: QUARTER_BASE - 1 },
  quarter: { first: QUARTER_BASE, last: LAST_PERIOD },
};

/** The period of this kind that a day lies in. */
export function periodOfDay(grain: Grain, day: number): number {
  if (grain === 'day') return day;
  const month = monthNumber(day);
  if (grain === 'month') return MONTH_BASE + month;
  if (grain === 'quarter') return QUARTER_BASE + Math.floor(month / MONTHS_A_QUARTER);
  return PART_BASE + month * PARTS + partOfMonth(day - firstDayOfMonth(month));
}

/** The next longer period that a period lies in; null for the longest. */
export function longerPeriod(period: number): number | null {
  if (isDay(period)) return periodOfDay('part', period);
  if (period < MONTH_BASE) return MONTH_BASE + Math.floor((period - PART_BASE) / PARTS);
  if (period < QUARTER_BASE) return QUARTER_BASE + Math.floor((period - MONTH_BASE) / MONTHS_A_QUARTER);
  return null;
}

function partOfMonth(daysBefore: number): number {
  return Math.min(Math.floor(daysBefore / PART_DAYS), PARTS - 1);
}

/** The first day of a period. */
export function firstDayOfPeriod(period: number): number {
  if (isDay(period)) return period;
  if (period >= QUARTER_BASE) return firstDayOfMonth((period - QUARTER_BASE) * MONTHS_A_QUARTER);
  if (period >= MONTH_BASE) return firstDayOfMonth(period - MONTH_BASE);
  const part = period - PART_BASE;
  const month = Math.floor(part / PARTS);
  return firstDayOfMonth(month) + (part - month * PARTS) * PART_DAYS;
}

/** True for a period that is a day. */
export function isDay(period: number): boolean {
  return period < PART_BASE;
}

/** The kinds of periods that hold everything that is ever asked for; the others hold what a dashboard shows. */
export const WHOLE_GRAINS = ['day', 'month'] as const satisfies readonly Grain[];

/** True for days and months. */
export function holdsEverything(period: number): boolean {
  return isDay(period) || (period >= MONTH_BASE && period < QUARTER_BASE);
}
