/** Colours and strokes for up to eight series: neighbours differ in lightness too, lines also by their dashes. */
import type { ChartColours } from '../theme/index.ts';

const LIGHT = ['#17657d', '#7fb3c4', '#8a5300', '#d9a441', '#6b4a8f', '#b39bcf', '#b3261e', '#6b7882'] as const;
const DARK = ['#62b6d0', '#2d6d82', '#e5b25d', '#8a6420', '#b79be0', '#6e5596', '#ff8a80', '#a3b1ba'] as const;
const DASHES = ['solid', [6, 3], [2, 3], [9, 3, 2, 3]] as const;

/** What a series is drawn with, in the drawing and in its legend. */
export interface SeriesLook {
  readonly colour: string;
  readonly dash: 'solid' | readonly number[];
}

/** Gives the look of the series at a place; the same place always looks the same. */
export function seriesLook(colours: ChartColours, index: number): SeriesLook {
  const dark = colours.surface !== '#ffffff';
  const list = dark ? DARK : LIGHT;
  return { colour: list[index % list.length]!, dash: DASHES[index % DASHES.length]! };
}
