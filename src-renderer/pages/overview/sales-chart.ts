/** Net sales as bars beside the period before, whatever the points stand for: days, months or hours. */
import { moneyFromUnits, moneyToUnits } from '#shared/domain/money.ts';
import { cartesian, salesBesideBefore, tooltipContent } from '../../charts/index.ts';
import type { Formats } from '../../i18n/index.ts';
import type { ChartColours } from '../../theme/index.ts';

export interface SalesPoint {
  /** Under the axis. */
  readonly label: string;
  /** Over the figures of the point. */
  readonly heading: string;
  readonly netSales: number;
  /** Null where there is nothing to compare with. */
  readonly before: number | null;
  readonly orders: number;
}

interface Drawing {
  readonly colours: ChartColours;
  readonly formats: Formats;
  readonly currency: string | null;
  readonly names: { readonly netSales: string; readonly before: string; readonly orders: string };
}

/** Gives the chart's option; amounts are money as the contract has it. */
export function salesChart({ colours, formats, currency, names }: Drawing, points: readonly SalesPoint[]) {
  const base = cartesian(colours, (value) => formats.compactMoney(moneyFromUnits(value), currency));
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      formatter: (hits: readonly { dataIndex: number }[]) => {
        const point = points[hits[0]?.dataIndex ?? -1];
        if (point === undefined) return '';
        const { heading, netSales, before, orders } = point;
        const rows = [{ name: names.netSales, value: formats.money(netSales, currency), colour: colours.bar }];
        const reference = colours.reference;
        if (before !== null)
          rows.push({ name: names.before, value: formats.money(before, currency), colour: reference });
        return tooltipContent(heading, [...rows, { name: names.orders, value: formats.number(orders) }]);
      },
    },
    xAxis: { ...base.xAxis, data: points.map(({ label }) => label) },
    series: salesBesideBefore(
      colours,
      points.map(({ netSales }) => moneyToUnits(netSales)),
      points.map(({ before }) => (before === null ? null : moneyToUnits(before))),
    ),
  };
}
