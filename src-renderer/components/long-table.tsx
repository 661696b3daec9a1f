/** A real table in a box that scrolls, of whose rows only those in sight are drawn. */

import type { CSSProperties, ReactNode, RefObject } from 'react';
import { REACHABLE } from './reachable.ts';
import type { RowsInSight } from './rows-in-sight.ts';

interface LongTableProps {
  readonly box: RefObject<HTMLElement | null>;
  /** Which rows are drawn, from `useRowsInSight` of the same box. */
  readonly sight: RowsInSight;
  readonly count: number;
  /** True when there are more rows than are known yet. */
  readonly more?: boolean;
  readonly label: string;
  readonly className?: string;
  readonly busy?: boolean;
  /** Pixels; without it the box is as high as its place. */
  readonly maxHeight?: number;
  /** Pixels below which the table scrolls sideways. */
  readonly width: number;
  /** The headings' cells, as many as there are columns. */
  readonly headings: readonly ReactNode[];
  /** Gives a row; `place` is to be put on its `<tr>`. */
  readonly children: (index: number, place: { readonly 'aria-rowindex': number }) => ReactNode;
}

/** Rows are counted from one, and the headings are the first. */
const BEFORE_ROWS = 2;

export function LongTable(props: LongTableProps) {
  const { box, sight, count, more = false, label, className = '', busy, maxHeight, width, headings, children } = props;
  const drawn = Array.from({ length: sight.end - sight.first }, (_, offset) => sight.first + offset);
  return (
    <section
      ref={box}
      className={`table-box ${className}`}
      aria-label={label}
      aria-busy={busy}
      style={{ maxHeight }}
      {...REACHABLE}
    >
      <table className="data-table" aria-rowcount={more ? -1 : count + 1} style={{ minWidth: width }}>
        <thead>
          <tr aria-rowindex={1}>{headings}</tr>
        </thead>
        <tbody>
          <Spacer rows={sight.first} columns={headings.length} />
          {drawn.map((index) => children(index, { 'aria-rowindex': index + BEFORE_ROWS }))}
          <Spacer rows={count - sight.end} columns={headings.length} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows out of sight, so that the scrollbar knows of them. */
function Spacer({ rows, columns }: { rows: number; columns: number }) {
  if (rows === 0) return null;
  return (
    <tr className="table-spacer" style={{ '--rows': rows } as CSSProperties}>
      <td colSpan={columns} />
    </tr>
  );
}
