/** The height of every panel follows from the window alone, never from data: nothing moves when an answer arrives. */
import { useSyncExternalStore } from 'react';

export interface PanelHeights {
  /** Drawing area of the trend and the hours, in pixels. */
  readonly charts: number;
  /** Drawing area of the rankings. */
  readonly rankings: number;
}

/** What stands above and below the charts' drawing area in the first screen. */
const AROUND_CHARTS = 334;
const SMALLEST = 200;
const LARGEST = 1_000;

/** Gives the heights for a window of this height: headline figures and the main charts fit on the first screen. */
export function panelHeights(windowHeight: number): PanelHeights {
  const within = (height: number): number => Math.round(Math.max(SMALLEST, Math.min(LARGEST, height)));
  // A large screen has room for the rankings below without scrolling.
  const charts = within(windowHeight < 1_000 ? windowHeight - AROUND_CHARTS : (windowHeight - AROUND_CHARTS) * 0.5);
  const rankings = within(windowHeight < 1_000 ? 320 : (windowHeight - AROUND_CHARTS) * 0.5 - 84);
  return { charts, rankings: Math.floor(rankings / 32) * 32 };
}

export function usePanelHeights(): PanelHeights {
  const height = useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => window.innerHeight,
  );
  return panelHeights(height);
}
