/**
 * Stands before a tier: no caller waits past the deadline, a tier that fails or is late is not asked for a while, and
 * whatever goes wrong comes back as an outcome, never as a rejection. An answer that comes late is dropped.
 */
import type { TierStatistics } from '#shared/contract/index.ts';
import type { Later } from '../../../resilience/index.ts';
import { type BreakerState, createBreaker } from '../../../resilience/index.ts';
import { createLatency } from './latency.ts';

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  /** `open`: the tier was not even asked. */
  | { readonly ok: false; readonly reason: 'open' | 'late' | 'failed'; readonly problem: string };

export interface GuardOptions {
  /** What a call may take, in milliseconds, where the call does not say otherwise. */
  readonly deadline: number;
  /** Asked while the tier is out of order; rejects as long as it is. */
  readonly probe: () => Promise<void>;
  readonly later: Later;
  /** Milliseconds that only ever go up. */
  readonly clock: () => number;
  readonly onChange?: (state: BreakerState, problem: string | null) => void;
}

export interface Guard {
  readonly state: BreakerState;
  readonly problem: string | null;
  /** A read: what it takes goes into the percentiles. */
  read<Value>(work: () => Promise<Value>, deadline?: number): Promise<Outcome<Value>>;
  /** Any other call. */
  call<Value>(work: () => Promise<Value>, deadline: number): Promise<Outcome<Value>>;
  /** For reading on the calling thread, which cannot be left waiting: being late still counts as a failure. */
  readNow<Value>(work: () => Value): Outcome<Value>;
  /** Counts a read whose outcome was known. */
  countReads(hits: number, misses: number): void;
  trip(problem: string): void;
  hurry(): void;
  close(): void;
  /** The part of a tier's statistics that the guard knows. */
  figures(): Pick<
    TierStatistics,
    'state' | 'problem' | 'hits' | 'misses' | 'failures' | 'timeouts' | 'readP50' | 'readP99'
  >;
}

/** Nobody waits for a probe: it may take longer than a call, so that a busy machine finds its tiers again. */
const CALLS_A_PROBE = 10;
/** Probes are cheap, so that a tier that came back is used well within a second. */
const PROBE_PAUSE = [100, 400] as const;
const FAILURES_IN_A_ROW = 3;

/** Makes a guard that begins ready. */
export function createGuard({ deadline, probe, later, clock, onChange }: GuardOptions): Guard {
  const breaker = createBreaker({
    probe,
    probeDeadline: CALLS_A_PROBE * deadline,
    pause: PROBE_PAUSE,
    inARow: FAILURES_IN_A_ROW,
    later,
    ...(onChange ? { onChange } : {}),
  });
  const latency = createLatency();
  let hits = 0;
  let misses = 0;
  let failures = 0;
  let timeouts = 0;

  function refused(): Outcome<never> {
    return { ok: false, reason: 'open', problem: breaker.problem ?? 'out of order' };
  }

  function failed(error: unknown): Outcome<never> {
    const problem = String(error);
    failures += 1;
    breaker.fail(problem);
    return { ok: false, reason: 'failed', problem };
  }

  function late(limit: number): Outcome<never> {
    const problem = `no answer within ${limit} ms`;
    timeouts += 1;
    breaker.fail(problem);
    return { ok: false, reason: 'late', problem };
  }

  function call<Value>(work: () => Promise<Value>, limit: number): Promise<Outcome<Value>> {
    if (breaker.state !== 'ready') return Promise.resolve(refused());
    return new Promise((resolve) => {
      let ended = false;
      const callOff = later(limit, () => {
        // A thread that was busy runs its timers before it looks at what has arrived meanwhile: that comes first.
        setImmediate(() => settle(() => late(limit)));
      });
      function settle(outcome: () => Outcome<Value>): void {
        if (ended) return;
        ended = true;
        callOff();
        resolve(outcome());
      }
      function succeed(value: Value): Outcome<Value> {
        breaker.succeed();
        return { ok: true, value };
      }
      // What throws before it gives a promise has failed like what rejects.
      (async () => work())().then(
        (value) => settle(() => succeed(value)),
        (error: unknown) => settle(() => failed(error)),
      );
    });
  }

  async function read<Value>(work: () => Promise<Value>, limit: number = deadline): Promise<Outcome<Value>> {
    const began = clock();
    const outcome = await call(work, limit);
    if (outcome.ok || outcome.reason !== 'open') latency.add(clock() - began);
    return outcome;
  }

  function readNow<Value>(work: () => Value): Outcome<Value> {
    if (breaker.state !== 'ready') return refused();
    const began = clock();
    try {
      const value = work();
      const milliseconds = clock() - began;
      latency.add(milliseconds);
      if (milliseconds > deadline) late(deadline);
      else breaker.succeed();
      return { ok: true, value };
    } catch (error) {
      return failed(error);
    }
  }

  return {
    get state() {
      return breaker.state;
    },
    get problem() {
      return breaker.problem;
    },
    read,
    call,
    readNow,
    countReads(found, notFound) {
      hits += found;
      misses += notFound;
    },
    trip: breaker.trip,
    hurry: breaker.hurry,
    close: breaker.close,
    figures: () => ({
      state: breaker.state,
      problem: breaker.problem,
      hits,
      misses,
      failures,
      timeouts,
      readP50: latency.percentile(0.5),
      readP99: latency.percentile(0.99),
    }),
  };
}
