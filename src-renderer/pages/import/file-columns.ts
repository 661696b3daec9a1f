/**
 * What the columns of a file stand for, seen from the column. Invariant: a column stands for at most one field as it is
 * shown, and a field is read from at most one column.
 */
import type { Field, FileSettings } from '#shared/contract/index.ts';

export type Columns = FileSettings['columns'];

/** Gives the field that a column stands for, null when none. Of several fields the first in the list is shown. */
export function fieldOfColumn(columns: Columns, column: number): Field | null {
  for (const [name, index] of Object.entries(columns)) {
    if (index === column) return name as Field;
  }
  return null;
}

/** Gives the columns after staff have said what one of them stands for; null takes its meaning away. */
export function withColumn(columns: Columns, column: number, field: Field | null): Columns {
  const next: Columns = {};
  for (const [name, index] of Object.entries(columns)) {
    if (index !== column && name !== field) next[name as Field] = index;
  }
  if (field !== null) next[field] = column;
  return next;
}

/** Gives the indexes of the columns to show, in the file's order: all of them, or those that stand for something. */
export function shownColumns(columns: Columns, count: number, onlyMeaningful: boolean): readonly number[] {
  const meant = new Set(Object.values(columns));
  const all = Array.from({ length: count }, (_, index) => index);
  return onlyMeaningful ? all.filter((index) => meant.has(index)) : all;
}
