/**
 * Some exports tell each receipt in rows of several kinds: its head with the sum, a line for each thing sold, a row for each
 * payment. Others mix sales with returns. Whichever column has the few words that say so is found by them, whatever its heading.
 */
import type { Field } from '#shared/contract/index.ts';
import { foldWord } from './values/fold-word.ts';
import { isCredit, isReturnDocument, isSaleDocument } from './values/status-words.ts';

type Columns = Readonly<Partial<Record<Field, number | undefined>>>;

/** What the words of a column say of their rows. */
export interface RowKinds {
  readonly column: number;
  /** Words of rows that repeat what other rows of the receipt say. */
  readonly repeats: ReadonlySet<string>;
  /** Words of rows that take back what others sold. */
  readonly returns: ReadonlySet<string>;
}

/** A column of more different words than this tells something else. */
const MOST_WORDS = 8;
/** So many of a receipt's repeating rows stand beside a line of it. */
const MOST = 0.9;

const HEAD =
  /^(sales?|orders?|head(er)?|transaction|receipt|invoice|bill|summary|(sub)?total|订单|主单|单据|整单|账单|汇总|合计|小计)$/;
const PAYMENT = /^((sale )?payments?|tenders?|pay|change|支付|付款|收款|结算|支付方式|付款方式|收款方式|找零)$/;
const LINE =
  /^((sale|order|invoice|bill|transaction|receipt) (line|item|detail)s?|(line )?items?|lines?|products?|details?|商品|商品行|商品明细|订单明细|订单商品|明细|子单|菜品|单品|行)$/;

/** Gives the column that tells lines from heads and payments, or sales from returns; null where no column does. */
export function studyRowKinds(columns: Columns, rows: readonly string[][]): RowKinds | null {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  let documents: RowKinds | null = null;
  for (let column = 0; column < width; column++) {
    const words = fewWords(rows, column);
    if (words === null) continue;
    const repeats = repeatingWords(words);
    if (repeats.size > 0 && areOfLines(columns, rows, column, repeats)) return { column, repeats, returns: new Set() };
    if (column !== columns.status && nameSalesAndReturns(words))
      documents ??= { column, repeats: new Set(), returns: new Set(words.filter(isReturnDocument)) };
  }
  return documents;
}

/** A word as it is compared: `sale_line` and `Sale Line` are one, `訂單` and `订单` too. */
export function rowWord(text: string): string {
  return foldWord(text.trim()).replace(/[\s_-]+/g, ' ');
}

/** The different words of a column, null when they are too many. */
function fewWords(rows: readonly string[][], column: number): readonly string[] | null {
  const words = new Set<string>();
  for (const row of rows) {
    const word = rowWord(row[column] ?? '');
    if (word !== '') words.add(word);
    if (words.size > MOST_WORDS) return null;
  }
  return words.size > 1 ? [...words] : null;
}

/** The words of heads and payments, where others are lines; what is neither is no word of such a column. */
function repeatingWords(words: readonly string[]): ReadonlySet<string> {
  const repeats = words.filter((word) => HEAD.test(word) || PAYMENT.test(word));
  const lines = words.filter((word) => LINE.test(word));
  return new Set(lines.length > 0 && lines.length + repeats.length === words.length ? repeats : []);
}

/** True when the rows that repeat are of receipts that have lines too. */
function areOfLines(
  { orderNumber }: Columns,
  rows: readonly string[][],
  column: number,
  repeats: ReadonlySet<string>,
): boolean {
  if (orderNumber === undefined) return false;
  const number = (row: readonly string[]) => (row[orderNumber] ?? '').trim();
  const isRepeating = (row: readonly string[]) => repeats.has(rowWord(row[column] ?? ''));
  const withLines = new Set(rows.filter((row) => !isRepeating(row)).map(number));
  const repeating = rows.filter(isRepeating);
  return repeating.filter((row) => withLines.has(number(row))).length >= repeating.length * MOST;
}

/** `Credit` is a way to pay more often than a return. */
function nameSalesAndReturns(words: readonly string[]): boolean {
  const returns = words.filter((word) => isReturnDocument(word) && !isCredit(word)).length;
  return returns > 0 && words.filter(isSaleDocument).length === words.length - returns && returns < words.length;
}

/** Leaves out the rows that only repeat what lines say: amounts are judged by the lines. */
export function lineRows(kinds: RowKinds | null, rows: readonly string[][]): readonly string[][] {
  if (kinds === null || kinds.repeats.size === 0) return rows;
  return rows.filter((row) => !kinds.repeats.has(rowWord(row[kinds.column] ?? '')));
}
