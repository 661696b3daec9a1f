/** Tells which rows of a long table are in sight, so that only those are drawn. */
import { type RefObject, useEffect, useState } from 'react';

/** Pixels, as in panel.css. */
export const TABLE_ROW_HEIGHT = 30;
/** Rows drawn beyond the edges: enough for a turn of the wheel. */
const BEYOND = 12;
/** A shorter table is drawn whole. */
const LONG = 60;

interface RowsInSight {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

export function useRowsInSight(box: RefObject<HTMLElement | null>, count: number, height: number): RowsInSight {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    // Steps of a few rows, so that not every pixel of scrolling draws anew.
    const follow = (): void => setTop(Math.floor(element.scrollTop / TABLE_ROW_HEIGHT / 4) * 4);
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [box]);
  return rowsInSight(top, count, height);
}

/** `top` is the first row at the upper edge. */
export function rowsInSight(top: number, count: number, height: number): RowsInSight {
  if (count <= LONG) return { first: 0, end: count };
  const first = Math.max(0, Math.min(top, count) - BEYOND);
  return { first, end: Math.min(count, top + Math.ceil(height / TABLE_ROW_HEIGHT) + BEYOND) };
}
