/**
 * Clocks in Los Angeles by the rule of 2007: an hour ahead from the second Sunday of March, 2:00, to the first Sunday of November,
 * 2:00. Another way to count than the adapter's, so that the two check one another.
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The nth Sunday of a month, at midnight UTC. */
function sunday(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  const untilSunday = (7 - new Date(first).getUTCDay()) % 7;
  return first + (untilSunday + (nth - 1) * 7) * DAY;
}

function offsetAt(at: number): number {
  const year = new Date(at).getUTCFullYear();
  const begins = sunday(year, 2, 2) + 10 * HOUR;
  const ends = sunday(year, 10, 1) + 9 * HOUR;
  return at >= begins && at < ends ? -7 * HOUR : -8 * HOUR;
}

export function toPacific(at: number): string {
  return new Date(at + offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ');
}

/** NaN for what is no time. Of an hour that happens twice the second is taken. */
export function fromPacific(text: string): number {
  const local = Date.parse(`${text.replace(' ', 'T')}Z`);
  const standard = local + 8 * HOUR;
  return offsetAt(standard) === -8 * HOUR ? standard : local + 7 * HOUR;
}
