/** How grave a log line is, in the log's own words. */

/** From all lines to the gravest. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** The log's words, the least grave first. */
const ORDER = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** True when a line is as grave as the level or graver; `debug` takes all lines, also those of a level not known here. */
export function isAtLeast(lineLevel: string, level: Level): boolean {
  return level === 'debug' || ORDER.indexOf(lineLevel) >= ORDER.indexOf(level);
}
