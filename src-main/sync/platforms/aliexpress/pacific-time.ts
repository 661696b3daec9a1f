/**
 * AliExpress tells times as clocks in Los Angeles show them, without an offset: one hour a year happens twice there, and one not
 * at all.
 */
import { readCalendar } from '../../platform/index.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const STANDARD_OFFSET = 8 * HOUR;
const DAYLIGHT_OFFSET = 7 * HOUR;
const TEXT = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Sweden writes times as AliExpress does: `2026-03-01 08:00:00`. */
const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `2026-03-01 08:00:00` for UTC milliseconds; what is left of a second is cut off. */
export function writePacificTime(at: number): string {
  return FORMAT.format(at);
}

/**
 * UTC milliseconds; null for what is no time. Of a time that happens twice the second is meant, as Java reads it; one that is
 * skipped is read with the offset before the change.
 */
export function readPacificTime(value: unknown): number | null {
  const match = typeof value === 'string' ? TEXT.exec(value) : null;
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const local = readCalendar([year, month, day, hour, minute, second, 0]);
  if (local === null) return null;
  const standard = local + STANDARD_OFFSET;
  if (FORMAT.format(standard) === value) return standard;
  const daylight = local + DAYLIGHT_OFFSET;
  return FORMAT.format(daylight) === value ? daylight : standard;
}

/**
 * The window [from, to) as texts of its first and its last second. An edge within the hour that happens twice is moved out of it,
 * for nobody can tell which of the two the platform takes it for. The second that is still under way at `to` is left to the
 * window after: what changes in it would move others to a page that has been read.
 */
export function writePacificWindow(from: number, to: number): { readonly start: string; readonly end: string } {
  const end = Math.floor(to / SECOND) * SECOND - SECOND;
  return { start: writePacificTime(unambiguous(from, -HOUR)), end: writePacificTime(unambiguous(end, HOUR)) };
}

function unambiguous(at: number, step: number): number {
  let moved = at;
  while (happensTwice(moved)) moved += step;
  return moved;
}

function happensTwice(at: number): boolean {
  const text = FORMAT.format(at);
  return FORMAT.format(at - HOUR) === text || FORMAT.format(at + HOUR) === text;
}
