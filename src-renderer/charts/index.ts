export { cartesian } from './axes.ts';
export { Chart } from './chart.tsx';
export { overTime } from './over-time.ts';
export { RankedBars, type RankedRow } from './ranked-bars.tsx';
export { salesBesideBefore } from './sales-series.ts';
export { SeriesLegend } from './series-legend.tsx';
export { seriesLook } from './several-series.ts';
export { type TimeSlot, timeSlots } from './time-slots.ts';
export { type TooltipRow, tooltipContent } from './tooltip.ts';
