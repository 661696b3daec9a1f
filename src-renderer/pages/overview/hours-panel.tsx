/** Net sales by local hour of the day, beside the period before: when is it busy. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { Chart } from '../../charts/index.ts';
import { changeColumn, changeOf, countColumn, moneyColumn, Panel, textColumn } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useColours } from '../../theme/index.ts';
import { everyHour } from './every-hour.ts';
import { Legend } from './legend.tsx';
import { salesChart } from './sales-chart.ts';

type Hour = Overview['hours'][number];
const clock = ({ hour }: Pick<Hour, 'hour'>): string => `${String(hour).padStart(2, '0')}:00`;

export function HoursPanel({ overview, height }: { overview: Overview; height: number }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const colours = useColours();
  const { currency, freshness, range } = overview;
  const hours = useMemo(() => everyHour(overview.hours), [overview.hours]);

  const table = useMemo(
    () => ({
      name: `mendian-hours-${range.from}-${range.to}`,
      columns: [
        textColumn<Hour>('hour', t('columns.hour'), clock, 70),
        moneyColumn<Hour>(formats, currency, 'netSales', t('figures.netSales'), ({ netSales }) => netSales),
        moneyColumn<Hour>(formats, currency, 'previous', t('columns.previous'), (row) => row.previousNetSales),
        changeColumn<Hour>(formats, 'change', t('columns.change'), (row) =>
          changeOf(row.netSales, row.previousNetSales),
        ),
        countColumn<Hour>(formats, 'orders', t('figures.orders'), ({ orders }) => orders),
      ],
      rows: hours,
      rowKey: ({ hour }: Hour) => hour,
    }),
    [formats, t, currency, hours, range],
  );

  const option = useMemo(() => {
    const names = { netSales: t('figures.netSales'), before: t('columns.previous'), orders: t('figures.orders') };
    const shown = hours.map((row) => ({
      label: String(row.hour).padStart(2, '0'),
      heading: `${clock(row)} – ${clock({ hour: (row.hour + 1) % 24 })}`,
      netSales: row.netSales,
      before: row.previousNetSales,
      orders: row.orders,
    }));
    return salesChart({ colours, formats, currency, names }, shown);
  }, [colours, formats, t, currency, hours]);

  return (
    <Panel
      id="hours"
      title={t('panels.hours')}
      note={overview.trend.points.length === 1 && <Legend />}
      table={table}
      freshness={freshness}
      height={height}
      nothing={t('nothing.hours')}
    >
      <Chart option={option} label={t('charts.hours')} />
    </Panel>
  );
}
