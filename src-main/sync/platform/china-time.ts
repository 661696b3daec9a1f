/** Chinese platforms tell times as Beijing's clock shows them, without an offset: UTC+8 all year. */
import { readCalendar } from './sound-time.ts';

const OFFSET = 8 * 3_600_000;
const TEXT = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;

/** UTC milliseconds of `2026-03-01 08:00:00`; null for anything else, as platforms write empty and zero dates. */
export function readChinaTime(value: unknown): number | null {
  const match = typeof value === 'string' ? TEXT.exec(value.trim()) : null;
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const shown = readCalendar([year, month, day, hour, minute, second, 0]);
  return shown === null ? null : shown - OFFSET;
}

/** `2026-03-01 08:00:00` for UTC milliseconds; what is left of a second is cut off. */
export function writeChinaTime(at: number): string {
  return new Date(at + OFFSET).toISOString().slice(0, 19).replace('T', ' ');
}
