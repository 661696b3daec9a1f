/**
 * Tills and back-ends export the same orders twice: a row for each line, and a row for each order that names all its goods in
 * one cell (`2 x Latte, 1 x Tea`). Beside the lines such a row is their head, and what it names is no line more.
 */
import type { FileSettings } from '#shared/contract/index.ts';
import { areDatedLines, orderPart } from './order-part.ts';

type Columns = FileSettings['columns'];

/** So few of the summaries' numbers are there twice, and more of the lines'. */
const REPEATED = 0.01;

/** True when a table may sum up orders that another one tells line by line: by their columns, the numbers are still to be compared. */
export function maySumUp(summaries: Columns, lines: Columns): boolean {
  return (
    orderPart(summaries) === 'whole' &&
    summaries.orderNumber !== undefined &&
    areDatedLines(lines) &&
    JSON.stringify(summaries) !== JSON.stringify(lines)
  );
}

/** True for numbers of orders of which each is told in one row. */
export function areToldOnce(numbers: readonly string[]): boolean {
  return numbers.length > 0 && repeatedShare(numbers) <= REPEATED;
}

/** True for numbers of orders that have several rows. */
export function areToldInLines(numbers: readonly string[]): boolean {
  return repeatedShare(numbers) > REPEATED;
}

function repeatedShare(numbers: readonly string[]): number {
  return 1 - new Set(numbers).size / Math.max(numbers.length, 1);
}

/** Gives the columns of a summary without what its lines tell better. */
export function withoutGoods(columns: Columns): Columns {
  const { productCode: _code, productName: _name, productVariant: _variant, category: _category, ...rest } = columns;
  return rest;
}
