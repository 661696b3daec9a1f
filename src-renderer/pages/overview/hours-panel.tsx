/** Net sales by local hour of the day, beside the period before: when is it busy. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { moneyFromUnits, moneyToUnits } from '#shared/domain/money.ts';
import { Chart, cartesian, salesBesideBefore, tooltipContent } from '../../charts/index.ts';
import { changeColumn, changeOf, countColumn, moneyColumn, Panel, textColumn } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useColours } from '../../theme/index.ts';
import { everyHour } from './every-hour.ts';
import { Legend } from './legend.tsx';

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
    const base = cartesian(colours, (value) => formats.compactMoney(moneyFromUnits(value), currency));
    return {
      ...base,
      tooltip: {
        ...base.tooltip,
        formatter: (hits: readonly { dataIndex: number }[]) => {
          const row = hours[hits[0]?.dataIndex ?? -1];
          if (row === undefined) return '';
          return tooltipContent(`${clock(row)} – ${clock({ hour: (row.hour + 1) % 24 })}`, [
            { name: t('figures.netSales'), value: formats.money(row.netSales, currency), colour: colours.bar },
            {
              name: t('columns.previous'),
              value: formats.money(row.previousNetSales, currency),
              colour: colours.reference,
            },
            { name: t('figures.orders'), value: formats.number(row.orders) },
          ]);
        },
      },
      xAxis: { ...base.xAxis, data: hours.map(({ hour }) => String(hour).padStart(2, '0')) },
      series: salesBesideBefore(
        colours,
        hours.map(({ netSales }) => moneyToUnits(netSales)),
        hours.map(({ previousNetSales }) => moneyToUnits(previousNetSales)),
      ),
    };
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
