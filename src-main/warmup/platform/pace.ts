/**
 * Calls to one platform leave at a steady pace, however many wait: never two closer together than the pace says, and none
 * while the platform wants to be left alone.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { type Later, wait } from '../../resilience/index.ts';

export interface Pace {
  /** Resolves when the caller may call. @throws AppError CANCELLED */
  turn(signal: AbortSignal): Promise<void>;
  /** No call leaves within so many milliseconds from now. */
  rest(milliseconds: number): void;
  /** Milliseconds until calls may leave again; 0 when the platform does not rest. */
  restsFor(): number;
  /** Milliseconds from one call to the next. */
  readonly interval: number;
}

export interface PaceOptions {
  /** Calls a second, asked at each call. */
  readonly rate: () => number;
  /** Milliseconds of a clock that only goes forward: a clock that is set must not stop the calls. */
  readonly elapsed: () => number;
  readonly later: Later;
}

const SECOND = 1_000;

export function createPace({ rate, elapsed, later }: PaceOptions): Pace {
  let lastLeft = Number.NEGATIVE_INFINITY;
  let restUntil = Number.NEGATIVE_INFINITY;
  /** Callers leave in the order in which they came. */
  let queue: Promise<void> = Promise.resolve();

  async function leave(signal: AbortSignal): Promise<void> {
    for (;;) {
      if (signal.aborted) throw new AppError('CANCELLED');
      const missing = Math.max(lastLeft + SECOND / rate(), restUntil) - elapsed();
      if (missing <= 0) break;
      await wait(missing, later, signal);
    }
    lastLeft = elapsed();
  }

  return {
    turn(signal) {
      const turn = queue.then(() => leave(signal));
      queue = settled(turn);
      return turn;
    },
    rest(milliseconds) {
      restUntil = Math.max(restUntil, elapsed() + milliseconds);
    },
    restsFor: () => Math.max(0, restUntil - elapsed()),
    get interval() {
      return SECOND / rate();
    },
  };
}

/** Whoever gave up must not keep the next one from leaving; the failure is told to whoever asked for the turn. */
async function settled(turn: Promise<void>): Promise<void> {
  await Promise.allSettled([turn]);
}
