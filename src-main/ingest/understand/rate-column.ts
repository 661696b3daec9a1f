/** Discounts are written as money or as a share of the price; only the values tell. */
const FEWEST = 5;

/** How a discount is written: what is taken off as 0.15, as 15, or what is still to be paid as 0.85 (`8.5折`). */
export type RateForm = 'share' | 'percent' | 'kept';

/**
 * Gives `share` for 0.15 and 15%, `percent` for 15, `kept` for 0.85 under a heading with 折, which says what is left of the price; null
 * for money.
 * Without a percent sign, a column is one of shares when no value is above 1 and some lie between; a column of whole
 * numbers up to 100 is one of percentages only when its heading says so.
 */
export function rateFormOf(heading: string, cells: readonly string[]): RateForm | null {
  const given = cells.map((cell) => cell.trim()).filter((cell) => /\d/.test(cell));
  if (given.some((cell) => cell.endsWith('折'))) return 'kept';
  const inPercent = given.some((cell) => cell.endsWith('%'));
  const numbers = given.map((cell) => Number(cell.replace(',', '.').replace(/%$/, '')));
  if (numbers.length === 0 || numbers.some((value) => !Number.isFinite(value) || value < 0))
    return inPercent ? 'share' : null;
  const shares =
    inPercent || /折扣率/.test(heading) ? numbers.map((value) => (value > 1 ? value / 100 : value)) : numbers;
  if (/折/.test(heading) && isMostlyKept(shares)) return 'kept';
  return inPercent ? 'share' : formOfNumbers(heading, numbers);
}

/** Hardly anything is sold at less than half its price: where most shares are above that, they are what is left. */
function isMostlyKept(shares: readonly number[]): boolean {
  const above = shares.filter((share) => share > 0.5).length;
  return shares.every((share) => share <= 1) && above * 2 > shares.length;
}

function formOfNumbers(heading: string, values: readonly number[]): RateForm | null {
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
