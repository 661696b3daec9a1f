/** A ranking as bars with their names and figures: a list to a screen reader, a chart to the eye. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface RankedRow {
  readonly key: string | number;
  readonly name: string;
  /** Where what the row counts can be seen one by one. */
  readonly to: string;
  /** Length of the bar, 0 to 1. */
  readonly share: number;
  readonly figure: string;
  readonly change: ReactNode;
}

/** Pixels, as in base.css. */
const ROW_HEIGHT = 32;

interface RankedBarsProps {
  readonly rows: readonly RankedRow[];
  readonly label: string;
  /** As many rows are shown as fit: nothing scrolls, the table behind has them all. */
  readonly height: number;
  readonly tone?: 'accent' | 'reference';
}

export function RankedBars({ rows, label, height, tone = 'accent' }: RankedBarsProps) {
  return (
    <ol className={`ranked is-${tone}`} aria-label={label}>
      {rows.slice(0, Math.floor(height / ROW_HEIGHT)).map(({ key, name, to, share, figure, change }) => (
        <li key={key}>
          <Link className="ranked-name" title={name} to={to}>
            {name}
          </Link>
          <span className="ranked-figure">{figure}</span>
          <span className="ranked-change">{change}</span>
          <span className="ranked-track" aria-hidden="true">
            <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
