/**
 * Gives each field of a kind the column that stands for it. A heading claims fields by the word lists; the values must
 * agree with the field; of several columns the better spelling wins, and one column serves one field.
 */
import type { Field, FileKind } from '#shared/contract/index.ts';
import { settleGrains } from './amount-grain.ts';
import { columnScope } from './amount-scope.ts';
import { CENT_ROUNDED, MOSTLY_SUMMED, settleSpent, settleTipped, settleValued, WORTH } from './charged-amount.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { settleCounted } from './counted-amount.ts';
import { settleDiscounted } from './discounted-amount.ts';
import { readHeading } from './heading.ts';
import { orderNumberColumn } from './order-number-heading.ts';
import { claimsOf } from './synonym-index.ts';
import { foldWord } from './values/fold-word.ts';
import { roughNumber } from './values/rough-number.ts';

export type Columns = Partial<Record<Field, number>>;

export interface ColumnSample {
  readonly headings: readonly string[];
  readonly rows: readonly string[][];
  evidence(column: number): ColumnEvidence;
}

/** Files hold bad cells too; a column is what at least this share of its cells is. */
const MOSTLY = 0.6;
/** A column that nothing else can stand in for is known by its heading when at least this share of its cells agrees. */
const PARTLY = 0.25;
/** One of each group must be there for an order to be read; where no quantity is, each row is taken for one piece. */
const NEEDED: readonly (readonly Field[])[] = [['quantity'], WORTH, ['placedAt', 'placedDate']];
/** Any of them says that something was sold. */
const SOLD: readonly Field[] = ['productCode', 'productName', 'category', 'quantity'];
/** In a file of a few rows one bad cell weighs much: there a heading that says so, and one good cell, are enough. */
const FEW_CELLS = 10;
// biome-ignore format: a list of names
const NUMBER_FIELDS = new Set<Field>([
  'quantity', 'unitPrice', 'lineAmount', 'lineDiscount', 'unitCost', 'lineCost', 'lineProfit', 'orderTotal', 'amountPaid',
  'amountReceived', 'refundedAmount', 'shippingFee', 'tax', 'orderDiscount', 'deliveryCost', 'platformFee', 'listPrice', 'stockQuantity',
]);
const DATE_FIELDS = new Set<Field>([
  'placedAt',
  'placedDate',
  'paidAt',
  'cancelledAt',
  'shippedAt',
  'deliveredAt',
  'openedOn',
  'countedAt',
]);
/** Fields whose column must not be blank throughout, or another heading may serve better. */
const FILLED_FIELDS = new Set<Field>([
  'orderNumber',
  'productCode',
  'productName',
  'store',
  'storeName',
  'channel',
  'platform',
  'category',
]);
/** A channel of more different values than this is something else. */
const MOST_CHANNELS = 60;
/** Ways to pay may be numbered, but of more numbers than these `Payment` says how much. */
const MOST_METHODS = 12;

/** True when so many of a column's cells are good that the others are bad cells, not another meaning. */
function enough(share: number, evidence: ColumnEvidence): boolean {
  return share >= MOSTLY || (evidence.given < FEW_CELLS && share > 0);
}

/** Shares such as `10%` and `8.5折`, which are no amounts, and what stands where there is none. */
const SHARE = /\d\s*[%折]$|^[-无無]$/;
/** What `Discount Applied` or `Returned` may say instead of how much. */
const ANSWER = /^(true|false|yes|no|y|n|是|否|有|无|無)$/i;

/** True when the values of a column can be what the field says. A column without values is given the benefit of the doubt. */
function agrees(field: Field, column: number, sample: ColumnSample): boolean {
  const evidence = sample.evidence(column);
  if (evidence.given === 0) return true;
  if (WORTH.includes(field) && isNothing(sample.rows, column)) return false;
  if (field === 'paymentMethod') return evidence.numbers < MOSTLY || evidence.distinct <= MOST_METHODS;
  if (NUMBER_FIELDS.has(field)) {
    if (enough(evidence.numbers, evidence)) return true;
    if (field === 'lineDiscount' && isEach(SHARE, sample.rows, column)) return true;
    return isAllMissing(evidence) && !isEach(ANSWER, sample.rows, column);
  }
  if (DATE_FIELDS.has(field)) return enough(evidence.dates, evidence) || isAllMissing(evidence);
  if (field === 'placedTime') return evidence.times >= MOSTLY;
  if (field === 'status') return evidence.statuses >= 0.5 || areStates(sample.headings[column] ?? '', evidence);
  if (field === 'refundStatus') return evidence.refundWords >= 0.5 && !isSome(COUNTED, sample.rows, column);
  if (field === 'currency') return evidence.currencies >= MOSTLY;
  // `业务类型` may say how was sold, or whether something was sold or came back.
  if (field === 'channel' || field === 'platform')
    return evidence.distinct <= MOST_CHANNELS && evidence.documents < MOSTLY;
  if (field === 'orderNumber') return evidence.dates < 1 || evidence.numbers > 0;
  return true;
}

