/** What the dashboard shows: one call for the overview, one for any breakdown as a table. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  businessDate,
  currencyCode,
  importId,
  instant,
  money,
  productId,
  quantity,
  storeId,
  storeScope,
} from './primitives.ts';

/**
 * Sums over a scope. `netSales` is `grossSales - refunds`. Costs are known only for some lines: `costedSales` is the
 * part of net sales whose cost is known, `grossProfit` is `costedSales - cost` and null when no cost is known. What cannot
 * be known is null, never 0.
 */
export const totals = z.object({
  orders: z.int(),
  units: quantity,
  /** Value of all orders placed, whatever became of them. */
  placed: money,
  grossSales: money,
  refunds: money,
  netSales: money,
  cost: money,
  costedSales: money,
  grossProfit: money.nullable(),
  discounts: money,
  deliveryCost: money,
  platformFee: money,
  /** Gross profit per unit of the sales whose cost is known. */
  grossMargin: z.number().nullable(),
  /** Share of net sales whose cost is known, 0 to 1; null when nothing was sold. */
  costKnown: z.number().min(0).max(1).nullable(),
  /** Share of gross sales that was given back; null when nothing was sold. */
  refundRate: z.number().nullable(),
});
export type Totals = z.infer<typeof totals>;

export const dateRange = z.object({ from: businessDate, to: businessDate });
export type DateRange = z.infer<typeof dateRange>;

export const overviewInput = z.object({
  stores: storeScope,
  from: businessDate,
  to: businessDate,
  /** Left out: the currency with the most orders in the scope. Amounts in different currencies are never added up. */
  currency: currencyCode.optional(),
  /** How many products `topProducts` and `fallingProducts` hold. */
  products: z.int().min(1).max(100).default(10),
});

export const freshness = z.object({
  /** When these numbers were computed. */
  computedAt: instant,
  /** When the newest data in the scope was written; null when there is none. */
  dataAsOf: instant.nullable(),
  /** Where the newest data came from; null when there is none. */
  lastImport: z.object({ id: importId, finishedAt: instant, files: z.array(z.string()) }).nullable(),
  source: z.enum(['database', 'cache']),
  /** True: past its time, shown because nothing newer could be had yet. */
  stale: z.boolean(),
});
export type Freshness = z.infer<typeof freshness>;

const movement = { orders: z.int(), netSales: money, previousNetSales: money };

export const overview = z.object({
  /** Null only when the scope holds no orders at all. */
  currency: currencyCode.nullable(),
  currencies: z.array(z.object({ code: currencyCode, orders: z.int() })),
  range: dateRange,
  /** As many days, just before. */
  previousRange: dateRange,
  /** As many days, shifted back by the fewest whole weeks that clear the range: the same weekdays. */
  weekdayRange: dateRange,
  /**
   * Set when the range ends today: both comparisons then stop before this local time of their last day (`HH:MM`), which is
   * that of the answer, so that ten past nine is compared with ten past nine.
   */
  comparedUntil: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  totals: z.object({ current: totals, previous: totals, sameWeekdays: totals }),
  trend: z.object({
    grain: z.enum(['day', 'month']),
    points: z.array(
      z.object({
        /** First day of the point. */
        date: businessDate,
        orders: z.int(),
        netSales: money,
        refunds: money,
        /** The same position in the previous range; null where it has none. */
        previousNetSales: money.nullable(),
      }),
    ),
  }),
  /** Local hours that have orders in either range, ascending. */
  hours: z.array(z.object({ hour: z.int().min(0).max(23), ...movement })),
  channels: z.array(z.object({ channel: z.string(), ...movement })),
  topProducts: z.array(z.object({ productId, code: z.string(), name: z.string(), units: quantity, ...movement })),
  /** Products whose net sales fell most against the previous range, the largest fall first. */
  fallingProducts: z.array(z.object({ productId, code: z.string(), name: z.string(), units: quantity, ...movement })),
  /** Every store in the scope that sold anything in either range, the best first. */
  stores: z.array(z.object({ storeId, name: z.string(), units: quantity, grossProfit: money.nullable(), ...movement })),
  freshness,
});
export type Overview = z.infer<typeof overview>;
export type OverviewInput = z.input<typeof overviewInput>;

export const breakdownKey = z.enum(['store', 'day', 'month', 'hour', 'channel', 'product']);
export type BreakdownKey = z.infer<typeof breakdownKey>;

export const breakdownInput = z.object({
  stores: storeScope,
  from: businessDate,
  to: businessDate,
  currency: currencyCode.optional(),
  by: breakdownKey,
});

export const breakdownRow = totals.extend({
  /** What the row stands for: the store's code, `YYYY-MM-DD`, `YYYY-MM`, `00`-`23`, the channel or the product's code. */
  key: z.string(),
  /** A name to show; equal to the key where there is none. */
  label: z.string(),
});
export type BreakdownRow = z.infer<typeof breakdownRow>;

export const breakdown = z.object({
  currency: currencyCode.nullable(),
  currencies: z.array(z.object({ code: currencyCode, orders: z.int() })),
  rows: z.array(breakdownRow),
  /** Sum of all rows, but for `orders` by product: an order with two products is counted once. */
  totals,
  freshness,
});
export type Breakdown = z.infer<typeof breakdown>;

/** The first and last business date that hold data, so that a first look is never empty. */
export const analyticsBounds = z.object({
  first: businessDate.nullable(),
  last: businessDate.nullable(),
  today: businessDate,
});

export const analyticsContract = {
  overview: oc
    .route({
      method: 'POST',
      path: '/analytics/overview',
      tags: ['Analytics'],
      summary: 'Everything the overview page shows',
    })
    .input(overviewInput)
    .output(overview),
  breakdown: oc
    .route({
      method: 'POST',
      path: '/analytics/breakdown',
      tags: ['Analytics'],
      summary: 'Sums by store, day, month, hour, channel or product',
    })
    .input(breakdownInput)
    .output(breakdown),
  bounds: oc
    .route({
      method: 'POST',
      path: '/analytics/bounds',
      tags: ['Analytics'],
      summary: 'First and last business date with orders',
    })
    .input(z.object({ stores: storeScope }))
    .output(analyticsBounds),
};
