/** Days and calendar dates without Date objects, for a million rows: proleptic Gregorian, day 0 is 1970-01-01. */

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_BEFORE_1970 = 719_162;

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Gives the day number of a date, NaN when there is no such day. Months count from 1. */
export function dayOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999) return Number.NaN;
  const leap = month > 2 && isLeap(year);
  if (day > DAYS_IN_MONTH[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0)) return Number.NaN;
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return days + DAYS_BEFORE_MONTH[month - 1]! + (leap ? 1 : 0) + day - 1 - DAYS_BEFORE_1970;
}

/** The year of a date written with two digits: 00 to 69 are this century, as in POSIX. */
export function fullYear(year: number): number {
  return year < 70 ? year + 2_000 : year + 1_900;
}
