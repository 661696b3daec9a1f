/**
 * Decides whether something remote may be asked. It stops asking after some failures in a row, or when half of the last sixteen
 * calls failed; being late is failing. While it is open no caller waits for what does not answer: a probe finds out.
 */
import type { Later } from './timing.ts';

export type BreakerState = 'ready' | 'open' | 'probing';

export interface BreakerOptions {
  /** Rejects while it cannot be used. */
  readonly probe: () => Promise<void>;
  /** What the probe may take, in milliseconds; null: it ends by itself. */
  readonly probeDeadline: number | null;
  /** Between two probes, in milliseconds: doubles from the first to the second with each one that fails. */
  readonly pause: readonly [shortest: number, longest: number];
  /** So many failures in a row are enough; at most 16. */
  readonly inARow: number;
  readonly later: Later;
  readonly onChange?: (state: BreakerState, problem: string | null) => void;
}

export interface Breaker {
  readonly state: BreakerState;
  /** What went wrong last, while it is not ready. */
  readonly problem: string | null;
  succeed(): void;
  fail(problem: string): void;
  /** Stops asking at once: what is wrong is known for sure. */
  trip(problem: string): void;
  /** Probes now instead of at the end of the pause, because something says that it is back. */
  hurry(): void;
  close(): void;
}

const REMEMBERED = 0xffff;
const TOO_MANY = 8;

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Makes a breaker that begins ready. */
export function createBreaker({ probe, probeDeadline, pause, inARow, later, onChange }: BreakerOptions): Breaker {
  const [shortest, longest] = pause;
  const row = 2 ** inARow - 1;
  let state: BreakerState = 'ready';
  let problem: string | null = null;
  /** One bit a call, the last in the lowest place; 1 is a failure. */
  let failures = 0;
  let nextPause = shortest;
  let callOff: (() => void) | null = null;
  /** Tells answers of a probe that was given up from those of the present one. */
  let round = 0;
  let closed = false;

  function change(to: BreakerState, why: string | null): void {
    if (state === to && problem === why) return;
    state = to;
    problem = why;
    onChange?.(to, why);
  }

  function wait(): void {
    callOff = later(nextPause, probeNow);
    nextPause = Math.min(nextPause * 2, longest);
  }

  function trip(why: string): void {
    if (closed || state !== 'ready') return;
    failures = 0;
    nextPause = shortest;
    change('open', why);
    wait();
  }

  function probeNow(): void {
    callOff?.();
    callOff = null;
    if (closed || state !== 'open') return;
    const mine = ++round;
    change('probing', problem);
    if (probeDeadline !== null) {
      // What has arrived while the thread was busy comes first.
      callOff = later(probeDeadline, () => void setImmediate(() => end(mine, 'no answer to the probe in time')));
    }
    probe().then(
      () => end(mine, null),
      (error: unknown) => end(mine, String(error)),
    );
  }

  function end(mine: number, why: string | null): void {
    if (closed || mine !== round || state !== 'probing') return;
    callOff?.();
    change(why === null ? 'ready' : 'open', why);
    if (why !== null) wait();
  }

  return {
    get state() {
      return state;
    },
    get problem() {
      return problem;
    },
    succeed() {
      failures = (failures << 1) & REMEMBERED;
    },
    fail(why) {
      failures = ((failures << 1) | 1) & REMEMBERED;
      if ((failures & row) === row || ones(failures) >= TOO_MANY) trip(why);
    },
    trip,
    hurry() {
      if (state === 'open') probeNow();
    },
    close() {
      closed = true;
      callOff?.();
    },
  };
}
