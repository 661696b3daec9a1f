import { describe, expect, it } from 'vitest';
import { totalsOf } from '../../../../src-main/analytics/query/totals.ts';
import { MEASURES, type Measure } from '../../../../src-main/analytics/rollup/index.ts';

const totals = (sums: Partial<Record<Measure, number>>) => totalsOf(MEASURES.map((measure) => sums[measure] ?? 0));

describe('totals', () => {
  it('leave unknown what nothing is known of', () => {
    const { grossProfit, grossMargin, costKnown, refundRate } = totals({});
    expect([grossProfit, grossMargin, costKnown, refundRate]).toEqual([null, null, null, null]);
  });

  it('take the margin from the sales whose cost is known, and say how many those are', () => {
    const known = totals({ netSales: 1_000, costedSales: 870, cost: 522, costedLines: 3 });
    expect(known).toMatchObject({ grossProfit: 348, grossMargin: 0.4, costKnown: 0.87 });
  });

  it('know a margin of nothing only where something was sold with a known cost', () => {
    expect(totals({ netSales: 500, costedSales: 0, cost: 0, costedLines: 1 })).toMatchObject({
      grossProfit: 0,
      grossMargin: null,
    });
    expect(totals({ netSales: 500, costedSales: 500, cost: 500, costedLines: 1 }).grossMargin).toBe(0);
  });

  it('keep the known share between nothing and all when sales of unknown cost were given back', () => {
    expect(totals({ netSales: 800, costedSales: 1_000, cost: 1, costedLines: 1 }).costKnown).toBe(1);
    expect(totals({ netSales: -100, costedSales: 200, cost: 1, costedLines: 1 }).costKnown).toBe(0);
  });

  it('count refunds as a share of gross sales, which are net sales and refunds together', () => {
    expect(totals({ netSales: 750, refunds: 250 })).toMatchObject({ grossSales: 1_000, refundRate: 0.25 });
  });

  it('are refused beyond what is exact', () => {
    expect(() => totals({ netSales: Number.MAX_SAFE_INTEGER, refunds: 1 })).toThrow('SUM_TOO_LARGE');
  });
});
