/**
 * Many back-ends give an order's number, and what else is the whole order's, in its first row only. Where a date is repeated
 * all the same, a further row looks like an order whose number was forgotten: only the whole sample tells which it is.
 */
import type { Field } from '#shared/contract/index.ts';
import { isTotalWord } from './values/total-words.ts';

type Columns = Readonly<Partial<Record<Field, number | undefined>>>;

/** Fewer rows than this tell nothing. */
const FEWEST = 2;
/** Of the rows without a number, the share that may belong to no order above: such rows are there by mistake. */
const MOST_STRAY = 0.05;
/** So many rows do not miss their number by mistake. */
const MANY = 0.2;
/** A column that is given with the number and blank without it, but for this share of its cells, is the order's. */
const EXCEPTIONS = 0.1;

const SOLD: readonly Field[] = ['productCode', 'productName', 'category'];
const WORTH: readonly Field[] = ['quantity', 'lineAmount', 'unitPrice'];

/** Gives the columns of which one says that a row is a line: it names what was sold, where the file names it at all. */
export function lineColumns(columns: Columns): readonly number[] {
  const given = (fields: readonly Field[]) =>
    fields.flatMap((field) => (columns[field] === undefined ? [] : [columns[field]]));
  const sold = given(SOLD);
  return sold.length > 0 ? sold : given(WORTH);
}

/** True when rows without a number are further lines of the order above, as far as they are of its day or say none. */
export function continueOrders(columns: Columns, rows: readonly string[][]): boolean {
  const { orderNumber } = columns;
  const date = columns.placedAt ?? columns.placedDate;
  if (orderNumber === undefined || date === undefined) return false;
  const cell = (row: readonly string[], column: number) => (row[column] ?? '').trim();
  const ofLine = lineColumns(columns);
  const isLine = (row: readonly string[]) => {
    const said = ofLine.map((column) => cell(row, column)).filter((text) => text !== '' && text !== '-');
    return said.length > 0 && !row.some((text) => isTotalWord(text.trim()));
  };

  const heads: (readonly string[])[] = [];
  const further: (readonly string[])[] = [];
  let stray = 0;
  for (const row of rows) {
    if (cell(row, orderNumber) !== '') heads.push(row);
    else if (isLine(row)) {
      const head = heads.at(-1);
      const day = cell(row, date);
      if (head !== undefined && (day === '' || day === cell(head, date))) further.push(row);
      else stray++;
    }
  }
  if (further.length < FEWEST || stray > further.length * MOST_STRAY) return false;
  return further.length >= rows.length * MANY || hasColumnOfHeads(heads, further, orderNumber);
}

/** True when something else than the number is said in the first row of an order only. */
function hasColumnOfHeads(
  heads: readonly (readonly string[])[],
  further: readonly (readonly string[])[],
  orderNumber: number,
): boolean {
  const share = (rows: readonly (readonly string[])[], column: number) =>
    rows.filter((row) => (row[column] ?? '').trim() !== '').length / rows.length;
  return heads[0]!.some(
    (_, column) =>
      column !== orderNumber && share(heads, column) >= 1 - EXCEPTIONS && share(further, column) <= EXCEPTIONS,
  );
}
