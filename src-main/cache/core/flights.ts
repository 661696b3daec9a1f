/** At most one flight a key that newcomers may join; an invalidation takes it away from them at once. */
import type { Level } from '../level.ts';
import type { Flight } from './flight.ts';

export interface Flights {
  get(key: string): Flight | undefined;
  add(flight: Flight): void;
  /** Takes it from newcomers: it has landed, failed or been given up. */
  remove(flight: Flight): void;
  revokeTags(tags: readonly string[]): void;
  revokeKeys(keys: readonly string[]): void;
  revokeLevel(level: Level | null): void;
  readonly size: number;
  /** Whether staff wait for any. */
  staffWait(): boolean;
}

/** @param joinRevoked only for tests that show that they would notice */
export function createFlights(joinRevoked = false): Flights {
  /** Those that newcomers may join. */
  const open = new Map<string, Flight>();
  /** Counts all that have not ended, revoked ones too. */
  const underWay = new Set<Flight>();

  function revoke(flight: Flight): void {
    flight.revoked = true;
    if (!joinRevoked) open.delete(flight.key);
  }

  return {
    get: (key) => open.get(key),
    add(flight) {
      open.set(flight.key, flight);
      underWay.add(flight);
    },
    remove(flight) {
      underWay.delete(flight);
      if (open.get(flight.key) === flight) open.delete(flight.key);
    },
    revokeTags(tags) {
      if (open.size === 0) return;
      const changed = new Set(tags);
      for (const flight of open.values()) if (flight.tags.some((tag) => changed.has(tag))) revoke(flight);
    },
    revokeKeys(keys) {
      for (const key of keys) {
        const flight = open.get(key);
        if (flight !== undefined) revoke(flight);
      }
    },
    revokeLevel(level) {
      for (const flight of open.values()) if (level === null || flight.state.level === level) revoke(flight);
    },
    get size() {
      return underWay.size;
    },
    staffWait() {
      for (const flight of underWay) if (flight.priority === 'staff' && flight.waiters.length > 0) return true;
      return false;
    },
  };
}
