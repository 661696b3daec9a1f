/** What is in a table, cell by cell, to compare with. */
import type { ColumnData, Table, TableData } from '../../../../src-main/cache/codec/index.ts';

type Cells = Record<string, (number | string | null)[]>;

export function cellsOf(table: Table | TableData): Cells {
  if ('columns' in table) {
    return Object.fromEntries(Object.entries(table.columns).map(([name, data]) => [name, cellsOfData(data)]));
  }
  return Object.fromEntries(
    Object.keys(table.schema).map((name) => {
      const column = table.column(name);
      return [name, Array.from({ length: table.rows }, (_, row) => column.at(row))];
    }),
  );
}

function cellsOfData(data: ColumnData): (number | string | null)[] {
  if (data.kind === 'number') return Array.from(data.values, (value) => (Number.isNaN(value) ? null : value));
  return data.kind === 'text' ? [...data.texts] : Array.from(data.codes, (code) => data.distinct[code]!);
}
