/**
 * Every call to a platform or to another remote service goes through here: it waits for its turn and its quota, has a
 * deadline, is tried again as its fault says, and stops while the breaker is open. Whoever calls does none of it.
 *
 * Faults are AppErrors; `action` says what follows (`retry`, `throttle`, `reauthorise`, `refuse`, `park`), and the details
 * may hold `retryAfterMilliseconds` (what the remote side asked for) and `unsent: true` (it has surely not acted).
 */
import { AppError } from '#shared/domain/app-error.ts';
import { askedPause, backoff } from './backoff.ts';
import { createGate } from './gate.ts';
import type { Passage, PlatformBreakers } from './platform-breakers.ts';
import type { LimitNews, RateLimiter, Turn } from './rate/index.ts';
import { createSleepers } from './sleepers.ts';
import { type Later, wait, withDeadline } from './timing.ts';

export type Priority = 'staff' | 'background';

/** Whose limits a call counts against. */
export interface CallSubject {
  /** `shopify`, `taobao`, …: the deadline's scope. */
  readonly platform: string;
  /** Where it is reached: the breaker's scope, within the platform's. Left out: the platform has but one address. */
  readonly address?: string;
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

export interface RemoteCalls {
  /** @throws AppError of the last try; CANCELLED when the signal aborts; QUOTA_USED_UP and PLATFORM_RESTING without a try. */
  run<Result>(call: RemoteCall<Result>): Promise<Result>;
  /** The line is back: whoever waits for a retry tries now, and open breakers let one through. */
  networkReturned(): void;
}

export interface RemoteCallsOptions {
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly limiter: RateLimiter;
  /** Left out: nobody is left alone, however often he fails. */
  readonly breakers?: PlatformBreakers;
  /** Left out: no daily calls are counted. */
  readonly quota?: CallQuota;
  /** How long an answer of a platform is waited for, in milliseconds. */
  readonly deadline?: (platform: string) => number;
  /** How often a call is tried before its fault goes back to whoever asked. */
  readonly tries?: Readonly<Record<Priority, number>>;
  /** Over how long the computers of a chain spread their work when the network is back, in milliseconds. */
  readonly returnSpread?: number;
}

/** What counts the daily calls of a platform's app. */
export interface CallQuota {
  /** Counts one call. @throws AppError QUOTA_USED_UP */
  take(subject: CallSubject, priority: Priority): void;
  /** The platform says that there are none left, whatever was counted here. Gives whether they are counted at all. */
  usedUp(subject: CallSubject): boolean;
}

/** Longer than the platforms' own gateways wait for what is behind them. */
const DEADLINE_MILLISECONDS = 30_000;
/** Staff are waiting at the screen: they get one more try, and then the error. */
const TRIES: Readonly<Record<Priority, number>> = { staff: 2, background: 5 };
/** A throttled call was not carried out and goes first once the limit allows, so more tries cost only time. */
const THROTTLED_TRIES = 10;
/** A call that has to wait for longer fails: whoever asked for it plans it anew. */
const LONGEST_PAUSE: Readonly<Record<Priority, number>> = { staff: 15_000, background: 5 * 60_000 };
/** Long enough that 200 stores of a chain do not call at once, short enough that staff hardly notice. */
const RETURN_SPREAD_MILLISECONDS = 10_000;

/** Puts limiter, breakers and quota together into one way to call. */
export function createRemoteCalls(options: RemoteCallsOptions): RemoteCalls {
  const { later, random, limiter, breakers, quota } = options;
  const { deadline = () => DEADLINE_MILLISECONDS, tries = TRIES } = options;
  const { returnSpread = RETURN_SPREAD_MILLISECONDS } = options;
  const sleepers = createSleepers(later);
  const gate = createGate(later);
  /** How often the network has come back. */
  let returns = 0;

  /** One try, with everything that it takes before and leaves behind. */
  async function tryOnce<Result>(call: RemoteCall<Result>, isAgain: boolean): Promise<Result> {
    const { subject, priority, cost, signal } = call;
    const { platform } = subject;
    breakers?.check(subject);
    if (priority === 'background') await gate.pass(signal);
    const turn = await limiter.turn({
      ...subject,
      priority,
      cost,
      signal,
      isAgain,
      longestPause: LONGEST_PAUSE[priority],
    });
    const passage = enter(call, turn);
    const late = () => new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: faultDetails(call, 'late') });
    const limits = { milliseconds: deadline(platform), later, signal, late };
    try {
      const { value, limit = null } = await withDeadline(limits, (inner) => call.attempt(inner));
      passage?.end(null);
      turn.end(limit);
      return value;
    } catch (error) {
      const fault = asFault(call, error);
      passage?.end(fault);
      // A day's calls that are counted hold back by themselves, until more are bought.
      if (fault.code === 'QUOTA_USED_UP' && quota?.usedUp(subject)) turn.end(null);
      else if (fault.action === 'throttle') turn.throttled(askedPause(fault));
      else turn.end(null);
      throw fault;
    }
  }

  /** What is counted is counted at the last moment, when nothing else stands in the way. */
  function enter({ subject, priority, signal }: RemoteCall<unknown>, turn: Turn): Passage | null {
    try {
      if (signal.aborted) throw new AppError('CANCELLED');
      breakers?.check(subject);
      quota?.take(subject, priority);
      return breakers?.enter(subject) ?? null;
    } catch (error) {
      turn.unused();
      throw error;
    }
  }

  /** What lies before the next try; null: there is none. */
  function pauseAfter(call: RemoteCall<unknown>, fault: AppError, tried: Tried): Pause | null {
    const { priority, writes } = call;
    // What did not get as far as a try is not made better by another one.
    if (fault.code === 'QUOTA_USED_UP' || fault.code === 'PLATFORM_RESTING') return null;
    const asked = askedPause(fault) ?? 0;
    if (asked > LONGEST_PAUSE[priority]) return null;
    // The limiter holds back the whole shop for as long as it was asked to.
    if (fault.action === 'throttle') return tried.throttled < THROTTLED_TRIES ? NO_PAUSE : null;
    if (fault.action !== 'retry' || tried.failed >= tries[priority]) return null;
    if (writes && fault.details.unsent !== true) return null;
    return { asked, own: backoff(tried.failed, random()) };
  }

  /** What was asked for is kept to; the return of the network makes the rest of it needless. */
  async function pass({ asked, own }: Pause, signal: AbortSignal): Promise<void> {
    const before = returns;
    if (asked > 0) await wait(asked, later, signal);
    if (own > 0 && returns === before) await sleepers.sleep(own, signal);
  }

  return {
    async run(call) {
      const tried = { failed: 0, throttled: 0 };
      for (;;) {
        try {
          return await tryOnce(call, tried.throttled + tried.failed > 0);
        } catch (error) {
          const fault = asFault(call, error);
          if (fault.action === 'throttle') tried.throttled += 1;
          else tried.failed += 1;
          const pause = pauseAfter(call, fault, tried);
          if (pause === null) throw fault;
          await pass(pause, call.signal);
        }
      }
    },
    networkReturned() {
      returns += 1;
      gate.shut(random() * returnSpread);
      breakers?.hurry();
      sleepers.wake();
    },
  };
}

/** Milliseconds that the remote side asked for, and that are waited of one's own accord after them. */
interface Pause {
  readonly asked: number;
  readonly own: number;
}

const NO_PAUSE: Pause = { asked: 0, own: 0 };

interface Tried {
  readonly failed: number;
  readonly throttled: number;
}

function faultDetails({ subject, api }: RemoteCall<unknown>, problem: string) {
  return { platform: subject.platform, api, problem };
}

/** An unforeseen error is most often a broken line: it is tried again, except for a write, whose outcome is unknown then. */
function asFault(call: RemoteCall<unknown>, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('PLATFORM_UNREACHABLE', {
    action: 'retry',
    details: faultDetails(call, 'unforeseen'),
    cause: error,
  });
}
