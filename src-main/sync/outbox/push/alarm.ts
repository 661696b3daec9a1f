/** One timer that is set anew instead of a second time: at most one of it runs, and when it goes off it is known. */
import type { Later } from '../../../resilience/index.ts';

export interface Alarm {
  /** When it goes off, in UTC milliseconds; null: it is not set. */
  readonly at: number | null;
  /** Runs `work` after so many milliseconds, and nothing that it was set for before. */
  set(milliseconds: number, work: () => void): void;
  off(): void;
}

/** Makes an alarm that is not set. @param now UTC milliseconds. */
export function createAlarm(now: () => number, later: Later): Alarm {
  let timer: { readonly at: number; callOff(): void } | null = null;

  function off(): void {
    timer?.callOff();
    timer = null;
  }

  return {
    get at() {
      return timer?.at ?? null;
    },
    set(milliseconds, work) {
      off();
      const ring = () => {
        timer = null;
        work();
      };
      timer = { at: now() + milliseconds, callOff: later(milliseconds, ring) };
    },
    off,
  };
}
