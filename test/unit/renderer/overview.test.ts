import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Totals } from '#shared/contract/index.ts';
import { changeOf } from '../../../src-renderer/components/change-of.ts';
import { everyHour } from '../../../src-renderer/pages/overview/every-hour.ts';
import { figuresOf, isCostIncomplete } from '../../../src-renderer/pages/overview/figures.ts';
import { panelHeights } from '../../../src-renderer/pages/overview/panel-heights.ts';

const totals = (given: Partial<Totals>): Totals => ({
  orders: 0,
  units: 0,
  placed: 0,
  grossSales: 0,
  refunds: 0,
  netSales: 0,
  cost: 0,
  costedSales: 0,
  grossProfit: null,
  discounts: 0,
  deliveryCost: 0,
  platformFee: 0,
  grossMargin: null,
  costKnown: null,
  refundRate: null,
  ...given,
});

describe('headline figures', () => {
  it('leave unknown what nothing is known of', () => {
    const { averageOrder, grossProfit, grossMargin, costKnown, refundRate } = figuresOf(totals({}));
    expect([averageOrder, grossProfit, grossMargin, costKnown, refundRate]).toEqual([null, null, null, null, null]);
  });

  it('speak of missing costs where some are missing, not where none is or all are', () => {
    const isIncomplete = (given: Partial<Totals>) => isCostIncomplete(figuresOf(totals(given)));
    expect(isIncomplete({ grossProfit: 348, costKnown: 0.87 })).toBe(true);
    expect(isIncomplete({ grossProfit: 1, costKnown: 1 })).toBe(false);
    expect(isIncomplete({ grossProfit: null, costKnown: 0 })).toBe(false);
  });

  it('give the average order in whole counts', () => {
    expect(figuresOf(totals({ netSales: 1_000_001, orders: 3 })).averageOrder).toBe(333_334);
  });
});

describe('change', () => {
  it('is relative to the size of what was before, also when that was negative', () => {
    expect(changeOf(150, 100)).toBe(0.5);
    expect(changeOf(-50, -100)).toBe(0.5);
  });

  it('is unknown against nothing', () => {
    expect([changeOf(5, 0), changeOf(5, null), changeOf(null, 5)]).toEqual([null, null, null]);
  });
});

describe('hours', () => {
  it('have no gap between the first and the last', () => {
    const row = (hour: number) => ({ hour, orders: 1, netSales: 5, previousNetSales: 4 });
    const filled = everyHour([row(9), row(12)]);
    expect(filled.map(({ hour, netSales }) => [hour, netSales])).toEqual([
      [9, 5],
      [10, 0],
      [11, 0],
      [12, 5],
    ]);
    expect(everyHour([])).toEqual([]);
  });
});

describe('heights of the panels', () => {
  it('let figures and main charts fit on a screen of 720 pixels', () => {
    // Header 48, page padding 12, tiles 138, days 26, panel title 40, freshness line 30.
    expect(48 + 12 + 138 + 26 + 40 + panelHeights(720).charts + 30).toBeLessThanOrEqual(720);
  });

  it('stay within their limits on any screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 5_000 }), (height) => {
        const { charts, rankings } = panelHeights(height);
        expect(charts).toBeGreaterThanOrEqual(200);
        expect(charts).toBeLessThanOrEqual(1_000);
        expect(rankings % 32).toBe(0);
        expect(rankings).toBeGreaterThan(0);
      }),
    );
  });
});
