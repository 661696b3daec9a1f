/** The headline figures of a period, made from its sums; what cannot be known is null, never 0. */
import type { Totals } from '#shared/contract/index.ts';

export const FIGURES = ['netSales', 'orders', 'averageOrder', 'units', 'grossProfit', 'refunds', 'costs'] as const;
export type FigureName = (typeof FIGURES)[number];

/** Money in 1/10,000 units, quantities in 1/1,000, orders as a count. */
export type Figures = Readonly<Record<FigureName, number | null>> & {
  /** Gross profit per unit of the sales whose cost is known; null when none is. */
  readonly margin: number | null;
  /** Share of net sales whose cost is known, 0 to 1; null when nothing was sold. */
  readonly costKnown: number | null;
  /** Share of gross sales given back, 0 to 1; null when nothing was sold. */
  readonly refundRate: number | null;
  readonly deliveryCost: number;
  readonly platformFee: number;
};

/** Gives the figures of one period. */
export function figuresOf(totals: Totals): Figures {
  const { orders, netSales, grossSales, refunds, grossProfit, costedSales, deliveryCost, platformFee } = totals;
  return {
    netSales,
    orders,
    averageOrder: averageOrderOf(totals),
    units: totals.units,
    grossProfit,
    refunds,
    costs: deliveryCost + platformFee,
    margin: grossProfit === null || costedSales === 0 ? null : grossProfit / costedSales,
    costKnown: netSales === 0 ? null : Math.min(1, Math.max(0, costedSales / netSales)),
    refundRate: grossSales === 0 ? null : refunds / grossSales,
    deliveryCost,
    platformFee,
  };
}

/** Net sales per order, in 1/10,000 units; null without orders. */
export function averageOrderOf({ netSales, orders }: Pick<Totals, 'netSales' | 'orders'>): number | null {
  return orders === 0 ? null : Math.round(netSales / orders);
}

/** True when the cost of a part of the sales is missing, so that profit and margin stand for the rest only. */
export function isCostIncomplete({ grossProfit, costKnown }: Figures): boolean {
  return grossProfit !== null && costKnown !== null && costKnown < 0.9995;
}
