/**
 * Tells that a store's data have changed: at once for the first page, then every few seconds while more pages come. Dashboards
 * load anew with each of these news, so they must not come with every page.
 */
import type { Later } from '../../resilience/index.ts';

export interface DataNews {
  changed(): void;
  /** Nothing more comes: what was not told yet is told. */
  end(): void;
}

const GATHER_MILLISECONDS = 5_000;

/** @param tell is called with the news. */
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
