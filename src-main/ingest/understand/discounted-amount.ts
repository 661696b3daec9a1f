/**
 * What is left of an amount when its discount is off. Headings name it in endless ways (`Subtotal w/Discount`, `菜品收入`); the
 * values tell: in each row one column is another less the discount.
 */
import type { Field } from '#shared/contract/index.ts';
import { roughNumber } from './values/rough-number.ts';

type Columns = Partial<Record<Field, number>>;
type Row = readonly string[];

/** Fewer rows with a discount than this tell nothing. */
const FEWEST = 5;
const MOST = 0.98;
/** Amounts are rounded to a hundredth. */
const ROUNDED = 0.011;

/** Gives the line's amount the column that is less the discount; and takes no discount off a price that is less it already. */
export function settleDiscounted(columns: Columns, rows: readonly Row[]): void {
  const discount = columns.lineDiscount ?? columns.orderDiscount;
  if (discount === undefined) return;
  const discounted = rows.filter((row) => Math.abs(roughNumber(row[discount])) > 0);
  if (discounted.length < FEWEST) return;
  const others = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) => column).filter(
    (column) => column !== discount && column !== columns.lineAmount && column !== columns.unitPrice,
  );
  const left = others.find((column) => isLeft(columns, discount, column, rows));
  if (left !== undefined) {
    // What was paid for each line comes before its amount anyway.
    if (left === columns.amountPaid || left === columns.amountReceived) return;
    for (const field of Object.keys(columns) as Field[]) if (columns[field] === left) delete columns[field];
    columns.lineAmount = left;
    return;
  }
  const { lineDiscount, lineAmount, unitPrice } = columns;
  if (lineDiscount === undefined || lineAmount !== undefined || unitPrice === undefined) return;
  const isReduced = (list: number) =>
    areMostly(discounted, (row) =>
      isReducedPrice(row, { list, price: unitPrice, discount, quantity: columns.quantity }),
    );
  if (others.some((column) => column !== columns.quantity && isReduced(column))) delete columns.lineDiscount;
}

/** True when nearly all rows say that a column is the line's amount less the discount, its tax put on or not. */
function isLeft(
  { quantity, unitPrice, lineAmount, tax }: Columns,
  discount: number,
  column: number,
  rows: readonly Row[],
): boolean {
  const before = (row: Row) => {
    if (lineAmount !== undefined) return roughNumber(row[lineAmount]);
    if (unitPrice === undefined) return Number.NaN;
    return roughNumber(row[unitPrice]) * (quantity === undefined ? 1 : roughNumber(row[quantity]));
  };
  const told = rows.filter((row) => !Number.isNaN(before(row)) && !Number.isNaN(roughNumber(row[column])));
  if (told.length < FEWEST || told.length < rows.length / 2) return false;
  const isNet = (row: Row, added: number) => {
    const off = Math.abs(roughNumber(row[discount])) || 0;
    return isNearly(before(row) - off + added, roughNumber(row[column]));
  };
  if (areMostly(told, (row) => isNet(row, 0))) return true;
  return tax !== undefined && tax !== column && areMostly(told, (row) => isNet(row, roughNumber(row[tax]) || 0));
}

interface PriceColumns {
  /** The price before the discount, as it is supposed. */
  readonly list: number;
  readonly price: number;
  readonly discount: number;
  readonly quantity: number | undefined;
}

/** True for a row whose price is the other one less the discount: as money for a piece or for all, as a share, or as what is left. */
function isReducedPrice(row: Row, { list, price, discount, quantity }: PriceColumns): boolean {
  const before = roughNumber(row[list]);
  const after = roughNumber(row[price]);
  const off = Math.abs(roughNumber(row[discount]));
  if (!(before > after) || !(after > 0)) return false;
  const count = quantity === undefined ? 1 : roughNumber(row[quantity]);
  if (isNearly(before - after, off) || isNearly((before - after) * count, off)) return true;
  return [1 - off, 1 - off / 100, off, off / 10, off / 100].some((kept) => isNearly(before * kept, after));
}

function areMostly(rows: readonly Row[], holds: (row: Row) => boolean): boolean {
  return rows.length >= FEWEST && rows.filter(holds).length >= rows.length * MOST;
}

function isNearly(one: number, other: number): boolean {
  return Math.abs(one - other) <= ROUNDED;
}
