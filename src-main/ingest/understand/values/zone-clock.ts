/**
 * Local time to UTC and back, for a million rows: one zone's offset is looked up once a local day, and only the two days
 * a year on which it changes are looked up by the minute.
 */
const DAY_SECONDS = 86_400;

export interface ZoneClock {
  /** UTC seconds of a local day and second. A time that a clock change skips is read with the offset before the change; one that happens twice is its first. */
  toUtc(day: number, second: number): number;
  /** Offset in seconds east of UTC at an instant, given in UTC seconds. */
  offsetAt(utcSeconds: number): number;
}

/** Makes the clock of an IANA zone. Throws RangeError for a zone that does not exist. */
export function createZoneClock(timeZone: string): ZoneClock {
  const format = createFormat(timeZone);
  const steadyDays = new Map<number, number>();
  let lastDay = Number.NaN;
  let lastOffset = Number.NaN;
  let lastLocalDay = Number.NaN;
  let lastLocalOffset = Number.NaN;

  function lookUp(utcSeconds: number): number {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(utcSeconds * 1_000)) parts[part.type] = Number(part.value);
    const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
    return local / 1_000 - utcSeconds;
  }

  /** The offset of a whole UTC day, NaN when it changes within it. */
  function steadyOffset(utcDay: number): number {
    if (utcDay === lastDay) return lastOffset;
    let offset = steadyDays.get(utcDay);
    if (offset === undefined) {
      const first = lookUp(utcDay * DAY_SECONDS);
      offset = first === lookUp((utcDay + 1) * DAY_SECONDS - 1) ? first : Number.NaN;
      steadyDays.set(utcDay, offset);
    }
    lastDay = utcDay;
    lastOffset = offset;
    return offset;
  }

  function offsetAt(utcSeconds: number): number {
    const steady = steadyOffset(Math.floor(utcSeconds / DAY_SECONDS));
    return Number.isNaN(steady) ? lookUp(utcSeconds) : steady;
  }

  /** True when no change lies within a day of any time of this local day. */
  function isSteadyAround(day: number): boolean {
    const offset = steadyOffset(day - 2);
    return [day - 1, day, day + 1, day + 2].every((each) => steadyOffset(each) === offset);
  }

  return {
    offsetAt,
    toUtc(day, second) {
      const local = day * DAY_SECONDS + second;
      if (day === lastLocalDay) return local - lastLocalOffset;
      // Offsets on both sides of any change nearby: a day before and a day after.
      const before = offsetAt(local - DAY_SECONDS);
      const after = offsetAt(local + DAY_SECONDS);
      if (before === after) {
        if (isSteadyAround(day)) {
          lastLocalDay = day;
          lastLocalOffset = before;
        }
        return local - before;
      }
      // The earlier of two readings is the first; in a gap neither fits, and the offset before the change holds.
      if (offsetAt(local - before) === before) return local - before;
      return offsetAt(local - after) === after ? local - after : local - before;
    },
  };
}

/** True for the name of a zone that exists. */
export function isTimeZone(name: string): boolean {
  try {
    return createFormat(name) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
