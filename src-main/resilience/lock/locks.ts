/**
 * Locks between the computers of a chain. Where there is no Redis each computer is alone, and whoever asks has the lock; as soon as
 * there is one, what was held alone is lost, so that it is asked for again where the others see it.
 */
import type { RedisAsking } from '../redis-scripts.ts';
import type { Later } from '../timing.ts';
import { createLeases, type Lease } from './lease.ts';

export type LockClaim =
  | { readonly outcome: 'held'; readonly lease: Lease }
  /** Another one has it, for so long at least if it is gone. */
  | { readonly outcome: 'busy'; readonly milliseconds: number };

export interface Locks {
  /** Never fails. */
  claim(name: string): Promise<LockClaim>;
}

export interface LocksOptions {
  readonly redis: RedisAsking;
  /** Unique to this process. */
  readonly owner: string;
  readonly later: Later;
  readonly failed: (error: unknown) => void;
  readonly leaseMilliseconds?: number;
}

/** What a computer that was switched off keeps the others waiting. */
const LEASE_MILLISECONDS = 15_000;
/** Without Redis: looks for it this often. */
const LOOK_MILLISECONDS = 2_000;
export const THERE_SCRIPT = 'return 1';

export function createLocks(options: LocksOptions): Locks {
  const { redis, owner, later, failed, leaseMilliseconds = LEASE_MILLISECONDS } = options;
  /** Numbers go up also where Redis does not give them. */
  let highest = 0;
  const alone = new Set<string>();

  async function run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const asked = await redis.ask(script, keys, ...args);
    if (!asked) throw new Error('Redis does not answer');
    return asked.answer;
  }

  const leases = createLeases({ run, later, leaseMilliseconds, failed });

  /** Held until there is a Redis to ask. */
  function holdAlone(name: string): Lease {
    const lost = new AbortController();
    alone.add(name);
    highest += 1;
    let callOff = later(LOOK_MILLISECONDS, look);

    function look(): void {
      redis.ask(THERE_SCRIPT, [lockKey(name)]).then((asked) => {
        if (!alone.has(name) || lost.signal.aborted) return;
        if (asked) end();
        else callOff = later(LOOK_MILLISECONDS, look);
      }, failed);
    }

    function end(): void {
      alone.delete(name);
      callOff();
      lost.abort();
    }

    return {
      lost: lost.signal,
      fence: highest,
      leave: async () => {
        alone.delete(name);
        callOff();
      },
    };
  }

  return {
    async claim(name) {
      if (alone.has(name)) return { outcome: 'busy', milliseconds: LOOK_MILLISECONDS };
      const answer = await leases.take([lockKey(name), fenceKey(name)], owner).catch(() => null);
      if (!answer) return { outcome: 'held', lease: holdAlone(name) };
      if (answer.outcome === 'taken') return { outcome: 'busy', milliseconds: answer.milliseconds };
      highest = Math.max(highest, answer.lease.fence);
      return { outcome: 'held', lease: answer.lease };
    },
  };
}

/** The braces keep both in one slot of a Cluster. */
function lockKey(name: string): string {
  return `lock:{${name}}`;
}

function fenceKey(name: string): string {
  return `lock:{${name}}:fence`;
}
