/** Times that can be meant: a year that a finger has slipped into would stretch every page over centuries. */

const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

/** Gives the time, UTC milliseconds, where it lies within this century, in which all platforms were founded; else null. */
export function soundTime(at: number): number | null {
  return at >= FIRST && at < LAST ? at : null;
}

/** What a calendar shows: years, months from 1, days, hours, minutes, seconds, milliseconds. */
export type Calendar = readonly [number, number, number, number, number, number, number];

/** UTC milliseconds of what a clock at UTC shows; null for a day or an hour that there is not. */
export function readCalendar([year, month, day, hour, minute, second, milliseconds]: Calendar): number | null {
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const shown = new Date(at);
  const isThere =
    shown.getUTCFullYear() === year &&
    shown.getUTCMonth() === month - 1 &&
    shown.getUTCDate() === day &&
    shown.getUTCHours() === hour &&
    shown.getUTCMinutes() === minute &&
    shown.getUTCSeconds() === second;
  return isThere ? soundTime(at) : null;
}
