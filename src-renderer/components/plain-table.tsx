/** A short table with its heading row; what stands in the rows is its user's. */
import type { ReactNode } from 'react';

interface PlainTableProps {
  /** The id of its heading. */
  readonly labelledBy: string;
  readonly columns: readonly { readonly label: string; readonly figure?: boolean }[];
  readonly className?: string;
  readonly children: ReactNode;
}

export function PlainTable({ labelledBy, columns, className, children }: PlainTableProps) {
  return (
    <table
      className={className === undefined ? 'plain-table' : `plain-table ${className}`}
      aria-labelledby={labelledBy}
    >
      <thead>
        <tr>
          {columns.map(({ label, figure = false }) => (
            <th key={label} scope="col" className={figure ? 'figure' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
