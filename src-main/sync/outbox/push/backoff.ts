/** How long to wait before the next try: full jitter (Brooker, "Exponential Backoff And Jitter"), with what was asked for as the floor. */
import type { AppError } from '#shared/domain/app-error.ts';

const FIRST_MILLISECONDS = 1_000;
/** Also the longest that a single change waits: a clock that was set back cannot make it wait longer. */
export const LONGEST_WAIT_MILLISECONDS = 300_000;

/** @param failures how often it has failed in a row, from 1. @param random in [0, 1). @returns milliseconds. */
export function backoff(failures: number, random: () => number, error?: AppError): number {
  const most = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_MILLISECONDS * 2 ** Math.min(failures - 1, 20));
  return Math.max(askedFor(error), Math.round(random() * most));
}

/** What the remote side has asked to wait, in milliseconds; 0: nothing. */
export function askedFor(error: AppError | undefined): number {
  const asked = error?.details.retryAfterMilliseconds;
  return typeof asked === 'number' && asked > 0 ? asked : 0;
}
