/**
 * Sets of stores that staff look at together, such as an area manager's district: whoever keeps boards warm has no other way
 * to know them. A set counts once it was asked for twice, and until a day has passed without it.
 */
export interface RecentSets {
  /** Somebody asks for these stores together. */
  note(stores: readonly number[]): void;
  /** The sets, the one that was asked for last first. */
  list(): readonly (readonly number[])[];
}

interface Noted {
  readonly stores: readonly number[];
  readonly times: number;
  readonly at: number;
}

/** Single looks come and go; this many are remembered while it is not known whether they come again. */
const MOST_NOTED = 64;
const MOST_LISTED = 16;
const LEAST_TIMES = 2;
const DAY_MILLISECONDS = 86_400_000;

/** @param now UTC milliseconds. */
export function createRecentSets(now: () => number): RecentSets {
  /** The one that was asked for last stands last. */
  const noted = new Map<string, Noted>();
  return {
    note(stores) {
      const key = stores.join('.');
      const before = noted.get(key);
      noted.delete(key);
      noted.set(key, { stores, times: (before?.times ?? 0) + 1, at: now() });
      for (const oldest of noted.keys()) {
        if (noted.size <= MOST_NOTED) break;
        noted.delete(oldest);
      }
    },
    list() {
      const since = now() - DAY_MILLISECONDS;
      return [...noted.values()]
        .filter(({ times, at }) => times >= LEAST_TIMES && at >= since)
        .slice(-MOST_LISTED)
        .reverse()
        .map(({ stores }) => stores);
    },
  };
}
