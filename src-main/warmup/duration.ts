/** Durations as the API's answers write them, in English: `42 seconds`, `93 minutes`. */

const SECOND = 1_000;
const MINUTE_SECONDS = 60;
/** Below this, minutes would say too little. */
const MOST_SECONDS = 120;

export function durationText(milliseconds: number): string {
  const seconds = Math.round(Math.max(0, milliseconds) / SECOND);
  if (seconds < MOST_SECONDS) return counted(seconds, 'second');
  return counted(Math.round(seconds / MINUTE_SECONDS), 'minute');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
