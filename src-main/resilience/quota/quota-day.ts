/** A platform's day of calls, as it counts them itself: from midnight to midnight of its own zone. */

export interface DayRule {
  /** Calls a day for each app; null: not limited so. */
  readonly dailyCalls: number | null;
  /** UTC offset in minutes of the day that they are counted by. */
  readonly dayOffset: number;
}

export type QuotaLevel = 'ok' | 'warning' | 'critical' | 'used-up';

export interface QuotaState {
  /** Calls a day; null: not limited so. */
  readonly limit: number | null;
  readonly used: number;
  readonly toppedUp: number;
  readonly level: QuotaLevel;
  /** UTC milliseconds; null where nothing is limited. */
  readonly resetsAt: number | null;
}

/** IT staff are warned when this part of the day's calls is left. */
const WARNING = 0.2;
const CRITICAL = 0.1;
/** This part of the day's calls is left to staff: background work stops before it. */
const KEPT_FOR_STAFF = 0.05;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The number of the platform's day at a time in UTC milliseconds. */
export function dayOf(now: number, { dayOffset }: DayRule): number {
  return Math.floor((now + dayOffset * MINUTE) / DAY);
}

/** When a day begins, in UTC milliseconds. */
export function beginOf(day: number, { dayOffset }: DayRule): number {
  return day * DAY - dayOffset * MINUTE;
}

/** Gives how near the day's calls are to their end. @param limit null: they are not limited. */
export function levelOf(limit: number | null, used: number): QuotaLevel {
  if (limit === null) return 'ok';
  const left = limit - used;
  if (left <= 0) return 'used-up';
  if (left <= limit * CRITICAL) return 'critical';
  return left <= limit * WARNING ? 'warning' : 'ok';
}

/** Whether one more call may be made. */
export function allows(limit: number | null, used: number, priority: 'staff' | 'background'): boolean {
  if (limit === null) return true;
  return limit - used > (priority === 'staff' ? 0 : limit * KEPT_FOR_STAFF);
}
