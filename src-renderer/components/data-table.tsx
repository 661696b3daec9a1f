/** A table of figures: sortable, and drawn row by row as one scrolls when it is long. */
import { Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { Column, TableData } from './columns.ts';

/** From here on only the rows in sight are drawn. */
const LONG = 60;
const COLUMN_WIDTHS = { text: 180, figure: 116 };

interface DataTableProps<Row> {
  readonly table: TableData<Row>;
  readonly label: string;
  /** Height of the rows' area in pixels. */
  readonly height: number;
}

export function DataTable<Row extends object>({ table, label, height }: DataTableProps<Row>) {
  const columns = useMemo(() => table.columns.map(antdColumn), [table.columns]);
  const width = table.columns.reduce((sum, { kind }) => sum + COLUMN_WIDTHS[kind], 0);
  return (
    <Table<Row>
      aria-label={label}
      className="data-table"
      size="small"
      columns={columns}
      dataSource={[...table.rows]}
      rowKey={table.rowKey}
      pagination={false}
      virtual={table.rows.length > LONG}
      scroll={{ x: width, y: height }}
      showSorterTooltip={false}
    />
  );
}

function antdColumn<Row>({ key, title, kind, text, order }: Column<Row>): TableColumnsType<Row>[number] {
  return {
    key,
    title,
    width: COLUMN_WIDTHS[kind],
    align: kind === 'figure' ? 'right' : 'left',
    ellipsis: true,
    ...(kind === 'figure' ? { className: 'figure' } : {}),
    render: (_value, row) => text(row),
    ...(order === undefined ? {} : { sorter: (a: Row, b: Row) => compare(order(a), order(b)) }),
  };
}

/** What is unknown comes first, as the smallest. */
function compare(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
