/** A real table of figures: sortable by its headings, reachable by keyboard, and drawn only where it is in sight. */
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Column, TableData } from './columns.ts';
import { LongTable } from './long-table.tsx';
import { nextSorting, type Sorting, sortRows } from './sorting.ts';
import { TableHeading } from './table-heading.tsx';
import { useRowsInSight } from './use-rows-in-sight.ts';

interface DataTableProps<Row> {
  readonly table: TableData<Row>;
  /** Names the table to a screen reader. */
  readonly label: string;
  /** Height of the whole table in pixels; longer ones scroll. */
  readonly height: number;
}

const COLUMN_WIDTHS = { text: 170, figure: 122 };

export function DataTable<Row extends object>({ table, label, height }: DataTableProps<Row>) {
  const { t } = useTranslation();
  const { columns, rows, rowKey } = table;
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const box = useRef<HTMLElement>(null);
  const sight = useRowsInSight(box, sorted.length, height);
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const headings = columns.map((column) => (
    <TableHeading
      key={column.key}
      title={column.title}
      kind={column.kind}
      width={widthOf(column)}
      direction={sorting?.key === column.key ? sorting.direction : null}
      {...(column.order === undefined ? {} : { onSort: () => setSorting(nextSorting(sorting, column)) })}
    />
  ));
  return (
    <LongTable
      box={box}
      sight={sight}
      count={sorted.length}
      label={`${t('table.show')}: ${label}`}
      maxHeight={height}
      width={width}
      headings={headings}
    >
      {(index, place) => {
        const row = sorted[index]!;
        return (
          <tr key={rowKey(row)} {...place}>
            {columns.map((column) => {
              const text = column.text(row);
              return (
                <td key={column.key} className={column.kind} title={text}>
                  {column.to === undefined ? text : <Link to={column.to(row)}>{text}</Link>}
                </td>
              );
            })}
          </tr>
        );
      }}
    </LongTable>
  );
}

function widthOf<Row>({ kind, width }: Column<Row>): number {
  return width ?? COLUMN_WIDTHS[kind];
}