const STATE_HEADING = /状态|status|state/;
/** The states that an order goes through are few. */
const MOST_STATES = 12;

/** True for few words of which some are known, where the heading leaves no doubt: an unknown word is a sale that stands. */
function areStates(heading: string, { statuses, distinct }: ColumnEvidence): boolean {
  return statuses > 0 && distinct <= MOST_STATES && STATE_HEADING.test(foldWord(heading));
}

/** A number that is no answer: `Returns` may say how much, or how many, came back. */
const COUNTED = /^(?![01](\.0+)?$)[-+(]?[$€£¥￥]?\s*\d[\d.,]*\)?$/;

function isSome(form: RegExp, rows: readonly string[][], column: number): boolean {
  return rows.some((row) => form.test((row[column] ?? '').trim()) && Number(row[column]) !== 0);
}

/** True when each cell that says something is of this form. */
function isEach(form: RegExp, rows: readonly string[][], column: number): boolean {
  const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '' && Number(cell) !== 0);
  return cells.length > 0 && cells.every((cell) => form.test(cell));
}

/** True for an amount that is 0 in so many rows that it was never filled in: the price is told elsewhere. */
function isNothing(rows: readonly string[][], column: number): boolean {
  const given = rows.filter((row) => (row[column] ?? '').trim() !== '');
  return given.length >= FEW_CELLS && given.every((row) => roughNumber(row[column]) === 0);
}

function isAllMissing(evidence: ColumnEvidence): boolean {
  return evidence.numbers === 0 && evidence.dates === 0 && evidence.distinct <= 2;
}

/** Of `Sales (excl. tax)` and `Sales (incl. tax)`, the second is what was paid. */
const WITHOUT_TAX = /\bex(cl(uding|\.)?)?[\s._-]*(of[\s_-]+)?(tax|vat|gst)|不含税|未税/i;

interface Candidate {
  readonly field: Field;
  readonly column: number;
  readonly score: number;
}

/** Maps the columns of a sample for one kind of file. */
export function mapColumns(kind: FileKind, sample: ColumnSample): Columns {
  const candidates: Candidate[] = [];
  const numbers = kind === 'orders' ? numberColumns(sample) : new Map<number, number>();
  for (const [column, text] of sample.headings.entries()) {
    for (const { field, rank } of claimsOf(kind, readHeading(text))) {
      const evidence = sample.evidence(column);
      if (!agrees(field, column, sample)) continue;
      // A column that is blank in the sample stands behind any that is not, whatever its spelling.
      const blank = evidence.given === 0 && sample.rows.length > 0;
      const isBehind =
        (blank && FILLED_FIELDS.has(field)) || (field === 'orderNumber' && isOutnumbered(column, numbers));
      const behind = (isBehind ? 10_000 : 0) + (WITHOUT_TAX.test(text) ? 0.5 : 0);
      candidates.push({ field, column, score: rank + behind });
    }
  }
  const columns = assign(candidates);
  if (kind === 'orders') {
    addOrderNumber(columns, sample);
    addNeeded(columns, sample);
    refineOrders(columns, candidates, sample);
    if (isRefundList(columns, sample)) for (const field of PLACED) delete columns[field];
  }
  refineNames(columns, sample);
  return columns;
}

/** How many different values each column holds that may be the number of an order. */
function numberColumns({ headings, evidence }: ColumnSample): ReadonlyMap<number, number> {
  const columns = headings.flatMap((text, column) =>
    claimsOf('orders', readHeading(text)).some(({ field }) => field === 'orderNumber') ? [column] : [],
  );
  return new Map(columns.map((column) => [column, evidence(column).distinct]));
}

/** Beside a column with so many times its values, one of few values is no number of orders: `Order` counts something then. */
const OUTNUMBERED = 20;
const FEW_NUMBERS = 12;

