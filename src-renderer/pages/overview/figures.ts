/** The headline figures of a period, made from its sums; what cannot be known is null, never 0. */
import type { Totals } from '#shared/contract/index.ts';

export const FIGURES = ['netSales', 'orders', 'averageOrder', 'units', 'grossProfit', 'refunds', 'costs'] as const;
export type FigureName = (typeof FIGURES)[number];

/** Money in 1/10,000 units, quantities in 1/1,000, orders as a count. */
export type Figures = Readonly<Record<FigureName, number | null>> &
  Readonly<Pick<Totals, 'grossMargin' | 'costKnown' | 'refundRate' | 'deliveryCost' | 'platformFee'>>;

/** Gives the figures of one period. */
export function figuresOf(totals: Totals): Figures {
  return {
    ...totals,
    averageOrder: averageOrderOf(totals),
    costs: totals.deliveryCost + totals.platformFee,
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
