/** The present in a time zone: which business date it is there and what the clocks say. */
import { dayNumber } from '#shared/domain/business-date.ts';

export interface LocalNow {
  readonly day: number;
  /** Of the day: 0 to 1439. */
  readonly minute: number;
}

export type LocalClock = (now: number, timeZone: string) => LocalNow;

/** Every zone is a multiple of this away from UTC: within it clocks go on alike, and neither the hour nor the day changes. */
const QUARTER_MILLISECONDS = 900_000;
const MINUTE_MILLISECONDS = 60_000;

/**
 * Gives a clock that tells the present of any zone; it keeps a formatter for each zone, because making one is slow, and what
 * it told last, because asking one is slow, too. The clock throws a RangeError for a zone that does not exist.
 */
export function createLocalClock(): LocalClock {
  const formats = new Map<string, Intl.DateTimeFormat>();
  /** What clocks show when a quarter of an hour begins. */
  const last = new Map<string, { readonly quarter: number; readonly local: LocalNow }>();

  function tell(now: number, timeZone: string): LocalNow {
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
        minute: '2-digit',
        hourCycle: 'h23',
      });
      formats.set(timeZone, format);
    }
    const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const minute = Number(parts.hour) * 60 + Number(parts.minute);
    return { day: dayNumber(`${parts.year}-${parts.month}-${parts.day}`) ?? 0, minute };
  }

  return (now, timeZone) => {
    const quarter = Math.floor(now / QUARTER_MILLISECONDS);
    const begin = quarter * QUARTER_MILLISECONDS;
    let known = last.get(timeZone);
    if (known?.quarter !== quarter) {
      known = { quarter, local: tell(begin, timeZone) };
      last.set(timeZone, known);
    }
    const { day, minute } = known.local;
    return { day, minute: minute + Math.floor((now - begin) / MINUTE_MILLISECONDS) };
  };
}
