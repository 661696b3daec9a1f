/** The days that one point of the trend stands for. */
import type { DateRange } from '#shared/contract/index.ts';
import { businessDate, dayNumber, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import { customPeriod, type Period } from '../../state/index.ts';

/** Gives the point's day, or as much of its month as lies in the range. */
export function daysOfPoint(date: string, grain: 'day' | 'month', range: DateRange): Period {
  const day = dayNumber(date);
  if (grain === 'day' || day === null) return customPeriod(date, date);
  const month = monthNumber(day);
  const first = Math.max(firstDayOfMonth(month), dayNumber(range.from) ?? 0);
  const last = Math.min(firstDayOfMonth(month + 1) - 1, dayNumber(range.to) ?? day);
  return customPeriod(businessDate(first), businessDate(last));
}
