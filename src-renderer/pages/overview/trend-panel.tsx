/** Net sales day by day (or month by month), beside the period before. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { moneyFromUnits, moneyToUnits } from '#shared/domain/money.ts';
import { Chart, cartesian, salesBesideBefore, tooltipContent } from '../../charts/index.ts';
import { changeColumn, changeOf, countColumn, moneyColumn, Panel, textColumn } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useOrdersAddress } from '../../state/index.ts';
import { useColours } from '../../theme/index.ts';
import { daysOfPoint } from './days-of-point.ts';
import { Legend } from './legend.tsx';

type Point = Overview['trend']['points'][number];

export function TrendPanel({ overview, height }: { overview: Overview; height: number }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const colours = useColours();
  const { currency, freshness, range } = overview;
  const { grain, points } = overview.trend;

  const ordersAt = useOrdersAddress();

  const table = useMemo(() => {
    const dated = (point: Point) => (grain === 'month' ? formats.month(point.date) : formats.date(point.date));
    return {
      name: `mendian-trend-${range.from}-${range.to}`,
      columns: [
        {
          ...textColumn<Point>('date', t('columns.date'), dated, 130),
          cell: ({ date }: Point) => date,
          order: ({ date }: Point) => date,
          to: ({ date }: Point) => ordersAt({ period: daysOfPoint(date, grain, range) }),
        },
        moneyColumn<Point>(formats, currency, 'netSales', t('figures.netSales'), ({ netSales }) => netSales),
        moneyColumn<Point>(formats, currency, 'previous', t('columns.previous'), (point) => point.previousNetSales),
        changeColumn<Point>(formats, 'change', t('columns.change'), (point) =>
          changeOf(point.netSales, point.previousNetSales),
        ),
        countColumn<Point>(formats, 'orders', t('figures.orders'), ({ orders }) => orders),
        moneyColumn<Point>(formats, currency, 'refunds', t('figures.refunds'), ({ refunds }) => refunds),
      ],
      rows: points,
      rowKey: ({ date }: Point) => date,
    };
  }, [formats, t, currency, points, grain, range, ordersAt]);

  const option = useMemo(() => {
    const base = cartesian(colours, (value) => formats.compactMoney(moneyFromUnits(value), currency));
    return {
      ...base,
      tooltip: {
        ...base.tooltip,
        formatter: (hits: readonly { dataIndex: number }[]) => {
          const point = points[hits[0]?.dataIndex ?? -1];
          if (point === undefined) return '';
          const heading =
            grain === 'month'
              ? formats.month(point.date)
              : `${formats.date(point.date)} ${formats.weekday(point.date)}`;
          const before = point.previousNetSales;
          return tooltipContent(heading, [
            { name: t('figures.netSales'), value: formats.money(point.netSales, currency), colour: colours.bar },
            ...(before === null
              ? []
              : [{ name: t('columns.previous'), value: formats.money(before, currency), colour: colours.reference }]),
            { name: t('figures.orders'), value: formats.number(point.orders) },
          ]);
        },
      },
      xAxis: {
        ...base.xAxis,
        data: points.map(({ date }) => (grain === 'month' ? formats.month(date) : formats.shortDate(date))),
      },
      series: salesBesideBefore(
        colours,
        points.map(({ netSales }) => moneyToUnits(netSales)),
        points.map((point) => (point.previousNetSales === null ? null : moneyToUnits(point.previousNetSales))),
      ),
    };
  }, [colours, formats, t, currency, points, grain]);

  return (
    <Panel
      id="trend"
      title={grain === 'month' ? t('panels.trendByMonth') : t('panels.trendByDay')}
      note={points.length > 1 && <Legend />}
      table={table}
      freshness={freshness}
      height={height}
      nothing={t('nothing.sales')}
    >
      <Chart option={option} label={t('charts.trend', { count: points.length })} />
    </Panel>
  );
}
