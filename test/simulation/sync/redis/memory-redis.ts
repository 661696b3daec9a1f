/**
 * The part of a Redis that computers of a chain share, in memory: it knows the scripts that are sent and no others, and answers
 * as redis-server does to the same contract.
 */
import { KEEP_SCRIPT, LEAVE_SCRIPT, TAKE_SCRIPT } from '../../../../src-main/resilience/lock/lease.ts';
import { THERE_SCRIPT } from '../../../../src-main/resilience/lock/locks.ts';
import { TELL_SCRIPT } from '../../../../src-main/resilience/quota/share-quota.ts';
import { READ_BUCKET_SCRIPT, WRITE_BUCKET_SCRIPT } from '../../../../src-main/resilience/rate/shared-buckets.ts';

export interface MemoryRedis {
  /** Runs a script at once. @throws Error where it does not know it. */
  eval(script: string, keys: readonly string[], args: readonly (string | number)[]): unknown;
  /** What a key holds now; null: nothing. */
  get(key: string): string | null;
  /** It was started anew, and had kept nothing. */
  empty(): void;
}

interface Held {
  readonly value: string | Map<string, string>;
  /** UTC milliseconds. */
  readonly until: number;
}

/** @param now the server's own clock, in UTC milliseconds. */
export function createMemoryRedis(now: () => number): MemoryRedis {
  const held = new Map<string, Held>();

  function find(key: string): Held | null {
    const found = held.get(key);
    if (found && found.until > now()) return found;
    held.delete(key);
    return null;
  }

  function get(key: string): string | null {
    const value = find(key)?.value ?? null;
    if (value instanceof Map) throw new Error('WRONGTYPE Operation against a key holding the wrong kind of value');
    return value;
  }

  function set(key: string, value: Held['value'], milliseconds = Number.POSITIVE_INFINITY): void {
    held.set(key, { value, until: now() + milliseconds });
  }

  function getHash(key: string): Map<string, string> {
    const value = find(key)?.value ?? new Map<string, string>();
    if (value instanceof Map) return value;
    throw new Error('WRONGTYPE Operation against a key holding the wrong kind of value');
  }

  function numberOf(key: string, holder: string): number {
    const last = getHash(key);
    if (last.get('holder') !== holder) {
      set(key, new Map(Object.entries({ holder, number: String(Number(last.get('number') ?? 0) + 1) })));
    }
    return Number(getHash(key).get('number'));
  }

  type Script = (keys: readonly string[], args: readonly string[]) => unknown;
  const scripts = new Map<string, Script>([
    [THERE_SCRIPT, () => 1],
    [
      TAKE_SCRIPT,
      ([key, holders], [token, milliseconds]) => {
        const holder = get(key!);
        if (holder !== null && holder !== token) return [holder, Math.round(find(key!)!.until - now()), 0];
        set(key!, token!, Number(milliseconds));
        return [token, Number(milliseconds), holders === undefined ? 0 : numberOf(holders, token!)];
      },
    ],
    [
      KEEP_SCRIPT,
      ([key], [token, milliseconds]) => {
        if (get(key!) !== token) return 0;
        set(key!, token!, Number(milliseconds));
        return 1;
      },
    ],
    [
      LEAVE_SCRIPT,
      ([key], [token, left, milliseconds]) => {
        if (get(key!) !== token) return 0;
        if (left === '') held.delete(key!);
        else set(key!, left!, Number(milliseconds));
        return 1;
      },
    ],
    [READ_BUCKET_SCRIPT, ([key]) => [String(Math.floor(now())), get(key!) ?? '']],
    [
      WRITE_BUCKET_SCRIPT,
      ([key], [before, after, milliseconds]) => {
        const present = get(key!) ?? '';
        if (present !== before) return [String(Math.floor(now())), present];
        set(key!, after!, Number(milliseconds));
        return [];
      },
    ],
    [
      TELL_SCRIPT,
      ([key], [computer, calls, toppedUp, milliseconds]) => {
        const all = getHash(key!);
        all.set(computer!, `${calls} ${toppedUp}`);
        set(key!, all, Number(milliseconds));
        const others = [...all].filter(([one]) => one !== computer).map(([, said]) => said.split(' ').map(Number));
        const sum = (place: number) => others.reduce((total, one) => total + one[place]!, 0);
        return [sum(0), sum(1)];
      },
    ],
  ]);

  return {
    eval(script, keys, args) {
      const known = scripts.get(script);
      if (!known) throw new Error(`ERR the stand-in knows no such script: ${script}`);
      return known(keys, args.map(String));
    },
    get,
    empty: () => held.clear(),
  };
}
