/** Several series over slots of time, as lines or as stacked bars. */
import type { ChartColours } from '../theme/index.ts';
import { cartesian } from './axes.ts';
import type { SeriesLook } from './several-series.ts';
import { tooltipContent } from './tooltip.ts';

export interface SeriesOverTime {
  readonly name: string;
  readonly look: SeriesLook;
  /** One value a slot; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

export interface OverTime {
  readonly colours: ChartColours;
  readonly kind: 'lines' | 'stack';
  /** Under the axis, one for each slot. */
  readonly labels: readonly string[];
  /** Over the figures of a slot. */
  readonly headings: readonly string[];
  readonly series: readonly SeriesOverTime[];
  /** The top of the axis, where it is known beforehand. */
  readonly max?: number;
  readonly format: (value: number) => string;
}

/** Gives the chart's option. */
export function overTime({ colours, kind, labels, headings, series, max, format }: OverTime) {
  const base = cartesian(colours, format);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      axisPointer:
        kind === 'lines'
          ? { type: 'line' as const, lineStyle: { color: colours.lineStrong } }
          : base.tooltip.axisPointer,
      formatter: (hits: readonly { dataIndex: number }[]) => {
        const index = hits[0]?.dataIndex ?? -1;
        const rows = series.flatMap(({ name, look, values }) => {
          const value = values[index];
          return value === null || value === undefined ? [] : [{ name, value: format(value), colour: look.colour }];
        });
        return tooltipContent(headings[index] ?? '', rows);
      },
    },
    xAxis: { ...base.xAxis, data: [...labels] },
    yAxis: {
      ...base.yAxis,
      min: 0,
      // What is stacked is counted: there is no half of it.
      ...(kind === 'stack' ? { minInterval: 1 } : {}),
      ...(max === undefined ? {} : { max, interval: max / 4 }),
    },
    series: series.map(({ name, look, values }) =>
      kind === 'stack'
        ? {
            type: 'bar' as const,
            name,
            stack: 'all',
            data: [...values],
            itemStyle: { color: look.colour },
            barCategoryGap: '12%',
            barMaxWidth: 28,
          }
        : {
            type: 'line' as const,
            name,
            data: [...values],
            connectNulls: false,
            // A slot between two gaps is no line: it shows as a point.
            symbol: 'circle',
            symbolSize: 5,
            showAllSymbol: true,
            showSymbol: values.filter((value) => value !== null).length < 40,
            itemStyle: { color: look.colour },
            lineStyle: {
              color: look.colour,
              width: 2,
              type: look.dash === 'solid' ? ('solid' as const) : [...look.dash],
            },
          },
    ),
  };
}
