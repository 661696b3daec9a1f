/**
 * Decides whether a tier may be asked. It stops asking after three failures in a row, or when half of the last sixteen
 * calls failed; being late is failing. While it is open no caller ever serves as the test: a probe of its own does.
 */
import type { Later } from '../surroundings.ts';

export type BreakerState = 'ready' | 'open' | 'probing';

export interface BreakerOptions {
  /** Rejects while the tier cannot be used. What it takes counts against `probeDeadline`. */
  readonly probe: () => Promise<void>;
  /** Milliseconds. */
  readonly probeDeadline: number;
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
  /** Probes now instead of at the end of the pause, because something says that the tier is back. */
  hurry(): void;
  close(): void;
}

const IN_A_ROW = 0b111;
const REMEMBERED = 0xffff;
const TOO_MANY = 8;
/** Probes are cheap and nobody waits for them, so that a tier that came back is used well within a second. */
const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 400;

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Makes a breaker that begins ready. */
export function createBreaker({ probe, probeDeadline, later, onChange }: BreakerOptions): Breaker {
  let state: BreakerState = 'ready';
  let problem: string | null = null;
  /** One bit a call, the last in the lowest place; 1 is a failure. */
  let failures = 0;
  let pause = SHORTEST_PAUSE;
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
    callOff = later(pause, probeNow);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  function trip(why: string): void {
    if (closed || state !== 'ready') return;
    failures = 0;
    pause = SHORTEST_PAUSE;
    change('open', why);
    wait();
  }

  function probeNow(): void {
    callOff?.();
    if (closed || state !== 'open') return;
    const mine = ++round;
    change('probing', problem);
    // As in guard.ts: what has arrived while the thread was busy comes first.
    callOff = later(probeDeadline, () => void setImmediate(() => end(mine, 'no answer to the probe in time')));
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
      if ((failures & IN_A_ROW) === IN_A_ROW || ones(failures) >= TOO_MANY) trip(why);
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
