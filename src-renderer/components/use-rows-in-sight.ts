/** Follows the scrolling of a long table. */
import { type RefObject, useEffect, useState } from 'react';
import { type RowsInSight, rowsInSight, TABLE_ROW_HEIGHT } from './rows-in-sight.ts';
import { usePrinting } from './use-printing.ts';

/** Rows scrolled before anything is drawn anew. */
const STEP = 4;

/** Gives which of `count` rows to draw in a box of that height: all of them on paper, which cannot be scrolled. */
export function useRowsInSight(box: RefObject<HTMLElement | null>, count: number, height: number): RowsInSight {
  const printing = usePrinting();
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const follow = (): void => setTop(Math.floor(element.scrollTop / TABLE_ROW_HEIGHT / STEP) * STEP);
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [box]);
  return printing ? { first: 0, end: count } : rowsInSight(top, count, height);
}
