/**
 * What a file's values tell that its headings do not: in which order dates are written, which amounts belong to the whole
 * order, whether a discount is a rate, which currency stands beside the amounts. Found anew from the head of the file each
 * time it is read, so that it needs no place in staff's settings.
 */
import type { DateOrder, Field, FileSettings } from '#shared/contract/index.ts';
import { type AmountScope, templateNamed } from '../templates/index.ts';
import { amountsMultiply } from './amount-product.ts';
import { studyScopes } from './amount-scope.ts';
import { studyDates } from './date-order.ts';
import { readHeading } from './heading.ts';
import { type Movements, movementsOf } from './movements.ts';
import { type RateForm, rateFormOf } from './rate-column.ts';
import { refundNumberColumn } from './refund-number.ts';
import { lineRows, type RowKinds, studyRowKinds } from './row-kinds.ts';
import { continueOrders } from './unnumbered-rows.ts';
import { currencyOf, isSharedSign, yuanOf } from './values/currency.ts';
import { narrowRows } from './values/full-width.ts';
import { closingCallsOff, nameDocuments } from './values/status-words.ts';

export interface FileStudy {
  readonly dateOrder: DateOrder;
  /** True when all dates are at midnight: the file tells days, not times. */
  readonly timeless: boolean;
  readonly scopes: Readonly<Partial<Record<Field, AmountScope>>>;
  /** True when rows without an order number are further lines of the order above. */
  readonly unnumberedContinue: boolean;
  /** True when the words of the status column name documents, of which those for returns take back what others sold. */
  readonly namesDocuments: boolean;
  /** True when `Closed` in the status column means an order that was called off. */
  readonly closingCallsOff: boolean;
  /** The column that tells rows of several kinds apart. */
  readonly rowKinds: RowKinds | null;
  /** How the lines' discounts are written; null for money. */
  readonly discountForm: RateForm | null;
  /** True when a line's amount is its quantity times its price. */
  readonly amountsMultiply: boolean;
  /** By column, what a number of money counts: 10,000 under `销售额（万元）`, else 1. */
  readonly moneyFactors: readonly number[];
  /** True when the file says of some orders when they were paid: where it says nothing, nothing was paid. */
  readonly tellsPayment: boolean;
  /** The currency that a heading or the amounts themselves state; null when they state none or several. */
  readonly currency: string | null;
  /** The only currency that the order's own column names; null when it names none or several. */
  readonly soleCurrency: string | null;
  /** How the rows of a payment service's bill are told apart; null for any other file. */
  readonly movements: Movements | null;
  /** The column of the refunds' own numbers, -1 when there is none. */
  readonly refundNumber: number;
}

const AMOUNT_FIELDS: readonly Field[] = [
  'unitPrice',
  'lineAmount',
  'orderTotal',
  'amountPaid',
  'amountReceived',
  'listPrice',
  'unitCost',
  'lineCost',
];

/** Of a unit at the end of a heading, most often in brackets. */
const TEN_THOUSANDS = /[(（[【/_\s]\s*万元?\s*[)）\]】]?\s*$/;

/** Studies the first records of a file (without the headings). */
export function studyFile(
  settings: FileSettings,
  headings: readonly string[],
  records: readonly string[][],
): FileStudy {
  const rowKinds = studyRowKinds(settings.columns, records);
  const rows = narrowRows(lineRows(rowKinds, records));
  const template = templateNamed(settings.template);
  const dateColumn =
    settings.columns.placedAt ?? settings.columns.placedDate ?? settings.columns.openedOn ?? settings.columns.countedAt;
  const dates = studyDates(dateColumn === undefined ? [] : rows.map((row) => row[dateColumn] ?? ''));
  const scopes: Partial<Record<Field, AmountScope>> = { ...studyScopes(settings.columns, rows), ...template?.scopes };
  const discounts = settings.columns.lineDiscount;
  const discountForm =
    discounts === undefined
      ? null
      : rateFormOf(
          headings[discounts] ?? '',
          rows.map((row) => row[discounts] ?? ''),
        );
  if (discountForm !== null) scopes.lineDiscount = 'rate';
  const { status } = settings.columns;
  const states = new Set(status === undefined ? [] : rows.map((row) => row[status] ?? ''));
  return {
    dateOrder: settings.dateOrder ?? dates.order,
    timeless: dates.timeless,
    scopes,
    namesDocuments: status !== undefined && nameDocuments(headings[status] ?? '', states),
    closingCallsOff: closingCallsOff(states),
    rowKinds,
    unnumberedContinue: continueOrders(settings.columns, rows),
    discountForm,
    amountsMultiply: amountsMultiply(settings.columns, rows),
    moneyFactors: headings.map((heading) => (TEN_THOUSANDS.test(heading) ? 10_000 : 1)),
    tellsPayment: isFilled(settings.columns.paidAt, rows),
    currency: statedCurrency(settings, headings, rows),
    soleCurrency: soleCurrency(settings.columns.currency, rows),
    movements: movementsOf(headings),
    refundNumber: refundNumberColumn(headings),
  };
}

function isFilled(column: number | undefined, rows: readonly string[][]): boolean {
  return column !== undefined && rows.some((row) => /\d/.test(row[column] ?? ''));
}

function soleCurrency(column: number | undefined, rows: readonly string[][]): string | null {
  if (column === undefined) return null;
  const named = new Set(rows.flatMap((row) => currencyOf(row[column] ?? '') ?? []));
  return named.size === 1 ? [...named][0]! : null;
}

/** The one currency that the headings of the amounts, or the signs in their first cells, name. */
function statedCurrency(settings: FileSettings, headings: readonly string[], rows: readonly string[][]): string | null {
  const yuan = yuanOf(headings);
  const found = new Set<string>();
  for (const field of AMOUNT_FIELDS) {
    const column = settings.columns[field];
    if (column === undefined) continue;
    const heading = headings[column] ?? '';
    const inHeading = readHeading(heading).currency;
    const stated = inHeading === 'CNY' && isSharedSign(heading) ? yuan : (inHeading ?? signOf(rows, column, yuan));
    if (stated !== null) found.add(stated);
  }
  return found.size === 1 ? [...found][0]! : null;
}

const SIGN =
  /^[\s(-]*([$€£¥￥₹₩₽₺]|(?:US|HK|NT|[RACS])\$|[A-Z]{3}(?=[\s\d]))|([€£元円₺]|(?<=[\d\s])(?:[A-Z]{3}|TL))[\s)]*$/;
const CELLS_LOOKED_AT = 200;

/** The currency that the amounts of a column carry: each of them that is a number of some value carries the same sign. */
function signOf(rows: readonly string[][], column: number, yuan: string | null): string | null {
  let stated: string | null = null;
  for (const row of rows.slice(0, CELLS_LOOKED_AT)) {
    const text = (row[column] ?? '').trim();
    if (!/\d/.test(text)) continue;
    const match = SIGN.exec(text);
    const sign = match?.[1] ?? match?.[2] ?? '';
    const currency = isSharedSign(sign) ? yuan : currencyOf(sign);
    if (currency === null || (stated !== null && stated !== currency)) return null;
    stated = currency;
  }
  return stated;
}
