/**
 * The one right to load a key, across all processes on a Redis: a lease that its holder renews, and that ends by itself when the
 * holder dies. A load that failed leaves its reason there for a while instead.
 */
import { randomUUID } from 'node:crypto';
import type { Later } from '../../../resilience/index.ts';
import { createLeases, createRedisLeaseStore, type Lease } from '../../../resilience/index.ts';
import type { TierLog } from '../surroundings.ts';
import type { RedisClient } from './client.ts';
import type { HeldLock, LockAnswer } from './redis.ts';
import { script } from './scripts.ts';

/** Free at the latest so long after the end of its holder. */
const LEASE_MILLISECONDS = 4_000;
/** What stands before the reason of a failure; tokens begin otherwise. */
const FAILED = 'failed:';
const LONGEST_REASON = 500;

export interface LocksOptions {
  readonly client: RedisClient;
  readonly log: TierLog;
  readonly later: Later;
  /** Tells all processes that a lock is free. */
  readonly channel: string;
}

export interface Locks {
  /** `name` as it stands in Redis. Rejects when Redis does not answer. */
  take(name: string): Promise<LockAnswer>;
  /** A message on the channel: a lock's name. */
  onFreed(name: string): void;
}

export function createLocks({ client, log, later, channel }: LocksOptions): Locks {
  const waiting = new Map<string, Set<() => void>>();
  const leases = createLeases({
    store: createRedisLeaseStore((text, keys, args) => client.run(script(text), keys, args)),
    later,
    leaseMilliseconds: LEASE_MILLISECONDS,
    failed: note,
  });

  function note(error: unknown): void {
    log.write('debug', 'lock call failed', { error: String(error) });
  }

  function heldLock(name: string, lease: Lease): HeldLock {
    let released = false;
    return {
      async release(failure) {
        if (released) return;
        released = true;
        if (failure) {
          const value = FAILED + failure.reason.slice(0, LONGEST_REASON);
          await lease.leave({ value, milliseconds: failure.backoffMilliseconds });
        } else await lease.leave();
        await client.call('PUBLISH', channel, name).catch(note);
      },
    };
  }

  function freed(name: string, milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const callOff = later(milliseconds, end);
    const waiters = waiting.get(name) ?? new Set();
    waiting.set(name, waiters.add(end));
    function end(): void {
      callOff();
      waiters.delete(end);
      if (waiters.size === 0 && waiting.get(name) === waiters) waiting.delete(name);
      resolve();
    }
    return promise;
  }

  return {
    async take(name) {
      const answer = await leases.take([name], randomUUID());
      if (answer.outcome === 'held') return { outcome: 'held', lock: heldLock(name, answer.lease) };
      const { value } = answer;
      const milliseconds = Math.max(1, answer.milliseconds);
      if (value.startsWith(FAILED)) {
        return { outcome: 'failed', reason: value.slice(FAILED.length), retryInMilliseconds: milliseconds };
      }
      return { outcome: 'busy', freed: freed(name, milliseconds) };
    },
    onFreed(name) {
      for (const end of waiting.get(name) ?? []) end();
    },
  };
}
