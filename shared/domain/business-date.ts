/**
 * A business date is the store-local calendar day an order belongs to. Outside it is written `YYYY-MM-DD`;
 * inside it is a day number: whole days since 1970-01-01 in the proleptic Gregorian calendar.
 */
const MILLISECONDS_A_DAY = 86_400_000;
const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Gives the day number of a `YYYY-MM-DD` date, or null when there is no such day. */
export function dayNumber(date: string): number | null {
  const match = DATE_PATTERN.exec(date);
  if (!match) return null;
  const milliseconds = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const day = milliseconds / MILLISECONDS_A_DAY;
  return businessDate(day) === date ? day : null;
}

/** Gives the `YYYY-MM-DD` date of a day number. */
export function businessDate(day: number): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** Gives the count of months since year 0 that a day number lies in: `year * 12 + month` with month 0 to 11. */
export function monthNumber(day: number): number {
  const date = new Date(day * MILLISECONDS_A_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Gives the day number of the first day of a month counted as by `monthNumber`. */
export function firstDayOfMonth(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / MILLISECONDS_A_DAY;
}
