/** The present in a time zone: which business date it is there and which hour. */
import { dayNumber } from '#shared/domain/business-date.ts';
import type { ReadableDb } from '../../database/index.ts';
import { memoryOf } from './connection-memory.ts';

export interface LocalNow {
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
}

function formatOf(db: ReadableDb, timeZone: string): Intl.DateTimeFormat {
  const { formats } = memoryOf(db);
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** @param now UTC milliseconds. @throws RangeError for a zone that does not exist. */
export function localNow(db: ReadableDb, now: number, timeZone: string): LocalNow {
  const parts = Object.fromEntries(
    formatOf(db, timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return { day: dayNumber(`${parts.year}-${parts.month}-${parts.day}`) ?? 0, hour: Number(parts.hour) };
}
