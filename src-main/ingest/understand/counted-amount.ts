/**
 * `AMOUNT` is how much of the product in the exports of some tills. Where no other column counts pieces, the values tell:
 * times the price it is what a further column calls the line's amount, or it is mostly 1, far below any price.
 */
import type { Field } from '#shared/contract/index.ts';
import { roughNumber } from './values/rough-number.ts';

type Columns = Partial<Record<Field, number>>;

/** Fewer rows of more or less than one piece tell nothing. */
const FEWEST = 5;
const MOSTLY = 0.9;
/** Products are rounded to a cent, of weighed goods by other rules. */
const NEARLY = 0.011;

/**
 * Gives the quantity the column that counts pieces, though its heading says an amount.
 * @param amounts all columns whose heading may be the line's amount.
 */
export function settleCounted(columns: Columns, amounts: readonly number[], rows: readonly string[][]): void {
  const { unitPrice: price, lineAmount } = columns;
  if (columns.quantity !== undefined || price === undefined || lineAmount === undefined) return;
  // The column with the better heading is the amount, if it can be.
  const sums = [lineAmount, ...amounts.filter((column) => column !== lineAmount)];
  for (const amount of sums) {
    const counted = amounts.find((column) => column !== amount && isProduct(rows, { counted: column, price, amount }));
    if (counted === undefined) continue;
    for (const field of Object.keys(columns) as Field[])
      if (columns[field] === amount || columns[field] === counted) delete columns[field];
    columns.quantity = counted;
    columns.lineAmount = amount;
    return;
  }
  if (!areCounts(rows, lineAmount, price)) return;
  columns.quantity = lineAmount;
  delete columns.lineAmount;
}

/** True for whole numbers, most of them 1, below the price beside them: no line comes to so little. */
function areCounts(rows: readonly string[][], counted: number, price: number): boolean {
  const sold = rows.filter((row) => roughNumber(row[counted]) > 0);
  const below = sold.filter((row) => roughNumber(row[counted]) < roughNumber(row[price]));
  const ones = sold.filter((row) => roughNumber(row[counted]) === 1);
  if (sold.length < FEWEST || ones.length * 2 < sold.length || below.length < sold.length * MOSTLY) return false;
  return sold.every((row) => Number.isInteger(roughNumber(row[counted])));
}

interface Places {
  readonly counted: number;
  readonly price: number;
  readonly amount: number;
}

function isProduct(rows: readonly string[][], { counted, price, amount }: Places): boolean {
  let told = 0;
  let equal = 0;
  for (const row of rows) {
    const [count, each, sum] = [counted, price, amount].map((column) => roughNumber(row[column])) as [
      number,
      number,
      number,
    ];
    if (!(count > 0) || count === 1 || !(each > 0) || Number.isNaN(sum)) continue;
    told++;
    if (Math.abs(count * each - sum) <= NEARLY) equal++;
  }
  return told >= FEWEST && equal >= told * MOSTLY;
}
