/** What the values of a column look like, so that a heading that could mean two things means the right one. */

import { studyDates } from './date-order.ts';
import { readMoney } from './values/amounts.ts';
import { createCell, isMissing, trim } from './values/cell.ts';
import { currencyOf } from './values/currency.ts';
import { createMoment, MOMENT, readMoment, readTimeOfDay } from './values/moment.ts';
import { INVALID } from './values/number.ts';
import {
  isBrowsing,
  isCredit,
  isDenial,
  isDocument,
  isPaymentWord,
  orderStatusOf,
  refundStatusOf,
} from './values/status-words.ts';

export interface ColumnEvidence {
  /** Cells that are not blank, and how many different values they hold. */
  readonly given: number;
  readonly distinct: number;
  /** Shares of the given cells, 0 to 1. A time is one without a date. */
  readonly dates: number;
  readonly times: number;
  readonly numbers: number;
  readonly statuses: number;
  /** Kinds of documents: of a sale, of what came back. */
  readonly documents: number;
  readonly refundWords: number;
  readonly currencies: number;
  /** True when the column's dates carry times other than midnight. */
  readonly hasTime: boolean;
}

/** Evidence of a column without cells. */
export const NO_EVIDENCE: ColumnEvidence = {
  given: 0,
  distinct: 0,
  dates: 0,
  times: 0,
  numbers: 0,
  statuses: 0,
  documents: 0,
  refundWords: 0,
  currencies: 0,
  hasTime: false,
};

const encoder = new TextEncoder();
/** Spreadsheets date a time of day 1899-12-30 or -31, or 1900-01-01. */
const LAST_ZERO_DAY = -25_567;
/** Enough to know what a column holds. */
export const CELLS_LOOKED_AT = 1_000;

/** Gives the evidence of one column of sample rows. */
export function evidenceOf(rows: readonly string[][], column: number, decimalComma: boolean): ColumnEvidence {
  const cells: string[] = [];
  for (const row of rows) {
    const text = (row[column] ?? '').trim();
    if (text !== '') cells.push(text);
    if (cells.length === CELLS_LOOKED_AT) break;
  }
  const dates = studyDates(cells);
  const cell = createCell();
  const moment = createMoment();
  const counts = { dates: 0, times: 0, numbers: 0, refundWords: 0, currencies: 0, documents: 0, said: 0 };
  let hasTime = false;
  for (const text of cells) {
    cell.bytes = encoder.encode(text);
    cell.start = 0;
    cell.end = cell.bytes.length;
    trim(cell);
    if (refundStatusOf(text) !== null || isDenial(text)) counts.refundWords++;
    if (currencyOf(text) !== null) counts.currencies++;
    if (isDocument(text)) counts.documents++;
    if (isMissing(cell)) continue;
    counts.said++;
    if (readMoney(cell, decimalComma) !== INVALID) counts.numbers++;
    if (readMoment(cell, dates.order, moment) === MOMENT.ok && moment.day > LAST_ZERO_DAY) {
      counts.dates++;
      if (moment.second > 0) hasTime = true;
    } else if (readTimeOfDay(cell, moment) === MOMENT.ok) counts.times++;
  }
  const share = (count: number, of: number) => (of === 0 ? 0 : count / of);
  return {
    given: cells.length,
    distinct: new Set(cells).size,
    dates: share(counts.dates, counts.said),
    times: share(counts.times, counts.said),
    numbers: share(counts.numbers, counts.said),
    statuses: share(countStatuses(cells), cells.length),
    documents: share(counts.documents, cells.length),
    refundWords: share(counts.refundWords, cells.length),
    currencies: share(counts.currencies, cells.length),
    hasTime,
  };
}

/** Counts the cells that say how an order stands or what a row is. `Credit` does only in a column that does not tell how was paid. */
function countStatuses(cells: readonly string[]): number {
  let statuses = 0;
  let credits = 0;
  let isPayment = false;
  for (const text of cells) {
    if (isCredit(text)) credits++;
    else if (orderStatusOf(text) !== null || isBrowsing(text)) statuses++;
    else if (isPaymentWord(text)) isPayment = true;
  }
  return statuses === 0 || isPayment ? statuses : statuses + credits;
}
