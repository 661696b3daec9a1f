/** Columns from rows and from tables, for whoever has no columns to begin with. */

import type { CellKind, ColumnData, Row, Table, TableData, TableSchema } from './table.ts';
import { createTextRecall, type TextRecall } from './text-recall.ts';

/** Gives rows as columns. */
export function tableDataOf<Schema extends TableSchema>(schema: Schema, rows: readonly Row<Schema>[]): TableData {
  const names = Object.keys(schema);
  const columns = names.map((name) => emptyColumn(schema[name]!, rows.length));
  for (let row = 0; row < rows.length; row++) fillRow(columns, names, rows[row]!, row);
  return { rows: rows.length, columns: Object.fromEntries(names.map((name, at) => [name, columns[at]!.data])) };
}

type AnyRow = Readonly<Record<string, number | string | null>>;

interface NumbersFilled {
  readonly data: { readonly kind: 'number'; readonly values: Float64Array };
  readonly texts: null;
}

interface TextsFilled {
  readonly data: { readonly kind: 'text'; readonly texts: (string | null)[] };
  readonly texts: TextRecall;
}

function emptyColumn(kind: CellKind, rows: number): NumbersFilled | TextsFilled {
  if (kind === 'number') return { data: { kind, values: new Float64Array(rows) }, texts: null };
  return { data: { kind, texts: new Array(rows) }, texts: createTextRecall() };
}

/**
 * Rows name their cells in the order of the schema, or nearly so: going through a row as it lies spares looking up each name,
 * and its texts are read while they are near.
 */
function fillRow(
  columns: readonly (NumbersFilled | TextsFilled)[],
  names: readonly string[],
  cells: AnyRow,
  row: number,
): void {
  let next = 0;
  let filled = 0;
  for (const name in cells) {
    const at = names[next] === name ? next : names.indexOf(name);
    next = at + 1;
    if (at < 0) continue;
    fillCell(columns[at]!, cells[name] ?? null, row);
    filled++;
  }
  if (filled < names.length) for (const [at, name] of names.entries()) fillCell(columns[at]!, cells[name] ?? null, row);
}

function fillCell({ data, texts }: NumbersFilled | TextsFilled, cell: number | string | null, row: number): void {
  if (texts === null) data.values[row] = cell === null ? Number.NaN : (cell as number);
  else data.texts[row] = cell === null ? null : texts.known(cell as string);
}

/** Gives what is in a table, to be encoded. */
export function dataOf(table: Table): TableData {
  const columns = Object.keys(table.schema).map((name) => [name, columnDataOf(table, name)] as const);
  return { rows: table.rows, columns: Object.fromEntries(columns) };
}

function columnDataOf(table: Table, name: string): ColumnData {
  const column = table.column(name);
  if (column.kind === 'number') return { kind: 'number', values: column.values };
  return { kind: 'text', texts: Array.from({ length: table.rows }, (_, row) => column.at(row)) };
}
