/** A drawing of ECharts that follows its box, its data and the theme. What it shows stands in the table behind it. */
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { type ChartPlace, ChartPlaces } from './chart-places.tsx';
import { init } from './echarts.ts';

interface ChartProps {
  /** Made anew only when what it draws has changed. */
  readonly option: EChartsCoreOption;
  /** Said to a screen reader in place of the drawing. */
  readonly label: string;
  /** Where each category along x leads to, by a click or from the keyboard. */
  readonly places?: readonly ChartPlace[];
  /** Names the places to a screen reader. */
  readonly placesLabel?: string;
}

const NOWHERE: readonly ChartPlace[] = [];

/** Gives the category at a point of the drawing; null outside of the axes. */
function categoryAt(chart: EChartsType, x: number, y: number): number | null {
  if (!chart.containPixel('grid', [x, y])) return null;
  const [category] = chart.convertFromPixel('grid', [x, y]);
  return category ?? null;
}

export function Chart({ option, label, places = NOWHERE, placesLabel }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<EChartsType | null>(null);
  const navigate = useNavigate();

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

  useEffect(() => {
    const chart = drawing.current;
    if (chart === null || places.length === 0) return;
    const canvas = chart.getZr();
    const placeAt = (x: number, y: number): ChartPlace | undefined => places[categoryAt(chart, x, y) ?? -1];
    const follow = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }): void => {
      canvas.setCursorStyle(placeAt(offsetX, offsetY) === undefined ? 'default' : 'pointer');
    };
    const go = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }): void => {
      const place = placeAt(offsetX, offsetY);
      if (place !== undefined) void navigate(place.to);
    };
    canvas.on('mousemove', follow);
    canvas.on('click', go);
    return () => {
      canvas.off('mousemove', follow);
      canvas.off('click', go);
    };
  }, [places, navigate]);

  const show = (category: number | null): void => {
    drawing.current?.dispatchAction(
      category === null ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: category },
    );
  };

  return (
    <div className="chart-frame">
      <div ref={box} className="chart" role="img" aria-label={label} />
      {places.length > 0 && <ChartPlaces places={places} label={placesLabel ?? label} onShow={show} />}
    </div>
  );
}
