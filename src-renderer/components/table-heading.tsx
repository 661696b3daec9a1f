/** A column's heading; a press sorts by it. */

interface TableHeadingProps {
  readonly title: string;
  readonly kind: 'text' | 'figure';
  readonly width: number;
  /** How the table is sorted by this column; null when it is not. */
  readonly direction: 'ascending' | 'descending' | null;
  readonly onSort?: () => void;
}

const ARROWS = { ascending: '▲', descending: '▼' };

export function TableHeading({ title, kind, width, direction, onSort }: TableHeadingProps) {
  return (
    <th scope="col" className={kind} style={{ width }} aria-sort={direction ?? 'none'} title={title}>
      {onSort === undefined ? (
        title
      ) : (
        <button type="button" onClick={onSort}>
          {title}
          {direction !== null && <span aria-hidden="true">{ARROWS[direction]}</span>}
        </button>
      )}
    </th>
  );
}
