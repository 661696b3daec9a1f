/**
 * Circuit breakers of platforms. A platform that does not answer is left alone for a while; then one call that is wanted anyway is
 * let through, and its outcome decides for all. No extra calls are made as probes, for calls are limited.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { type Breaker, type BreakerState, createBreaker } from './breaker.ts';
import type { Later } from './timing.ts';

/** The right to call; `end` is to be called once. */
export interface Passage {
  /** Null: it was answered. */
  end(fault: AppError | null): void;
}

export interface PlatformBreakers {
  /** @throws AppError PLATFORM_RESTING where `enter` would throw it now. */
  check(asked: AskedPlatform): void;
  /** @throws AppError PLATFORM_RESTING */
  enter(asked: AskedPlatform): Passage;
  /** Something says that platforms can be reached again. */
  hurry(): void;
  stateOf(asked: AskedPlatform): BreakerState;
}

/**
 * Whoever is left alone: a platform at one of its addresses. That a gateway is down, or that somebody mistyped an address, says
 * nothing of the shops that are reached elsewhere.
 */
export interface AskedPlatform {
  readonly platform: string;
  /** Left out: it has but one. */
  readonly address?: string;
}

export interface PlatformBreakersOptions {
  readonly later: Later;
  readonly onChange?: (platform: string, state: BreakerState, problem: string | null) => void;
}

/** Fewer failures in a row happen by chance on a store's line. */
const IN_A_ROW = 5;
const PAUSE = [2_000, 60_000] as const;

interface Trial {
  /** One call is enough to find out. */
  isTaken: boolean;
  readonly succeed: () => void;
  readonly fail: (error: AppError) => void;
}

interface Guarded {
  readonly breaker: Breaker;
  trial: Trial | null;
}

/** Makes one breaker for each platform and address, when it is first asked for. */
export function createPlatformBreakers({ later, onChange }: PlatformBreakersOptions): PlatformBreakers {
  const guardedOnes = new Map<string, Guarded>();

  function make(platform: string): Guarded {
    function probe(): Promise<void> {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      guarded.trial = { isTaken: false, succeed: resolve, fail: reject };
      return promise;
    }
    const breaker = createBreaker({
      probe,
      probeDeadline: null,
      pause: PAUSE,
      inARow: IN_A_ROW,
      later,
      onChange: (state, problem) => onChange?.(platform, state, problem),
    });
    const guarded: Guarded = { breaker, trial: null };
    return guarded;
  }

  function of(asked: AskedPlatform): Guarded {
    const known = guardedOnes.get(keyOf(asked)) ?? make(asked.platform);
    guardedOnes.set(keyOf(asked), known);
    return known;
  }

  function isShut({ breaker, trial }: Guarded): boolean {
    return breaker.state === 'open' || (breaker.state === 'probing' && trial?.isTaken === true);
  }

  function check(asked: AskedPlatform): Guarded {
    const guarded = of(asked);
    if (!isShut(guarded)) return guarded;
    // It was not even sent.
    throw new AppError('PLATFORM_RESTING', { action: 'retry', details: { platform: asked.platform, unsent: true } });
  }

  return {
    check: (asked) => void check(asked),
    enter(asked) {
      const guarded = check(asked);
      const { breaker, trial } = guarded;
      if (breaker.state === 'ready' || !trial) return { end: (fault) => count(breaker, fault) };
      trial.isTaken = true;
      return { end: (fault) => decide(trial, fault) };
    },
    hurry() {
      for (const { breaker } of guardedOnes.values()) breaker.hurry();
    },
    stateOf: (asked) => guardedOnes.get(keyOf(asked))?.breaker.state ?? 'ready',
  };
}

function keyOf({ platform, address = '' }: AskedPlatform): string {
  return `${platform} ${address}`;
}

function count(breaker: Breaker, fault: AppError | null): void {
  if (fault === null || isAnswer(fault)) breaker.succeed();
  else if (fault.code !== 'CANCELLED') breaker.fail(fault.message);
}

function decide(trial: Trial, fault: AppError | null): void {
  if (fault === null || isAnswer(fault)) trial.succeed();
  // Whoever gave up has found out nothing: the next one does.
  else if (fault.code === 'CANCELLED') trial.isTaken = false;
  else trial.fail(fault);
}

/** Whether the platform itself answered: a refusal with its own code counts, silence or the page of a gateway or hotspot does not. */
function isAnswer({ code, details }: AppError): boolean {
  if (code === 'CANCELLED') return false;
  if (code === 'PLATFORM_UNREADABLE') return details.problem !== 'no-json';
  return code !== 'PLATFORM_UNREACHABLE' || 'code' in details;
}
