/**
 * Tells that a store's data have changed: the first time at once, and while more comes, from time to time. Whoever hears of it
 * loads boards anew, which a page every few milliseconds would have them do all the time.
 */
import type { Later } from '../../resilience/index.ts';

export interface DataNews {
  changed(): void;
  /** Nothing more comes: what was not told yet is told. */
  end(): void;
}

const GATHER_MILLISECONDS = 5_000;

export function createDataNews(later: Later, tell: () => void): DataNews {
  let callOff: (() => void) | null = null;
  let untold = false;

  function changed(): void {
    if (callOff) {
      untold = true;
      return;
    }
    callOff = later(GATHER_MILLISECONDS, () => {
      callOff = null;
      tellUntold();
    });
    tell();
  }

  function tellUntold(): void {
    if (!untold) return;
    untold = false;
    changed();
  }

  return {
    changed,
    end() {
      callOff?.();
      callOff = null;
      if (untold) tell();
      untold = false;
    },
  };
}
