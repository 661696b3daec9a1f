/** Whether an amount belongs to the whole order or to its row, seen from orders that have several rows. */
import type { Field } from '#shared/contract/index.ts';
import type { AmountScope } from '../templates/index.ts';

type Columns = Readonly<Partial<Record<Field, number | undefined>>>;

const ORDER_AMOUNTS: readonly Field[] = [
  'orderTotal',
  'amountPaid',
  'amountReceived',
  'refundedAmount',
  'shippingFee',
  'tax',
  'orderDiscount',
  'deliveryCost',
  'platformFee',
];

/** More differing orders than this, and the rows have amounts of their own; an order may differ once by a typing error. */
const DIFFERING_SHARE = 0.1;

/** Gives the scope of each order-level amount that is mapped: `order` unless the rows of an order differ. */
export function studyScopes(columns: Columns, rows: readonly string[][]): Partial<Record<Field, AmountScope>> {
  const scopes: Partial<Record<Field, AmountScope>> = {};
  for (const field of ORDER_AMOUNTS) {
    const column = columns[field];
    if (column !== undefined) scopes[field] = columnScope(columns, column, rows) === 'line' ? 'line' : 'order';
  }
  return scopes;
}

/** Fields that tell whether two rows of an order are alike. */
const LINE_FIELDS: readonly Field[] = ['quantity', 'unitPrice', 'lineAmount'];

/**
 * Gives `line` when rows of one order hold different amounts, `order` when they repeat one or leave it out after the
 * first, null when no order tells: all have one row, or only zeros.
 */
export function columnScope(columns: Columns, column: number, rows: readonly string[][]): 'order' | 'line' | null {
  if (columns.orderNumber === undefined) return null;
  const others = LINE_FIELDS.map((field) => columns[field]).filter((other) => other !== undefined && other !== column);
  let repeated = 0;
  let differing = 0;
  for (const group of ordersOf(columns.orderNumber, rows)) {
    if (group.length < 2) continue;
    const given = valuesOf(group, column);
    if (given.every((value) => Number(value) === 0)) continue;
    if (new Set(given).size > 1) differing++;
    else if (
      given.length === 1 ||
      others.length === 0 ||
      others.some((other) => new Set(valuesOf(group, other)).size > 1)
    ) {
      repeated++;
    } else {
      const worth = lineWorth(columns, column, group[0]!);
      // Rows alike in everything: an amount nearer to one row's worth than to all of them is the row's.
      if (!Number.isNaN(worth)) {
        if (Math.abs(plainNumber(given[0]!)) < (Math.abs(worth) * (1 + group.length)) / 2) differing++;
        else repeated++;
      }
    }
  }
  if (repeated + differing === 0) return null;
  return differing > (repeated + differing) * DIFFERING_SHARE ? 'line' : 'order';
}

/** What a row comes to by its other columns, NaN when they do not say. */
function lineWorth({ quantity, unitPrice, lineAmount }: Columns, column: number, row: readonly string[]): number {
  if (lineAmount !== undefined && lineAmount !== column) return plainNumber(row[lineAmount] ?? '');
  if (unitPrice === undefined) return Number.NaN;
  return plainNumber(row[unitPrice] ?? '') * (quantity === undefined ? 1 : plainNumber(row[quantity] ?? ''));
}

/** Near enough for a comparison: signs of currency and thousands are left out. */
function plainNumber(text: string): number {
  const digits = text.replace(/[^\d.-]/g, '');
  return digits === '' ? Number.NaN : Number(digits);
}

function valuesOf(group: readonly string[][], column: number | undefined): string[] {
  return group.map((row) => (row[column ?? -1] ?? '').trim()).filter((value) => value !== '' && value !== '-');
}

/** Consecutive rows with the same order number; a blank number continues the order above. */
function* ordersOf(orderColumn: number, rows: readonly string[][]): Generator<readonly string[][]> {
  let group: string[][] = [];
  let number = '';
  for (const row of rows) {
    const next = (row[orderColumn] ?? '').trim();
    if (group.length > 0 && next !== '' && next !== number) {
      yield group;
      group = [];
    }
    if (next !== '') number = next;
    group.push(row);
  }
  yield group;
}
