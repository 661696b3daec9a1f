/** What a clock on the wall of a zone shows at an instant, and the instant at which it shows something. */

export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const MINUTE = 60_000;

/** Gives the zone's wall clock at an instant (UTC milliseconds). @throws RangeError for an unknown zone. */
export function localTime(instant: number, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: value('year'),
    month: value('month'),
    day: value('day'),
    hour: value('hour'),
    minute: value('minute'),
  };
}

/** Gives the instant at which the zone's clock shows this; the first of two, one close by when there is none. */
export function utcInstant(local: LocalTime, timeZone: string): number {
  const shown = asUtc(local);
  if (timeZone === 'UTC') return shown;
  const offsetAt = (instant: number) => asUtc(localTime(instant, timeZone)) - Math.floor(instant / MINUTE) * MINUTE;
  // Half a day before any change of offset that could matter, so that the first of two is found.
  const before = shown - offsetAt(shown - 12 * 60 * MINUTE);
  if (asUtc(localTime(before, timeZone)) === shown) return before;
  return shown - offsetAt(before);
}

function asUtc({ year, month, day, hour, minute }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}
