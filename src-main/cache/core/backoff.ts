/**
 * A source that failed is left alone for a while, key by key, and its failure is what everybody gets meanwhile: unless what was
 * asked for has changed, for it may work now.
 */
import type { EntryFacts } from '../entry.ts';

/** What was asked for, and when in the order of events. */
export type Asked = Pick<EntryFacts, 'key' | 'level' | 'tags' | 'stamp'>;

export interface Failure {
  readonly asked: Asked;
  readonly error: unknown;
  /** How often in a row. */
  readonly times: number;
  /** On the monotonic clock. */
  readonly until: number;
}

export interface BackoffTimes {
  /** Milliseconds after the first failure; doubled with each further one. */
  readonly first: number;
  readonly most: number;
}

export interface Backoff {
  /** The failure that still counts; null: the source may be asked. */
  current(key: string): Failure | null;
  failed(asked: Asked, error: unknown): void;
  forget(key: string): void;
  readonly size: number;
}

/** So many failing keys are remembered; the oldest are forgotten first. */
const MOST_KEYS = 10_000;

/**
 * @param ticks a monotonic clock in milliseconds: a wall clock that jumps would hold a source back for ever
 * @param isValid whether nothing of it has changed since it was asked for
 */
export function createBackoff(
  { first, most }: BackoffTimes,
  ticks: () => number,
  isValid: (asked: Asked) => boolean,
): Backoff {
  const failures = new Map<string, Failure>();
  return {
    current(key) {
      const failure = failures.get(key);
      if (failure === undefined || ticks() >= failure.until) return null;
      if (isValid(failure.asked)) return failure;
      failures.delete(key);
      return null;
    },
    failed(asked, error) {
      const { key } = asked;
      const times = (failures.get(key)?.times ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { asked, error, times, until: ticks() + Math.min(most, first * 2 ** Math.min(times - 1, 30)) });
      if (failures.size > MOST_KEYS) for (const oldest of failures.keys().take(1)) failures.delete(oldest);
    },
    forget: (key) => void failures.delete(key),
    get size() {
      return failures.size;
    },
  };
}
