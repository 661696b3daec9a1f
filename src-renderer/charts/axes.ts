/** What all charts have in common: quiet axes, room for labels, a tooltip that stays inside. */
import { type ChartColours, FONT } from '../theme/index.ts';

/** Gives the base of a chart with categories along x and money along y. */
export function cartesian(colours: ChartColours, formatValue: (value: number) => string) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    aria: { enabled: true },
    grid: {
      left: 4,
      right: 10,
      top: 12,
      bottom: 2,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.lineStrong,
      padding: 0,
      extraCssText: 'box-shadow: 0 4px 14px rgb(0 0 0 / 14%)',
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: colours.accentSoft, opacity: 0.5 } },
    },
    xAxis: {
      type: 'category' as const,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.lineStrong } },
      axisLabel: { color: colours.textQuiet, fontSize: 12, hideOverlap: true },
    },
    yAxis: {
      type: 'value' as const,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.textQuiet, fontSize: 12, formatter: formatValue },
    },
  };
}
