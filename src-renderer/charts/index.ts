export { cartesian } from './axes.ts';
export { Chart } from './chart.tsx';
export { RankedBars, type RankedRow } from './ranked-bars.tsx';
export { salesBesideBefore } from './sales-series.ts';
export { type TooltipRow, tooltipContent } from './tooltip.ts';
