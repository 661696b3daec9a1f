/**
 * Whether an amount is one piece's or the whole line's. Headings such as `price` or `cost` are used for both; where the
 * same product was sold in different quantities, the values tell: a piece's stay as they are, a line's grow along.
 */
import type { Field } from '#shared/contract/index.ts';
import { readHeading } from './heading.ts';
import { roughNumber } from './values/rough-number.ts';

type Columns = Partial<Record<Field, number>>;

/** Fewer pairs of rows than this tell nothing. */
const FEWEST = 5;
/** One reading has to be this many times as frequent as the other. */
const CLEARLY = 3;
/** By chance, a price rises and falls with the quantity half of the time. */
const MANY = 20;
const NEARLY_ALL = 0.95;
/** Rounded prices do not grow exactly along. */
const NEARLY = 0.005;

/** Gives each amount the field that its values fit. */
export function settleGrains(columns: Columns, headings: readonly string[], rows: readonly string[][]): void {
  settleReduced(columns, headings, rows);
  const { quantity } = columns;
  const product = columns.productCode ?? columns.productName ?? columns.category;
  if (quantity === undefined) return;
  const grain = (column: number | undefined) =>
    column === undefined ? null : grainOf(rows, { column, quantity, product });
  if (columns.lineAmount === undefined) {
    if (columns.orderTotal === undefined && grain(columns.unitPrice) === 'line')
      move(columns, 'unitPrice', 'lineAmount');
  } else if (grain(columns.lineAmount) === 'piece') move(columns, 'lineAmount', 'unitPrice');
  if (columns.lineCost === undefined) {
    if (grain(columns.unitCost) === 'line') move(columns, 'unitCost', 'lineCost');
  } else if (columns.unitCost === undefined && grain(columns.lineCost) === 'piece')
    move(columns, 'lineCost', 'unitCost');
}

/** Headings that leave no doubt that a price is one piece's. */
const OF_ONE = /unit|each|per(item|piece)|单价/;
/** Hardly anything is sold at less than half its price. */
const MOSTLY = 0.9;

/** Two pieces do not cost less than one: where lines of several hardly ever come to more than the unit's price, `Net Price` is a unit's too. */
function settleReduced(columns: Columns, headings: readonly string[], rows: readonly string[][]): void {
  const { quantity, unitPrice, lineAmount } = columns;
  if (quantity === undefined || unitPrice === undefined || lineAmount === undefined) return;
  if (!OF_ONE.test(readHeading(headings[unitPrice] ?? '').key)) return;
  const number = (row: readonly string[], column: number) => roughNumber(row[column]);
  const several = rows.filter((row) => number(row, quantity) >= 2 && number(row, lineAmount) > 0);
  const reduced = several.filter((row) => number(row, lineAmount) <= number(row, unitPrice));
  if (several.length >= FEWEST && reduced.length >= several.length * MOSTLY) move(columns, 'lineAmount', 'unitPrice');
}

function move(columns: Columns, from: Field, to: Field): void {
  const column = columns[from];
  delete columns[from];
  if (column !== undefined) columns[to] = column;
}

const ALL = 'all';

interface Places {
  readonly column: number;
  readonly quantity: number;
  /** Where no column names what was sold, rows are compared as if all were of one product. */
  readonly product: number | undefined;
}

function grainOf(rows: readonly string[][], { column, quantity, product }: Places): 'piece' | 'line' | null {
  const last = new Map<string, { readonly count: number; readonly value: number }>();
  let piece = 0;
  let line = 0;
  let told = 0;
  let following = 0;
  for (const row of rows) {
    const count = roughNumber(row[quantity]);
    const value = roughNumber(row[column]);
    const key = product === undefined ? ALL : (row[product] ?? '').trim();
    if (key === '' || !(count > 0) || !(value > 0)) continue;
    const before = last.get(key);
    last.set(key, { count, value });
    if (!before || before.count === count) continue;
    told++;
    if ((value - before.value) * (count - before.count) > 0) following++;
    if (isNearly(value, before.value)) piece++;
    else if (isNearly(value / count, before.value / before.count)) line++;
  }
  // Orders of several things may come to the same; only of one product does that tell its price.
  if (piece >= FEWEST && piece > line * CLEARLY) return product === undefined ? null : 'piece';
  if (line >= FEWEST && line > piece * CLEARLY) return 'line';
  // What is bought along may cost less or more, but no piece's price follows how many are bought.
  return told >= MANY && following >= told * NEARLY_ALL ? 'line' : null;
}

function isNearly(one: number, other: number): boolean {
  return Math.abs(one - other) <= NEARLY * Math.max(one, other);
}
