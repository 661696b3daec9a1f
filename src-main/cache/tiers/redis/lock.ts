/**
 * The one right to load a key, across all processes on a Redis. It is a lease: whoever holds it renews it, and when the
 * holder dies it ends by itself. A load that failed leaves its reason there for a while instead.
 */
import { randomUUID } from 'node:crypto';
import type { Later, TierLog } from '../surroundings.ts';
import type { RedisClient } from './client.ts';
import type { HeldLock, LockAnswer } from './redis.ts';
import { KEEP_LOCK, LEAVE_LOCK, TAKE_LOCK } from './scripts.ts';

/** Free at the latest so long after the end of its holder. */
const LEASE_MILLISECONDS = 4_000;
const RENEW_MILLISECONDS = 1_300;
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

  function note(error: unknown): void {
    log.write('debug', 'lock call failed', { error: String(error) });
  }

  function hold(name: string, token: string): HeldLock {
    let released = false;
    let callOff = later(RENEW_MILLISECONDS, renew);

    function renew(): void {
      client.run(KEEP_LOCK, [name], [token, LEASE_MILLISECONDS]).catch(note);
      callOff = later(RENEW_MILLISECONDS, renew);
    }

    return {
      async release(failure) {
        if (released) return;
        released = true;
        callOff();
        const left = failure ? FAILED + failure.reason.slice(0, LONGEST_REASON) : '';
        const milliseconds = Math.max(1, Math.ceil(failure?.backoffMilliseconds ?? 1));
        try {
          await client.run(LEAVE_LOCK, [name], [token, left, milliseconds]);
          await client.call('PUBLISH', channel, name);
        } catch (error) {
          // Its lease ends by itself.
          note(error);
        }
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
      const token = randomUUID();
      const [holder, left] = (await client.run(TAKE_LOCK, [name], [token, LEASE_MILLISECONDS])) as [
        string | null,
        number,
      ];
      if (holder === token) return { outcome: 'held', lock: hold(name, token) };
      // A moment ago it was there, and now its lease is at its end.
      if (holder === null) return { outcome: 'busy', freed: Promise.resolve() };
      if (holder.startsWith(FAILED)) {
        return { outcome: 'failed', reason: holder.slice(FAILED.length), retryInMilliseconds: Math.max(1, left) };
      }
      return { outcome: 'busy', freed: freed(name, Math.max(1, left)) };
    },
    onFreed(name) {
      for (const end of waiting.get(name) ?? []) end();
    },
  };
}
