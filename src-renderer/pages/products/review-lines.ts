/** What a step of many edits would change, line by line, with what deserves a second look. */
import type { ProductRow } from '#shared/contract/index.ts';
import { changedFields, type Field, withDraft } from './draft.ts';
import type { Edited } from './use-saving.ts';

export type Warning = 'belowCost' | 'large' | 'belowZero';

/** A price that changes by more than this part of itself may be a typing error. */
const LARGE_CHANGE = 0.5;

export interface ReviewLine {
  readonly row: ProductRow;
  readonly field: Field;
  readonly before: string | number | null;
  readonly after: string | number | null;
  /** Of the value before, as a ratio; null where it says nothing. */
  readonly change: number | null;
  readonly warning: Warning | null;
}

/** What needs a look stands first. */
export function reviewLines(edited: readonly Edited[]): readonly ReviewLine[] {
  const lines = edited.flatMap(({ row, draft }) => {
    const after = withDraft(row, draft);
    return changedFields(row, draft).map((field): ReviewLine => {
      const change = field === 'price' ? ratioOf(row.price, after.price) : null;
      return {
        row,
        field,
        before: row[field],
        after: after[field],
        change,
        warning: warningOf(row, field, after, change),
      };
    });
  });
  return lines.toSorted((a, b) => Number(b.warning !== null) - Number(a.warning !== null));
}

function ratioOf(before: number | null, after: number | null): number | null {
  return before === null || before === 0 || after === null ? null : (after - before) / before;
}

function warningOf(row: ProductRow, field: Field, after: ProductRow, change: number | null): Warning | null {
  if (field === 'stock') return (after.stock ?? 0) < 0 ? 'belowZero' : null;
  if (field === 'name') return null;
  if (row.unitCost !== null && (after.price ?? 0) < row.unitCost) return 'belowCost';
  return change !== null && Math.abs(change) > LARGE_CHANGE ? 'large' : null;
}
