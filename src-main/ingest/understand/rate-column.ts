/** Discounts are written as money or as a share of the price; only the values tell. */
const FEWEST = 5;

/**
 * Gives `share` for 0.15, `percent` for 15 or 15%, null for money.
 * Without a percent sign, a column is one of shares when no value is above 1 and some lie between; a column of whole
 * numbers up to 100 is one of percentages only when its heading says so.
 */
export function isRateColumn(heading: string, cells: readonly string[]): 'share' | 'percent' | null {
  const given = cells.map((cell) => cell.trim()).filter((cell) => /\d/.test(cell));
  if (given.some((cell) => cell.endsWith('%'))) return 'share';
  const values = given.map((cell) => Number(cell.replace(',', '.')));
  if (values.length === 0 || values.some((value) => !Number.isFinite(value) || value < 0)) return null;
  if (/%|percent|pct|rate|率/i.test(heading)) return values.some((value) => value > 1) ? 'percent' : 'share';
  const between = new Set(values.filter((value) => value > 0 && value < 1));
  const spread = values.filter((value) => value > 0 && value < 1).length;
  return values.every((value) => value <= 1) &&
    spread >= FEWEST &&
    between.size <= 101 &&
    between.size * 2 <= spread + 2
    ? 'share'
    : null;
}