function isOutnumbered(column: number, numbers: ReadonlyMap<number, number>): boolean {
  const distinct = numbers.get(column)!;
  return distinct <= FEW_NUMBERS && distinct * OUTNUMBERED < Math.max(...numbers.values());
}

/** Best spelling first; a column that two fields claim goes to the field where it ranks better. */
function assign(candidates: readonly Candidate[]): Columns {
  const columns: Columns = {};
  const taken = new Set<number>();
  for (const { field, column } of [...candidates].sort((a, b) => a.score - b.score || a.column - b.column)) {
    if (columns[field] !== undefined || taken.has(column)) continue;
    columns[field] = column;
    taken.add(column);
  }
  return columns;
}

/** Numbers under an unusual heading are given in nearly all rows: a column with gaps may be anything. */
const NUMBERED = 0.9;

function addOrderNumber(columns: Columns, sample: ColumnSample): void {
  if (columns.orderNumber !== undefined) return;
  const column = orderNumberColumn(sample.headings);
  if (column === undefined || !agrees('orderNumber', column, sample)) return;
  const filled = sample.rows.filter((row) => (row[column] ?? '').trim() !== '').length;
  if (filled > 0 && filled >= sample.rows.length * NUMBERED) columns.orderNumber = column;
}

/**
 * Rather refuse the rows whose cell is bad, each with its reason, than the whole file for want of the column. And where a file that says
 * what was sold only tells when it was paid, that is when it was placed; a list of payments alone is none of orders. So is when goods
 * went out whose price it tells; a list of parcels is none of orders either.
 */
function addNeeded(columns: Columns, sample: ColumnSample): void {
  const isDated = columns.placedAt !== undefined || columns.placedDate !== undefined;
  if (!isDated && columns.paidAt !== undefined && SOLD.some((field) => columns[field] !== undefined)) {
    columns.placedAt = columns.paidAt;
  } else if (!isDated && columns.shippedAt !== undefined && isDeliveryNote(columns))
    columns.placedAt = columns.shippedAt;
  const taken = new Set(Object.values(columns));
  for (const fields of NEEDED) {
    if (fields.some((field) => columns[field] !== undefined)) continue;
    const partly = sample.headings.flatMap((text, column) =>
      claimsOf('orders', readHeading(text))
        .filter(({ field }) => fields.includes(field) && !taken.has(column))
        .filter(({ field }) => shareOf(field, sample.evidence(column)) >= PARTLY)
        .filter(({ field }) => !WORTH.includes(field) || !isNothing(sample.rows, column))
        .map(({ field, rank }) => ({ field, column, score: rank })),
    );
    Object.assign(columns, assign(partly));
  }
}

const PRICED: readonly Field[] = ['unitPrice', 'lineAmount'];
const OF_PARCELS: readonly Field[] = ['trackingNumber', 'carrier', 'deliveredAt'];

function isDeliveryNote(columns: Columns): boolean {
  const has = (field: Field) => columns[field] !== undefined;
  return SOLD.some(has) && PRICED.some(has) && !OF_PARCELS.some(has);
}

function shareOf(field: Field, { numbers, dates }: ColumnEvidence): number {
  return NUMBER_FIELDS.has(field) ? numbers : dates;
}

const PLACED: readonly Field[] = ['placedAt', 'placedDate', 'placedTime', 'paidAt'];
/** Fields that a list of refunds has not. */
const NOT_OF_REFUNDS: readonly Field[] = [...NEEDED.slice(0, 2).flat(), ...SOLD, 'status', 'refundStatus'];

/** True for a table that says of each row how much was given back, and not what was sold: its dates are not the orders'. */
function isRefundList(columns: Columns, sample: ColumnSample): boolean {
  const { orderNumber, refundedAmount } = columns;
  if (orderNumber === undefined || refundedAmount === undefined) return false;
  if (NOT_OF_REFUNDS.some((field) => columns[field] !== undefined)) return false;
  return sample.rows.length > 0 && sample.rows.every((row) => /[1-9]/.test(row[refundedAmount] ?? ''));
}

