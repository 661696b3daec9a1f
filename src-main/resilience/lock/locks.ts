/**
 * Locks between the computers of a chain, in Redis, or where there is none in the head office. Where there is neither each computer
 * is alone, and whoever asks has the lock; as soon as there is a better place, what was held elsewhere is lost, so that it is asked
 * for again where the others see it.
 */
import type { RedisAsking } from '../redis-scripts.ts';
import type { Later } from '../timing.ts';
import { createLeases, createRedisLeaseStore, type Lease, type LeaseAnswer, type LeaseStore } from './lease.ts';

/** Where computers meet. Each place numbers the holders of a lock by itself: numbers of two places say nothing about each other. */
export type LockPlace = 'redis' | 'office';

export type LockClaim =
  | {
      readonly outcome: 'held';
      readonly lease: Lease;
      /** Where others see that it is held; null: nowhere, this computer is alone, or believes so. */
      readonly place: LockPlace | null;
    }
  /** Another one has it, for so long at least if it is gone. */
  | { readonly outcome: 'busy'; readonly milliseconds: number };

export interface Locks {
  /** Never fails. */
  claim(name: string): Promise<LockClaim>;
}

export interface LocksOptions {
  readonly redis: RedisAsking;
  /** The head office's claims; null while there is none. Asked where Redis does not answer. */
  readonly office?: () => LeaseStore | null;
  /** Unique to this process; or to this computer, for what it takes up again when it was ended. */
  readonly owner: string;
  readonly later: Later;
  /** What was not expected of Redis or the office, and what becomes of it. */
  readonly failed: (error: unknown) => void;
  readonly leaseMilliseconds?: number;
}

/** What a computer that was switched off keeps the others waiting. */
const LEASE_MILLISECONDS = 15_000;
/** Looks this often whether there is a better place. */
const LOOK_MILLISECONDS = 2_000;
export const THERE_SCRIPT = 'return 1';

/** There is no Redis, or it does not answer: whoever asked it has told that. */
class Unanswered extends Error {}

/** Makes locks that are claimed in Redis, else in the head office, else alone. */
export function createLocks(options: LocksOptions): Locks {
  const { redis, office = () => null, owner, later, failed, leaseMilliseconds = LEASE_MILLISECONDS } = options;
  /** Numbers go up also where nobody gives them. */
  let highest = 0;
  const alone = new Set<string>();
  /** What another computer was seen to hold in Redis less than a lease ago, and how to stop counting that. */
  const others = new Map<string, () => void>();

  async function run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const asked = await redis.ask(script, keys, ...args);
    if (!asked) throw new Unanswered('Redis does not answer');
    return asked.answer;
  }

  const inRedis = createRedisLeaseStore(run);

  /** Null: it cannot be asked for there now. */
  async function takeIn(store: LeaseStore | null, name: string): Promise<LeaseAnswer | null> {
    if (!store) return null;
    try {
      const leases = createLeases({ store, later, leaseMilliseconds, failed });
      return await leases.take([lockKey(name), fenceKey(name)], owner);
    } catch (error) {
      if (!(error instanceof Unanswered)) failed(error);
      return null;
    }
  }

  /** Ends with what it stands on, or as soon as there is a better place to hold it. */
  function untilBetter(name: string, held: Lease | null): Lease {
    const lost = new AbortController();
    let isOver = false;
    let callOff = later(LOOK_MILLISECONDS, look);
    if (!held) alone.add(name);
    held?.lost.addEventListener('abort', end, { once: true });

    function look(): void {
      isThereBetter(name, held !== null).then((better) => {
        if (isOver) return;
        if (better) leave().then(() => lost.abort(), failed);
        else callOff = later(LOOK_MILLISECONDS, look);
      }, failed);
    }

    function end(): void {
      if (isOver) return;
      isOver = true;
      callOff();
      if (!held) alone.delete(name);
      lost.abort();
    }

    async function leave(): Promise<void> {
      if (isOver) return;
      isOver = true;
      callOff();
      if (held) await held.leave();
      else alone.delete(name);
    }

    highest = Math.max(highest + 1, held?.fence ?? 0);
    return { lost: lost.signal, fence: held?.fence ?? highest, leave };
  }

  async function isThereBetter(name: string, inOffice: boolean): Promise<boolean> {
    return (!inOffice && office() !== null) || (await redis.ask(THERE_SCRIPT, [lockKey(name)])) !== null;
  }

  function sawOther(name: string): void {
    others.get(name)?.();
    others.set(
      name,
      later(leaseMilliseconds, () => others.delete(name)),
    );
  }

  return {
    async claim(name) {
      if (alone.has(name)) return { outcome: 'busy', milliseconds: LOOK_MILLISECONDS };
      const answer = await takeIn(inRedis, name);
      if (answer?.outcome === 'taken') {
        sawOther(name);
        return { outcome: 'busy', milliseconds: answer.milliseconds };
      }
      if (answer) {
        highest = Math.max(highest, answer.lease.fence);
        return { outcome: 'held', lease: answer.lease, place: 'redis' };
      }
      // Its holder has not lost it before its lease is over, and comes to the next place then: before anybody else.
      if (others.has(name)) return { outcome: 'busy', milliseconds: LOOK_MILLISECONDS };
      const there = await takeIn(office(), name);
      if (there?.outcome === 'taken') return { outcome: 'busy', milliseconds: there.milliseconds };
      const lease = untilBetter(name, there?.lease ?? null);
      return { outcome: 'held', lease, place: there ? 'office' : null };
    },
  };
}

/** The braces keep both in one slot of a Cluster. */
function lockKey(name: string): string {
  return `lock:{${name}}`;
}

function fenceKey(name: string): string {
  return `lock:{${name}}:holders`;
}
