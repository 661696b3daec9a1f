/**
 * A clock that only moves when a test moves it, with the timers that hang on it. Timers run one after the other, by time and
 * then in the order in which they were set; what each sets off comes to rest before the next one runs, so that the same test
 * gives the same again.
 */
import { createTimerQueue } from './timer-queue.ts';

export interface VirtualTimeOptions {
  /** UTC milliseconds at the beginning. */
  readonly startsAt?: number;
}

export interface VirtualTime {
  /** UTC milliseconds. */
  now(): number;
  /** Milliseconds since the beginning. */
  elapsed(): number;
  /** Runs `work` after so many milliseconds; gives the way to call it off. */
  later(milliseconds: number, work: () => void): () => void;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Moves on by so many milliseconds, timer by timer. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Moves on until `work` has an outcome, and gives it.
   * @throws Error when nothing is left that could bring it about, or `within` milliseconds (a year) have passed.
   */
  until<Result>(work: Promise<Result>, within?: number): Promise<Result>;
  /** Moves on until no timer is left; what runs for ever stops at `within` milliseconds. */
  drain(within: number): Promise<void>;
  /** Lets everything come to rest that needs no time. */
  settle(): Promise<void>;
  /** How far the next timer is off in milliseconds; null: there is none. */
  readonly nextIn: number | null;
  readonly timers: number;
}

/** 2026-03-02T00:00:00Z, a Monday. */
const USUAL_START = 1_772_409_600_000;
const YEAR = 365 * 24 * 3_600_000;

/** All microtasks, and those that they set off, run before an immediate does. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createVirtualTime({ startsAt = USUAL_START }: VirtualTimeOptions = {}): VirtualTime {
  const queue = createTimerQueue();
  let elapsed = 0;

  function later(milliseconds: number, work: () => void): () => void {
    return queue.add(elapsed + Math.max(0, milliseconds), work);
  }

  /** Runs the next timer if it is due by then. */
  async function step(by: number): Promise<boolean> {
    const at = queue.nextAt;
    if (at === null || at > by) return false;
    elapsed = Math.max(elapsed, at);
    queue.take()();
    await settle();
    return true;
  }

  async function advance(milliseconds: number): Promise<void> {
    const end = elapsed + milliseconds;
    await settle();
    while (await step(end));
    elapsed = end;
    await settle();
  }

  return {
    // Whole milliseconds, as the system's clock has them.
    now: () => Math.floor(startsAt + elapsed),
    elapsed: () => elapsed,
    later,
    sleep: (milliseconds) => new Promise((resolve) => void later(milliseconds, resolve)),
    advance,
    async until(work, within = YEAR) {
      let ended = false;
      const end = () => {
        ended = true;
      };
      work.then(end, end);
      const latest = elapsed + within;
      await settle();
      while (!ended) {
        if (await step(latest)) continue;
        if (ended) break;
        throw new Error(queue.nextAt === null ? 'it waits for nothing: no timer is left' : `not within ${within} ms`);
      }
      return work;
    },
    async drain(within) {
      const latest = elapsed + within;
      await settle();
      while (await step(latest));
    },
    settle,
    get nextIn() {
      const at = queue.nextAt;
      return at === null ? null : Math.max(0, at - elapsed);
    },
    get timers() {
      return queue.size;
    },
  };
}
