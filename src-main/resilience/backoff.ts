/**
 * How long to wait before the next try. The longest wait doubles from try to try, and the wait is a random part of it ("full
 * jitter", as AWS's architects describe it); what the remote side asked for comes on top, so that nobody comes earlier and not
 * everybody comes at once.
 */
import type { AppError } from '#shared/domain/app-error.ts';

export interface Backoff {
  /** Milliseconds. */
  readonly first: number;
  readonly longest: number;
}

const BACKOFF: Backoff = { first: 1_000, longest: 5 * 60_000 };

/** `tried` counts the tries so far, from 1 on; `random` is in [0, 1); `floor` is what was asked for. Gives whole milliseconds. */
export function backoff(tried: number, random: number, floor = 0, { first, longest }: Backoff = BACKOFF): number {
  return Math.round(floor + random * Math.min(longest, first * 2 ** Math.min(tried - 1, 52)));
}

/** Milliseconds for which the remote side asked to be left alone; null: it did not say for how long. */
export function askedPause({ details }: AppError): number | null {
  const { retryAfterMilliseconds: asked } = details;
  return typeof asked === 'number' && asked >= 0 ? asked : null;
}
