/**
 * A lease: a right that one process at a time holds, kept as a key in a store that all of them see. It is renewed while its holder
 * lives and ends by itself when the holder dies; the holder counts it as lost before anybody else can take it.
 */
import type { Later } from '../timing.ts';

/** Where keys are kept for all processes: each answer in one step. Rejects when there is none. */
export interface LeaseStore {
  /**
   * Takes a key unless another token stands there. With a second key, holders are numbered there: whoever takes it again with
   * nobody in between keeps its number, also where it never heard that it had it.
   */
  take(keys: readonly [key: string, holders?: string], token: string, milliseconds: number): Promise<TakenKey>;
  /** Holds it for longer. False: it was not held any more. */
  keep(key: string, token: string, milliseconds: number): Promise<boolean>;
  /** Frees what still stands there under the token, or leaves something else in its place. */
  leave(key: string, token: string, left: LeftBehind | null): Promise<void>;
}

export interface TakenKey {
  /** The token that stands there now, and for how many milliseconds. */
  readonly value: string;
  readonly milliseconds: number;
  readonly fence: number;
}

export interface LeftBehind {
  readonly value: string;
  readonly milliseconds: number;
}

export interface LeaseOptions {
  readonly store: LeaseStore;
  readonly later: Later;
  readonly leaseMilliseconds: number;
  /** A renewal or a release did not get through; the lease ends by itself. */
  readonly failed: (error: unknown) => void;
}

export interface Lease {
  /** Aborts when it is lost: by then at the latest its holder must have stopped. */
  readonly lost: AbortSignal;
  /** Higher than that of any other holder before, and the same while there is no other; 0 where it was taken without a fence. */
  readonly fence: number;
  /** Gives it up; `left` stands in its place for so many milliseconds. Never fails. */
  leave(left?: LeftBehind): Promise<void>;
}

export type LeaseAnswer =
  | { readonly outcome: 'held'; readonly lease: Lease }
  /** What stands there, and for how many milliseconds. */
  | { readonly outcome: 'taken'; readonly value: string; readonly milliseconds: number };

export interface Leases {
  /**
   * Takes a key with a token that no other process uses; one that stands there with the same token is taken up again. With a
   * second key, holders are numbered there. Rejects when nobody answers.
   */
  take(keys: readonly [key: string, holders?: string], token: string): Promise<LeaseAnswer>;
}

/** ARGV: token, lease in ms. Gives what the key holds now, for how many ms, and the holder's number. KEYS[2]: who was it last. */
export const TAKE_SCRIPT = `local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return { held, redis.call('PTTL', KEYS[1]), 0 } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local fence = 0
if KEYS[2] then
  if redis.call('HGET', KEYS[2], 'holder') ~= ARGV[1] then
    redis.call('HSET', KEYS[2], 'holder', ARGV[1])
    redis.call('HINCRBY', KEYS[2], 'number', 1)
  end
  fence = tonumber(redis.call('HGET', KEYS[2], 'number'))
end
return { ARGV[1], tonumber(ARGV[2]), fence }`;

/** ARGV: token, lease in ms. Gives 1 if it was still held. */
export const KEEP_SCRIPT = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

/** ARGV: token, what shall stand there from now on (empty: nothing), for how many ms. */
export const LEAVE_SCRIPT = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

type Run = (script: string, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;

/** @param run runs a script in Redis; rejects when it does not answer. */
export function createRedisLeaseStore(run: Run): LeaseStore {
  return {
    async take(keys, token, lease) {
      const given = keys.filter((one) => one !== undefined);
      const [value, milliseconds, fence] = (await run(TAKE_SCRIPT, given, [token, lease])) as [string, number, number];
      return { value, milliseconds, fence };
    },
    keep: async (key, token, milliseconds) => (await run(KEEP_SCRIPT, [key], [token, milliseconds])) === 1,
    async leave(key, token, left) {
      await run(LEAVE_SCRIPT, [key], [token, left?.value ?? '', Math.max(1, Math.ceil(left?.milliseconds ?? 1))]);
    },
  };
}

/** Two renewals may be lost before the lease is. */
const RENEWALS = 3;
/** Computers' clocks run at slightly different speeds, so the last part of a lease is not used. */
const UNUSED = 0.1;

/** Makes the way to take leases from a store. */
export function createLeases({ store, later, leaseMilliseconds, failed }: LeaseOptions): Leases {
  function hold(key: string, token: string, fence: number): Lease {
    const lost = new AbortController();
    let isOver = false;
    let callOffRenewal = later(leaseMilliseconds / RENEWALS, renew);
    let callOffEnd = later(leaseMilliseconds * (1 - UNUSED), end);

    function end(): void {
      if (isOver) return;
      isOver = true;
      callOffRenewal();
      callOffEnd();
      lost.abort();
    }

    function renew(): void {
      callOffRenewal = later(leaseMilliseconds / RENEWALS, renew);
      // Counted from the asking: the answer may take its time.
      const callOffThisEnd = later(leaseMilliseconds * (1 - UNUSED), end);
      store.keep(key, token, leaseMilliseconds).then(
        (held) => {
          if (!held || isOver) {
            callOffThisEnd();
            end();
            return;
          }
          callOffEnd();
          callOffEnd = callOffThisEnd;
        },
        (error: unknown) => {
          callOffThisEnd();
          failed(error);
        },
      );
    }

    return {
      lost: lost.signal,
      fence,
      async leave(left) {
        if (isOver) return;
        isOver = true;
        callOffRenewal();
        callOffEnd();
        try {
          await store.leave(key, token, left ?? null);
        } catch (error) {
          failed(error);
        }
      },
    };
  }

  return {
    async take(keys, token) {
      const { value, milliseconds, fence } = await store.take(keys, token, leaseMilliseconds);
      if (value === token) return { outcome: 'held', lease: hold(keys[0], token, fence) };
      return { outcome: 'taken', value, milliseconds };
    },
  };
}
