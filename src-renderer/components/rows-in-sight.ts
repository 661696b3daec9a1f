/** Which rows of a long table are drawn: those in sight and a few beyond the edges. */

/** Pixels, as in panel.css. */
export const TABLE_ROW_HEIGHT = 30;
/** Enough for a turn of the wheel. */
const BEYOND = 12;
/** A shorter table is drawn whole. */
const LONG = 60;

export interface RowsInSight {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Gives the rows to draw; `top` is the row at the upper edge, `height` the box's in pixels. */
export function rowsInSight(top: number, count: number, height: number): RowsInSight {
  if (count <= LONG) return { first: 0, end: count };
  const upper = Math.min(top, count);
  return {
    first: Math.max(0, upper - BEYOND),
    end: Math.min(count, upper + Math.ceil(height / TABLE_ROW_HEIGHT) + BEYOND),
  };
}
