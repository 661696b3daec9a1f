/** A platform's limit as it is on the platform's own side, behind a line that takes its time, and clients that keep it busy. */
import {
  createLocalBuckets,
  createRateLimiter,
  type LimitNews,
  type RateLimiter,
} from '../../../../src-main/resilience/index.ts';
import type { VirtualTime } from '../../../virtual-time/index.ts';

export interface TrueLimit {
  readonly served: number;
  readonly throttled: number;
  /** All that was spent. */
  readonly spent: number;
  /** Gives what the platform says; null: turned away, with what it says of the wait. */
  call(cost: { readonly asked: number; readonly actual: number }): TrueAnswer;
}

export type TrueAnswer =
  | { readonly ok: true; readonly news: LimitNews | null }
  | { readonly ok: false; readonly retryAfter: number | null };

export interface TrueLimitOptions {
  readonly time: VirtualTime;
  readonly perSecond: () => number;
  readonly burst: number;
  /** It tells its level with each answer. */
  readonly tells: boolean;
  /** It counts in windows of so many milliseconds, one after the other, instead of a bucket. */
  readonly window?: number;
}

/** A token bucket, or a window, that asks for the expected cost, and gives back what was not needed. */
export function createTrueLimit({ time, perSecond, burst, tells, window }: TrueLimitOptions): TrueLimit {
  let level = window === undefined ? burst : (perSecond() * window) / 1_000;
  let at = time.elapsed();
  let served = 0;
  let throttled = 0;
  let spent = 0;
  return {
    get served() {
      return served;
    },
    get throttled() {
      return throttled;
    },
    get spent() {
      return spent;
    },
    call({ asked, actual }) {
      const now = time.elapsed();
      if (window === undefined) level = Math.min(burst, level + ((now - at) / 1_000) * perSecond());
      else if (Math.floor(now / window) !== Math.floor(at / window)) level = (perSecond() * window) / 1_000;
      at = now;
      if (level < asked) {
        throttled += 1;
        return { ok: false, retryAfter: tells ? Math.ceil((asked - level) / perSecond()) * 1_000 : 1_000 };
      }
      level -= actual;
      served += 1;
      spent += actual;
      const news = { available: level, maximum: burst, restorePerSecond: perSecond() };
      return { ok: true, news: tells ? news : null };
    },
  };
}

export interface BusyOptions {
  readonly time: VirtualTime;
  readonly limiter: RateLimiter;
  readonly limit: TrueLimit;
  readonly random: () => number;
  /** How many calls it has under way at most. */
  readonly atOnce: number;
  /** One way, in milliseconds: the shortest and the longest. */
  readonly latency: readonly [number, number];
  readonly asked?: () => number;
  /** The part of what was asked for that is needed in the end. */
  readonly needed?: () => number;
}

/** Calls as fast as it is let, for as long as time goes on. */
export function keepBusy(options: BusyOptions): void {
  for (let at = 0; at < options.atOnce; at++) void callForEver(options);
}

const { signal } = new AbortController();

async function callForEver(options: BusyOptions): Promise<void> {
  const { time, limiter, limit, random, latency, asked = () => 1, needed = () => 1 } = options;
  const [shortest, longest] = latency;
  const way = () => time.sleep(shortest + random() * (longest - shortest));
  let isAgain = false;
  let cost = asked();
  for (;;) {
    const about = { platform: 'p', shop: 's', priority: 'background', longestPause: 1e9, signal } as const;
    const turn = await limiter.turn({ ...about, cost, isAgain });
    await way();
    const answer = limit.call({ asked: cost, actual: cost * needed() });
    await way();
    isAgain = !answer.ok;
    if (answer.ok) {
      turn.end(answer.news);
      cost = asked();
    } else turn.throttled(answer.retryAfter);
  }
}

/** A limiter of one computer, with its buckets in memory. */
export function localLimiter(time: VirtualTime, nominal: { readonly perSecond: number; readonly burst: number }) {
  const buckets = createLocalBuckets({ nominal: () => nominal, now: time.now });
  return { buckets, limiter: createRateLimiter({ buckets, later: time.later }) };
}
