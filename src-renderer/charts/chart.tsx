/** A drawing of ECharts that follows its box, its data and the theme. What it shows stands in the table behind it. */
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { init } from './echarts.ts';

interface ChartProps {
  /** Made anew only when what it draws has changed. */
  readonly option: EChartsCoreOption;
  /** Said to a screen reader in place of the drawing. */
  readonly label: string;
}

export function Chart({ option, label }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: 'canvas' });
    drawing.current = chart;
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.dispose();
      drawing.current = null;
    };
  }, []);

  useEffect(() => {
    drawing.current?.setOption(option, { notMerge: true });
    // At once, not with the next frame: a page that is being put on paper has none.
    drawing.current?.getZr().flush();
  }, [option]);

  return <div ref={box} className="chart" role="img" aria-label={label} />;
}
