/** Sorting leaves the given order alone until a heading is pressed, and finds back to it. */
import type { Column } from './columns.ts';

export interface Sorting {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

/** Gives what a press on a heading leads to: figures fall first, texts rise first, the third press undoes it. */
export function nextSorting(
  before: Sorting | null,
  { key, kind }: Pick<Column<never>, 'key' | 'kind'>,
): Sorting | null {
  const first = kind === 'figure' ? 'descending' : 'ascending';
  if (before?.key !== key) return { key, direction: first };
  if (before.direction !== first) return null;
  return { key, direction: first === 'ascending' ? 'descending' : 'ascending' };
}

/** Gives the rows in order; what is unknown stands last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const order = columns.find(({ key }) => key === sorting?.key)?.order;
  if (sorting === null || order === undefined) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const a = order(left);
    const b = order(right);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));
  });
}
