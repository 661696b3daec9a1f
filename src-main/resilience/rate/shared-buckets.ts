/**
 * Buckets in Redis, so that the computers of a chain share a shop's limit as one. A change is worked out here and written if
 * nobody was faster, by the server's clock. While Redis is gone each computer goes on in its own memory, with its part of what
 * all of them had.
 */
import type { RedisAsking } from '../redis-scripts.ts';
import { type BucketState, isBucket } from './bucket.ts';
import type { BucketScope, BucketStore, BucketWork, LocalBuckets } from './bucket-store.ts';

export interface SharedBucketsOptions {
  readonly redis: RedisAsking;
  /** Takes over while Redis is gone; holds what was last seen there. */
  readonly local: LocalBuckets;
  /** Unique to this process. */
  readonly owner: string;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** As it lies in Redis. */
interface SharedBucket {
  readonly state: BucketState;
  /** Who draws on it, and when he last did, by the server's clock. */
  readonly seen: Readonly<Record<string, number>>;
}

/** Gives the server's time and what is there. */
export const READ_BUCKET_SCRIPT = `local time = redis.call('TIME')
return { tostring(time[1] * 1000 + math.floor(time[2] / 1000)), redis.call('GET', KEYS[1]) or '' }`;
/** Writes unless somebody was faster. Gives what the other gives where somebody was. */
export const WRITE_BUCKET_SCRIPT = `local held = redis.call('GET', KEYS[1]) or ''
if held == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return {}
end
local time = redis.call('TIME')
return { tostring(time[1] * 1000 + math.floor(time[2] / 1000)), held }`;

/** What nobody has asked for in two days is full again, and its pace is learnt anew. */
const KEPT_MILLISECONDS = 2 * 24 * 3_600_000;
/** A computer that has not called for this long no longer counts among those that share the bucket. */
const PRESENT_MILLISECONDS = 60_000;
/** A try fails only because another computer's change went through, so this many in a row do not happen. */
const MOST_TRIES = 50;

/** Gives buckets in Redis that go on in `local` whenever Redis does not answer. */
export function createSharedBuckets({ redis, local, owner, now }: SharedBucketsOptions): BucketStore {
  /** How many share a bucket, as last seen. */
  const sharers = new Map<string, { readonly scope: BucketScope; readonly count: number }>();
  let isAlone = true;

  /** From now on each has his part only. */
  function fallBack(): void {
    if (isAlone) return;
    isAlone = true;
    for (const { scope, count } of sharers.values()) takePart(local.of(scope), count);
    sharers.clear();
  }

  /** The clocks of the server and of this computer need not agree. */
  function remember(scope: BucketScope, { state, seen }: SharedBucket, serverTime: number): void {
    isAlone = false;
    const ahead = now() - serverTime;
    const { at, pausedUntil, fullAt } = state;
    Object.assign(local.of(scope), state, { at: at + ahead, pausedUntil: pausedUntil + ahead, fullAt: fullAt + ahead });
    sharers.set(scope.shop, { scope, count: Object.keys(seen).length });
  }

  /** What this computer knows, for a Redis that knows nothing. */
  function brought(scope: BucketScope, serverTime: number): SharedBucket {
    const behind = serverTime - now();
    const state = structuredClone(local.of(scope));
    state.at += behind;
    state.pausedUntil += behind;
    state.fullAt += behind;
    return { state, seen: {} };
  }

  function parse(scope: BucketScope, answer: unknown): { readonly bucket: SharedBucket; text: string; time: number } {
    const [said, text] = answer as [string, string];
    const time = Number(said);
    return { bucket: parseShared(text) ?? brought(scope, time), text, time };
  }

  async function change<Result>(scope: BucketScope, work: BucketWork<Result>): Promise<Result> {
    const key = keyOf(scope);
    let asked = await redis.ask(READ_BUCKET_SCRIPT, [key]);
    for (let tried = 0; asked && tried < MOST_TRIES; tried++) {
      const { bucket, text, time } = parse(scope, asked.answer);
      const result = work(bucket.state, time);
      const changed = { state: bucket.state, seen: present(bucket.seen, owner, time) };
      asked = await redis.ask(WRITE_BUCKET_SCRIPT, [key], text, JSON.stringify(changed), KEPT_MILLISECONDS);
      if (!asked || (asked.answer as unknown[]).length > 0) continue;
      remember(scope, changed, time);
      return result;
    }
    fallBack();
    return local.change(scope, work);
  }

  async function read<Result>(scope: BucketScope, work: BucketWork<Result>): Promise<Result> {
    const asked = await redis.ask(READ_BUCKET_SCRIPT, [keyOf(scope)]);
    if (!asked) {
      fallBack();
      return local.read(scope, work);
    }
    const { bucket, time } = parse(scope, asked.answer);
    return work(bucket.state, time);
  }

  return { change, read };
}

function keyOf({ platform, shop }: BucketScope): string {
  return `rate:{${platform}/${shop}}`;
}

/** Null: nothing is there, or what another version has left. */
function parseShared(text: string): SharedBucket | null {
  if (!text.startsWith('{')) return null;
  try {
    const { state, seen } = JSON.parse(text) as Partial<SharedBucket>;
    return isBucket(state) && typeof seen === 'object' && seen !== null ? { state, seen } : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Rubbish is replaced by what this computer knows.
    return null;
  }
}

function present(seen: SharedBucket['seen'], owner: string, time: number): SharedBucket['seen'] {
  const still = Object.entries(seen).filter(([, at]) => at > time - PRESENT_MILLISECONDS);
  return { ...Object.fromEntries(still), [owner]: time };
}

/** Where the platform tells its level, each sees from its answers what the others have taken. */
function takePart(state: BucketState, sharers: number): void {
  if (state.told || sharers <= 1) return;
  state.level /= sharers;
  state.maximum = Math.max(1, state.maximum / sharers);
  state.nominalMaximum = Math.max(1, state.nominalMaximum / sharers);
  const { pace } = state;
  state.pace = { ...pace, rate: pace.rate / sharers, nominal: pace.nominal / sharers, peak: pace.peak / sharers };
}
