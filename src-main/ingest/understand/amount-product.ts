/** Whether a line's amount is its quantity times its price: then two of the three give the third where its cell is bad. */
import type { Field } from '#shared/contract/index.ts';
import { roughNumber } from './values/rough-number.ts';

type Columns = Readonly<Partial<Record<Field, number | undefined>>>;

/** Fewer rows than this tell nothing. */
const FEWEST = 5;
/** Where more rows than the rest differ, something else makes the amount too, such as a discount. */
const MOST = 0.98;
/** Amounts are rounded to a hundredth, prices too. */
const ROUNDED = 0.011;

/** True when nearly all rows that give quantity, price and amount say so. */
export function amountsMultiply(columns: Columns, rows: readonly string[][]): boolean {
  const { quantity, unitPrice, lineAmount } = columns;
  if (quantity === undefined || unitPrice === undefined || lineAmount === undefined) return false;
  let whole = 0;
  let product = 0;
  for (const row of rows) {
    const count = roughNumber(row[quantity]);
    const difference = count * roughNumber(row[unitPrice]) - roughNumber(row[lineAmount]);
    if (Number.isNaN(difference)) continue;
    whole++;
    if (Math.abs(difference) <= ROUNDED * Math.max(1, Math.abs(count))) product++;
  }
  return whole >= FEWEST && product >= whole * MOST;
}
