/** The places that a chart's points lead to, as links for the keyboard: one stop of the Tab key, arrows go from point to point. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';

export interface ChartPlace {
  readonly to: string;
  /** The point and its figure, in words. */
  readonly name: string;
}

interface ChartPlacesProps {
  readonly places: readonly ChartPlace[];
  readonly label: string;
  /** Shows the point in the drawing; null when none has the focus. */
  onShow(index: number | null): void;
}

/** Gives the point that a key leads to; null for a key that leads nowhere. */
export function nextPoint(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(current + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

export function ChartPlaces({ places, label, onShow }: ChartPlacesProps) {
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState(Number.POSITIVE_INFINITY);
  // The newest point is the first one reached; a shorter list after a change of days has a newest of its own.
  const current = Math.min(chosen, places.length - 1);
  const move = (event: KeyboardEvent): void => {
    const next = nextPoint(event.key, current, places.length);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
    list.current?.querySelectorAll('a')[next]?.focus();
  };
  return (
    <ul ref={list} className="chart-places visually-hidden" aria-label={label}>
      {places.map(({ to, name }, index) => (
        <li key={to}>
          <Link
            to={to}
            tabIndex={index === current ? 0 : -1}
            onKeyDown={move}
            onFocus={() => onShow(index)}
            onBlur={() => onShow(null)}
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
