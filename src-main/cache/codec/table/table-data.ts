/** Columns from rows and from tables, for whoever has no columns to begin with. */
import type { ColumnData, Row, Table, TableData, TableSchema } from './table.ts';

/** Gives rows as columns. */
export function tableDataOf<Schema extends TableSchema>(schema: Schema, rows: readonly Row<Schema>[]): TableData {
  const names = Object.keys(schema);
  const room: Room = {
    numbers: names.map((name) => (schema[name] === 'number' ? new Float64Array(rows.length) : null)),
    texts: names.map((name) => (schema[name] === 'text' ? new Array(rows.length) : null)),
  };
  for (let row = 0; row < rows.length; row++) fillRow(room, names, rows[row]!, row);
  const columns = names.map((name, at): [string, ColumnData] => {
    const values = room.numbers[at];
    return [name, values ? { kind: 'number', values } : { kind: 'text', texts: room.texts[at]! }];
  });
  return { rows: rows.length, columns: Object.fromEntries(columns) };
}

/** By column; null where it is of the other kind. */
interface Room {
  readonly numbers: readonly (Float64Array | null)[];
  readonly texts: readonly ((string | null)[] | null)[];
}

type Cell = number | string | null;

/** Rows mostly name their cells in the schema's order: going through one as it lies spares looking up each name. */
function fillRow(room: Room, names: readonly string[], cells: Readonly<Record<string, Cell>>, row: number): void {
  let at = 0;
  for (const name in cells) {
    if (names[at] !== name) break;
    fillCell(room, at++, row, cells[name]!);
  }
  for (; at < names.length; at++) fillCell(room, at, row, cells[names[at]!] ?? null);
}

function fillCell({ numbers, texts }: Room, at: number, row: number, cell: Cell): void {
  const values = numbers[at]!;
  if (values === null) texts[at]![row] = cell as string | null;
  else values[row] = cell === null ? Number.NaN : (cell as number);
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
