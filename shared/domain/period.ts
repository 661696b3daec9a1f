/** The periods that staff look at, as ranges of business dates: the page asks for them, the warmup has them ready. */
import { businessDate, dayNumber, firstDayOfMonth, monthNumber } from './business-date.ts';

export const PRESETS = ['today', 'yesterday', 'last7', 'last30', 'month'] as const;
export type Preset = (typeof PRESETS)[number];

export interface DatesRange {
  /** `YYYY-MM-DD`, both ends included. */
  readonly from: string;
  readonly to: string;
}

/** How many products the lists of an overview hold. */
export const OVERVIEW_PRODUCTS = 50;

const FIRST_LOOK_DAYS = 30;

/** Gives the days of a preset; `today` is the stores' own business date. */
export function presetRange(preset: Preset, today: string): DatesRange {
  const end = dayNumber(today) ?? 0;
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: businessDate(end - 1), to: businessDate(end - 1) };
    case 'last7':
      return { from: businessDate(end - 6), to: today };
    case 'last30':
      return { from: businessDate(end - FIRST_LOOK_DAYS + 1), to: today };
    case 'month':
      return { from: businessDate(firstDayOfMonth(monthNumber(end))), to: today };
  }
}

/**
 * Gives what a first look shows: null stands for the last 30 days, which is what it shows wherever they may hold data, a
 * range for the last 30 days that data reaches. A mistyped date in the future must not hide what was sold until today.
 */
export function firstLookRange(bounds: {
  readonly first: string | null;
  readonly last: string | null;
  readonly today: string;
}): DatesRange | null {
  const today = dayNumber(bounds.today);
  const last = bounds.last === null ? null : dayNumber(bounds.last);
  if (today === null || last === null) return null;
  const reachesToday = bounds.first !== null && bounds.first <= bounds.today && last > today - FIRST_LOOK_DAYS;
  return reachesToday ? null : { from: businessDate(last - FIRST_LOOK_DAYS + 1), to: businessDate(last) };
}