/** What only orders need: which amount is the line's, and date and time in two columns. */
function refineOrders(columns: Columns, candidates: readonly Candidate[], sample: ColumnSample): void {
  const amounts = candidates.flatMap(({ field, column }) => (field === 'lineAmount' ? [column] : []));
  settleCounted(columns, amounts, sample.rows);
  settleAmounts(columns, candidates, sample);
  settleDiscounted(columns, sample.rows);
  settleTaxed(columns, sample.rows);
  settleTipped(columns, sample.headings, sample.rows);
  settleSpent(columns, sample.headings);
  settleValued(columns, sample.headings);
  settleGrains(columns, sample.headings, sample.rows);
  const { placedAt } = columns;
  if (placedAt === undefined) return;
  const timeColumn = candidates.find(({ field, column }) => field === 'placedTime' && column !== placedAt)?.column;
  if (timeColumn !== undefined && sample.evidence(timeColumn).times >= MOSTLY && !sample.evidence(placedAt).hasTime) {
    for (const field of Object.keys(columns) as Field[]) if (columns[field] === timeColumn) delete columns[field];
    columns.placedTime = timeColumn;
    columns.placedDate = placedAt;
    delete columns.placedAt;
  } else delete columns.placedTime;
  if (columns.paidAt === (columns.placedAt ?? columns.placedDate)) delete columns.paidAt;
}

/** `Total` may be the order's or the line's: an order of several rows tells. */
function settleAmounts(columns: Columns, candidates: readonly Candidate[], sample: ColumnSample): void {
  const scope = (column: number | undefined) =>
    column === undefined ? null : columnScope(columns, column, sample.rows);
  const claims = (field: Field, column: number | undefined) =>
    candidates.some((candidate) => candidate.field === field && candidate.column === column);
  if (columns.lineAmount !== undefined && scope(columns.lineAmount) === 'order') {
    if (columns.orderTotal === undefined) columns.orderTotal = columns.lineAmount;
    delete columns.lineAmount;
  }
  if (
    columns.orderTotal !== undefined &&
    columns.lineAmount === undefined &&
    claims('lineAmount', columns.orderTotal)
  ) {
    if (scope(columns.orderTotal) === 'line' || columns.orderNumber === undefined) {
      columns.lineAmount = columns.orderTotal;
      delete columns.orderTotal;
    }
  }
  if (
    columns.orderDiscount !== undefined &&
    columns.lineDiscount === undefined &&
    claims('lineDiscount', columns.orderDiscount)
  ) {
    if (scope(columns.orderDiscount) !== 'order') {
      columns.lineDiscount = columns.orderDiscount;
      delete columns.orderDiscount;
    }
  } else if (
    columns.lineDiscount !== undefined &&
    columns.orderDiscount === undefined &&
    claims('orderDiscount', columns.lineDiscount)
  ) {
    if (scope(columns.lineDiscount) === 'order') {
      columns.orderDiscount = columns.lineDiscount;
      delete columns.lineDiscount;
    }
  }
}

/** An order's own total has its tax in it; where each line has a total of its own with the line's tax in it, that is what it came to. */
function settleTaxed(columns: Columns, rows: readonly string[][]): void {
  const { lineAmount, orderTotal, tax } = columns;
  if (lineAmount === undefined || orderTotal === undefined || tax === undefined) return;
  const number = (row: readonly string[], column: number) => roughNumber(row[column]);
  const taxed = rows.filter((row) => Math.abs(number(row, tax)) > 0);
  const summed = taxed.filter(
    (row) => Math.abs(number(row, lineAmount) + number(row, tax) - number(row, orderTotal)) < CENT_ROUNDED,
  );
  if (summed.length === 0 || summed.length < taxed.length * MOSTLY_SUMMED) return;
  if (columnScope(columns, orderTotal, rows) !== 'line') return;
  columns.lineAmount = orderTotal;
  delete columns.orderTotal;
}

/** A store that only has a name is known by it; a product too. A code that is the same in all rows says less than a name. */
function refineNames(columns: Columns, sample: ColumnSample): void {
  const { store, storeName } = columns;
  if (store !== undefined && storeName !== undefined) {
    const codes = sample.evidence(store);
    if (codes.given === 0 || (codes.distinct === 1 && sample.evidence(storeName).distinct > 1))
      columns.store = storeName;
    if (columns.store === storeName) delete columns.storeName;
  } else if (storeName !== undefined) {
    columns.store = storeName;
    delete columns.storeName;
  }
  if (columns.productCode === undefined && columns.productName === undefined) return;
  if (columns.productName === columns.productCode) delete columns.productName;
}
