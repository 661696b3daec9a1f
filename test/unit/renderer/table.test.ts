import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src-renderer/components/columns.ts';
import { rowsInSight } from '../../../src-renderer/components/rows-in-sight.ts';
import { nextSorting, sortRows } from '../../../src-renderer/components/sorting.ts';

type Row = { readonly sales: number | null };
const sales: Column<Row> = {
  key: 'sales',
  title: 'Sales',
  kind: 'figure',
  text: ({ sales }) => String(sales),
  cell: () => null,
  order: ({ sales }) => sales,
};

describe('sorting', () => {
  it('begins with the largest figure, then the smallest, then goes back to the given order', () => {
    const first = nextSorting(null, sales);
    const second = nextSorting(first, sales);
    expect([first?.direction, second?.direction, nextSorting(second, sales)]).toEqual([
      'descending',
      'ascending',
      null,
    ]);
  });

  it('keeps what is unknown at the end either way', () => {
    const rows: Row[] = [{ sales: null }, { sales: 1 }, { sales: 2 }];
    const by = (direction: 'ascending' | 'descending') =>
      sortRows(rows, [sales], { key: 'sales', direction }).map((row) => row.sales);
    expect(by('ascending')).toEqual([1, 2, null]);
    expect(by('descending')).toEqual([2, 1, null]);
  });

  it('gives the rows as they came when nothing is sorted by', () => {
    const rows: Row[] = [{ sales: 2 }, { sales: 1 }];
    expect(sortRows(rows, [sales], null)).toBe(rows);
  });
});

describe('rows in sight', () => {
  it('cover the whole box wherever it is scrolled to, and never leave the table', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.integer({ min: 30, max: 2_000 }), (top, count, height) => {
        const { first, end } = rowsInSight(top, count, height);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(first).toBeLessThanOrEqual(end);
        const shown = Math.min(top, count);
        expect(first).toBeLessThanOrEqual(shown);
        expect(end).toBeGreaterThanOrEqual(Math.min(count, shown + Math.ceil(height / 30)));
      }),
    );
  });

  it('are few in a long table', () => {
    const { first, end } = rowsInSight(1_000, 5_000, 300);
    expect(end - first).toBeLessThan(50);
  });
});
