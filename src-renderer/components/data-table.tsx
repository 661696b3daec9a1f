/** A real table of figures: sortable by its headings, reachable by keyboard, and drawn only where it is in sight. */
import { type CSSProperties, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Column, TableData } from './columns.ts';
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

/** What scrolls must be reachable without a mouse. */
const REACHABLE = { tabIndex: 0 } as const;
const COLUMN_WIDTHS = { text: 170, figure: 112 };

export function DataTable<Row extends object>({ table, label, height }: DataTableProps<Row>) {
  const { t } = useTranslation();
  const { columns, rows, rowKey } = table;
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, sorting]);
  const box = useRef<HTMLElement>(null);
  const sight = useRowsInSight(box, sorted.length, height);
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return (
    <section
      ref={box}
      className="table-box"
      aria-label={`${t('table.show')}: ${label}`}
      style={{ maxHeight: height }}
      {...REACHABLE}
    >
      <table className="data-table" aria-rowcount={sorted.length + 1} style={{ minWidth: width }}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <TableHeading
                key={column.key}
                title={column.title}
                kind={column.kind}
                width={widthOf(column)}
                direction={sorting?.key === column.key ? sorting.direction : null}
                {...(column.order === undefined ? {} : { onSort: () => setSorting(nextSorting(sorting, column)) })}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={sight.first} columns={columns.length} />
          {sorted.slice(sight.first, sight.end).map((row, index) => (
            <tr key={rowKey(row)} aria-rowindex={sight.first + index + 2}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={column.kind}
                  title={column.kind === 'text' ? column.text(row) : undefined}
                >
                  {column.to === undefined ? column.text(row) : <Link to={column.to(row)}>{column.text(row)}</Link>}
                </td>
              ))}
            </tr>
          ))}
          <Spacer rows={sorted.length - sight.end} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows out of sight, so that the scrollbar knows of them. */
function Spacer({ rows, columns }: { rows: number; columns: number }) {
  if (rows === 0) return null;
  const style = { '--rows': rows } as CSSProperties;
  return (
    <tr className="table-spacer" style={style}>
      <td colSpan={columns} />
    </tr>
  );
}

function widthOf<Row>({ kind, width }: Column<Row>): number {
  return width ?? COLUMN_WIDTHS[kind];
}
