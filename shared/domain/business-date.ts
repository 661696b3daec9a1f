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

/** 0000-03-01, with which the calendar's 400 years begin where leap days come last. */
const ERA_BEGINS = -719_468;
const DAYS_AN_ERA = 146_097;
/** 9999-12-31. */
const LAST_DAY = 2_932_896;

/**
 * Gives the `YYYY-MM-DD` date of a day number. A key or a tag asks for dozens of them, so they are not made by way of a Date
 * (`civil_from_days` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
export function businessDate(day: number): string {
  if (!(day >= ERA_BEGINS && day <= LAST_DAY && Number.isInteger(day))) {
    return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  }
  const since = day - ERA_BEGINS;
  const era = Math.floor(since / DAYS_AN_ERA);
  const dayOfEra = since - era * DAYS_AN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`;
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
