/** What `Retry-After` says: seconds, also with decimals (Shopify: `2.0`), or an HTTP date (RFC 9110, sections 10.2.3 and 5.6.7). */

const SECOND = 1_000;
const SECONDS = /^\s*\d+(?:\.\d+)?\s*$/;
const HTTP_DATE = /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/i;
/** The oldest of the three forms ends with the year, and means UTC without saying so. */
const ASCTIME = /\d{4}\s*$/;

/**
 * Gives milliseconds, at least 0; null where there is no such header, or it cannot be read. `said` is when it was said in UTC
 * milliseconds, best by the clock that made the date (`parseHttpDate` of the `Date` header).
 */
export function parseRetryAfter(header: string | undefined, said: number | null): number | null {
  if (header === undefined) return null;
  if (SECONDS.test(header)) return Math.ceil(Number(header) * SECOND);
  const at = parseHttpDate(header);
  return at === null || said === null ? null : Math.max(0, at - said);
}

/** When an answer was sent, by the clock of whoever sent it: its `Date` header. UTC milliseconds. */
export function parseHttpDate(header: string | undefined): number | null {
  if (header === undefined || !HTTP_DATE.test(header)) return null;
  const at = Date.parse(ASCTIME.test(header) ? `${header} GMT` : header);
  return Number.isNaN(at) ? null : at;
}
