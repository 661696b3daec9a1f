/**
 * Rollups are kept by day, by part of a month, by month and by quarter in the same tables. A period is one integer: a day
 * number, or the number of a longer period moved out of the days' way. Each is made of whole shorter ones, so a range of
 * days is covered by few periods: the longest that fit, and shorter ones at its edges.
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

/** True for a period that is a day. */
export function isDay(period: number): boolean {
  return period < PART_BASE;
}

/** True for days and months, which hold everything that is ever asked for; the others hold what a dashboard shows. */
export function holdsEverything(period: number): boolean {
  return isDay(period) || (period >= MONTH_BASE && period < QUARTER_BASE);
}

/**
 * Gives the periods that together hold exactly the days `from` to `to`, in the order of their days.
 * @param whole only periods that hold everything.
 */
export function coverRange(from: number, to: number, whole = false): number[] {
  const periods: number[] = [];
  for (let day = from; day <= to; ) {
    const month = monthNumber(day);
    const monthsDay = firstDayOfMonth(month);
    const nextMonth = firstDayOfMonth(month + 1);
    if (day === monthsDay && nextMonth - 1 <= to) {
      const afterQuarter = month % MONTHS_A_QUARTER === 0 ? firstDayOfMonth(month + MONTHS_A_QUARTER) : day;
      const isQuarter = !whole && afterQuarter > day && afterQuarter - 1 <= to;
      periods.push(periodOfDay(isQuarter ? 'quarter' : 'month', day));
      day = isQuarter ? afterQuarter : nextMonth;
      continue;
    }
    const part = partOfMonth(day - monthsDay);
    const afterPart = part === PARTS - 1 ? nextMonth : monthsDay + (part + 1) * PART_DAYS;
    const isPart = !whole && day === monthsDay + part * PART_DAYS && afterPart - 1 <= to;
    periods.push(isPart ? periodOfDay('part', day) : day);
    day = isPart ? afterPart : day + 1;
  }
  return periods;
}
