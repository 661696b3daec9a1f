/** One chart of the history, with the table behind it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CacheHistoryPoint } from '#shared/contract/index.ts';
import { Chart, overTime, SeriesLegend, seriesLook } from '../../charts/index.ts';
import { type Column, Panel, textColumn, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useColours } from '../../theme/index.ts';
import { type HistoryView, valuesOf } from './history-view.ts';

/** A series of the chart and column of the table. */
export interface Line {
  readonly key: string;
  readonly name: string;
  /** Its place among the looks: the same thing looks the same however many others are shown. */
  readonly look: number;
  readonly value: (point: CacheHistoryPoint) => number | null;
  /** In the table and its export. */
  readonly column: Column<CacheHistoryPoint>;
}

interface HistoryPanelProps {
  readonly id: 'hit-rate' | 'answers' | 'latency' | 'evictions';
  readonly title: string;
  /** Said to a screen reader in place of the drawing. */
  readonly label: string;
  readonly nothing: string;
  readonly kind: 'lines' | 'stack';
  readonly view: HistoryView;
  readonly lines: readonly Line[];
  readonly height: number;
  readonly max?: number;
  readonly format: (value: number) => string;
}

export function HistoryPanel(props: HistoryPanelProps) {
  const { id, title, label, nothing, kind, view, lines, height, max, format } = props;
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const colours = useColours();
  const now = useNow(60_000);
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
        format,
      }),
    [colours, kind, view, lines, looks, max, format],
  );

  const entries = lines.map(({ name }, index) => ({ name, colour: looks[index]!.colour }));
  return (
    <Panel
      id={id}
      title={title}
      note={<SeriesLegend entries={entries} />}
      table={table}
      height={height}
      nothing={nothing}
    >
      <Chart option={option} label={label} />
    </Panel>
  );
}
