/** Times as 1688 writes them: `20260301080000000+0800`, with milliseconds and an offset. */
import { readCalendar } from '../../platform/index.ts';

const TEXT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})([+-])(\d{2})(\d{2})$/;
const MINUTE = 60_000;
const BEIJING = 8 * 60 * MINUTE;

/** UTC milliseconds; null for anything else. */
export function readTime1688(value: unknown): number | null {
  const match = typeof value === 'string' ? TEXT.exec(value) : null;
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = match
    .slice(1, 8)
    .map(Number);
  const shown = readCalendar([year, month, day, hours, minutes, seconds, milliseconds]);
  const offset = (Number(match[9]) * 60 + Number(match[10])) * MINUTE * (match[8] === '-' ? -1 : 1);
  return shown === null ? null : shown - offset;
}

/** By Beijing's clock. */
export function writeTime1688(at: number): string {
  return `${new Date(at + BEIJING).toISOString().replaceAll(/[-:.TZ]/g, '')}+0800`;
}
