/** Columns from rows and from tables, for whoever has no columns to begin with. */
import type { CellKind, ColumnData, Row, Table, TableData, TableSchema } from './table.ts';

/** So many rows stay in the processor's nearest memory while each of their columns is filled. */
const BLOCK_ROWS = 256;

/** Gives rows as columns. */
export function tableDataOf<Schema extends TableSchema>(schema: Schema, rows: readonly Row<Schema>[]): TableData {
  const fill = Object.entries(schema).map(([name, kind]) => ({ name, kind, column: emptyColumn(kind, rows.length) }));
  for (let start = 0; start < rows.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, rows.length);
    for (const { name, column } of fill) {
      if (column.kind === 'number') copyNumbers(rows, name, column.values, start, end);
      else copyTexts(rows, name, column.texts, start, end);
    }
  }
  return { rows: rows.length, columns: Object.fromEntries(fill.map(({ name, column }) => [name, column])) };
}

type Filled = { kind: 'number'; values: Float64Array } | { kind: 'text'; texts: (string | null)[] };

function emptyColumn(kind: CellKind, rows: number): Filled {
  return kind === 'number' ? { kind, values: new Float64Array(rows) } : { kind, texts: new Array(rows) };
}

type AnyRow = Readonly<Record<string, number | string | null>>;

function copyNumbers(rows: readonly AnyRow[], name: string, values: Float64Array, start: number, end: number): void {
  for (let row = start; row < end; row++) values[row] = (rows[row]![name] as number | null) ?? Number.NaN;
}

function copyTexts(rows: readonly AnyRow[], name: string, texts: (string | null)[], start: number, end: number): void {
  for (let row = start; row < end; row++) texts[row] = rows[row]![name] as string | null;
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
