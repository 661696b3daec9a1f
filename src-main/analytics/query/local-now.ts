/** The present in a time zone, by the clock that hangs on a connection. */
import type { ReadableDb } from '../../database/index.ts';
import { memoryOf } from './connection-memory.ts';
import type { LocalNow } from './local-clock.ts';

/** @param now UTC milliseconds. @throws RangeError for a zone that does not exist. */
export function localNow(db: ReadableDb, now: number, timeZone: string): LocalNow {
  return memoryOf(db).clock(now, timeZone);
}
