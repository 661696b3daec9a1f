/**
 * Every call to a platform or to another remote service goes through here: it waits for its turn and its quota, has a
 * deadline, is tried again as its fault says, and stops while the breaker is open. Whoever calls does none of it.
 *
 * Faults are AppErrors; `action` says what follows (`retry`, `throttle`, `reauthorise`, `refuse`, `park`), and the details
 * may hold `retryAfterMilliseconds` (what the remote side asked for) and `unsent: true` (it has surely not acted).
 */

export type Priority = 'staff' | 'background';

/** Whose limits a call counts against. */
export interface CallSubject {
  /** `shopify`, `taobao`, …: the breaker's and the deadline's scope. */
  readonly platform: string;
  /** Unique over all platforms: the rate limit's scope. */
  readonly shop: string;
  /** The platform's app, whose daily calls are counted together whatever the shop; null: not counted. */
  readonly app: string | null;
}

export interface RemoteCall<Result> {
  readonly subject: CallSubject;
  /** What is called, in the remote side's own words: `taobao.trades.sold.get`. */
  readonly api: string;
  /** Staff go before background work, and are served while background work stops for a quota that runs low. */
  readonly priority: Priority;
  /** What it is expected to take of the rate limit, in the remote side's own units; 1 where those are calls. */
  readonly cost: number;
  /**
   * A write whose outcome is unknown (no answer, a broken line) is not tried again in here, unless `unsent`: whoever asked for
   * it finds out first.
   */
  readonly writes: boolean;
  readonly signal: AbortSignal;
  /** Sends it once: called anew for every try, so that what is signed is signed at the time of sending. */
  attempt(signal: AbortSignal): Promise<Attempted<Result>>;
}

export interface Attempted<Result> {
  readonly value: Result;
  /** What the remote side said of its limit; left out where it says nothing. */
  readonly limit?: LimitNews;
}

/** A leaky or token bucket as the remote side tells of it, in its own units. */
export interface LimitNews {
  readonly available: number;
  readonly maximum: number;
  readonly restorePerSecond: number;
  /** What the call took in the end. */
  readonly cost: number;
}

export interface RemoteCalls {
  /** @throws AppError of the last try; CANCELLED when the signal aborts; QUOTA_USED_UP and PLATFORM_RESTING without a try. */
  run<Result>(call: RemoteCall<Result>): Promise<Result>;
  /** The line is back: whoever waits for a retry tries now, and open breakers let one through. */
  networkReturned(): void;
}
