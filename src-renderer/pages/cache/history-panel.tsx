/** One chart of the history, with the table behind it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CacheHistoryPoint } from '#shared/contract/index.ts';
import { Chart, overTime, SeriesLegend, seriesLook } from '../../charts/index.ts';
import { Panel, textColumn, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useColours } from '../../theme/index.ts';
import type { HistoryChart } from './history-lines.ts';
import { type HistoryView, valuesOf } from './history-view.ts';

interface HistoryPanelProps {
  readonly chart: HistoryChart;
  readonly view: HistoryView;
  readonly height: number;
}

export function HistoryPanel({ chart, view, height }: HistoryPanelProps) {
  const { id, words, nothing, kind, max } = chart;
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const colours = useColours();
  const now = useNow(60_000);
  const lines = useMemo(() => chart.lines(t, formats, view), [chart, t, formats, view]);
  const looks = useMemo(() => lines.map((line) => seriesLook(colours, line.look)), [lines, colours]);

  const table = useMemo(() => {
    const time = textColumn<CacheHistoryPoint>('at', t('columns.time'), ({ at }) => formats.moment(at, now), 130);
    const hasAny = (point: CacheHistoryPoint): boolean => lines.some(({ value }) => (value(point) ?? 0) > 0);
    return {
      name: `mendian-cache-${id}`,
      columns: [
        { ...time, cell: ({ at }: CacheHistoryPoint) => at, order: ({ at }: CacheHistoryPoint) => at },
        ...lines.map(({ column }) => column),
      ],
      rows: view.points.filter(hasAny).toReversed(),
      rowKey: ({ at }: CacheHistoryPoint) => at,
    };
  }, [t, formats, now, id, lines, view]);

  const option = useMemo(
    () =>
      overTime({
        colours,
        kind,
        labels: view.labels,
        headings: view.headings,
        series: lines.map(({ name, value }, index) => ({ name, look: looks[index]!, values: valuesOf(view, value) })),
        ...(max === undefined ? {} : { max }),
        format: chart.format(formats),
      }),
    [colours, kind, view, lines, looks, max, chart, formats],
  );

  const entries = lines.map(({ name }, index) => ({ name, colour: looks[index]!.colour }));
  return (
    <Panel
      id={id}
      title={t(`panels.${words}`)}
      note={<SeriesLegend entries={entries} />}
      table={table}
      height={height}
      nothing={t(`panels.${nothing}`)}
    >
      <Chart option={option} label={t(`charts.${words}`)} />
    </Panel>
  );
}
