/** Net sales day by day (or month by month), beside the period before. */
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { Chart } from '../../charts/index.ts';
import { changeColumn, changeOf, countColumn, moneyColumn, Panel, textColumn } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useOrdersAddress } from '../../state/index.ts';
import { useColours } from '../../theme/index.ts';
import { daysOfPoint } from './days-of-point.ts';
import { Legend } from './legend.tsx';
import { salesChart } from './sales-chart.ts';

type Point = Overview['trend']['points'][number];

export function TrendPanel({ overview, height }: { overview: Overview; height: number }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const colours = useColours();
  const { currency, freshness, range } = overview;
  const { grain, points } = overview.trend;

  const ordersAt = useOrdersAddress();
  const ordersOf = useCallback(
    (date: string) => ordersAt({ period: daysOfPoint(date, grain, range) }),
    [ordersAt, grain, range],
  );
  const headingOf = useCallback(
    (date: string) => (grain === 'month' ? formats.month(date) : `${formats.date(date)} ${formats.weekday(date)}`),
    [grain, formats],
  );

  const table = useMemo(() => {
    const dated = (point: Point) => (grain === 'month' ? formats.month(point.date) : formats.date(point.date));
    return {
      name: `mendian-trend-${range.from}-${range.to}`,
      columns: [
        {
          ...textColumn<Point>('date', t('columns.date'), dated, 130),
          cell: ({ date }: Point) => date,
          order: ({ date }: Point) => date,
          to: ({ date }: Point) => ordersOf(date),
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
  }, [formats, t, currency, points, grain, range, ordersOf]);

  const option = useMemo(() => {
    const names = { netSales: t('figures.netSales'), before: t('columns.previous'), orders: t('figures.orders') };
    const shown = points.map(({ date, netSales, previousNetSales, orders }) => ({
      label: grain === 'month' ? formats.month(date) : formats.shortDate(date),
      heading: headingOf(date),
      netSales,
      before: previousNetSales,
      orders,
    }));
    return salesChart({ colours, formats, currency, names }, shown);
  }, [colours, formats, t, currency, points, grain, headingOf]);

  const places = useMemo(
    () =>
      points.map(({ date, netSales }) => ({
        to: ordersOf(date),
        name: `${headingOf(date)}: ${formats.money(netSales, currency)}`,
      })),
    [points, ordersOf, headingOf, formats, currency],
  );

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
      <Chart
        option={option}
        label={t('charts.trend', { count: points.length })}
        places={places}
        placesLabel={t('charts.trendPlaces')}
      />
    </Panel>
  );
}
