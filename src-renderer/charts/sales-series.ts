/** Bars for what is, a dashed line for what was: told apart by shape, not by colour alone. */
import type { ChartColours } from '../theme/index.ts';

/** Gives the series for two lists of currency units over the same categories; null leaves a gap in the line. */
export function salesBesideBefore(colours: ChartColours, now: readonly number[], before: readonly (number | null)[]) {
  const line = {
    type: 'line' as const,
    data: [...before],
    // A single point makes no line: it is drawn as a mark across the bar.
    symbol: 'rect',
    symbolSize: before.length === 1 ? [64, 3] : 5,
    showSymbol: before.length === 1,
  };
  return [
    {
      type: 'bar' as const,
      data: [...now],
      itemStyle: { color: colours.bar, borderRadius: [2, 2, 0, 0] },
      barMaxWidth: 40,
      barCategoryGap: '28%',
    },
    // A wider line in the background's colour below the dashes keeps them legible where they cross a bar.
    { ...line, silent: true, lineStyle: { color: colours.surface, width: 5, opacity: 0.75 }, showSymbol: false },
    {
      ...line,
      lineStyle: { color: colours.reference, width: 2, type: [5, 4] },
      itemStyle: { color: colours.reference },
    },
  ];
}
