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
    if (column !== undefined)
      scopes[field] = columnScope(columns.orderNumber, column, rows) === 'line' ? 'line' : 'order';
  }
  return scopes;
}

/**
 * Gives `line` when rows of one order hold different amounts, `order` when they repeat one or leave it out after the
 * first, null when no order tells (all have one row, or only zeros).
 */
export function columnScope(
  orderColumn: number | undefined,
  column: number,
  rows: readonly string[][],
): 'order' | 'line' | null {
  if (orderColumn === undefined) return null;
  let repeated = 0;
  let differing = 0;
  for (const group of ordersOf(orderColumn, rows)) {
    if (group.length < 2) continue;
    const values = group.map((row) => (row[column] ?? '').trim());
    const given = values.filter((value) => value !== '' && value !== '-');
    if (given.every((value) => Number(value) === 0)) continue;
    if (given.length === 1 || given.every((value) => value === given[0])) repeated++;
    else differing++;
  }
  if (repeated + differing === 0) return null;
  return differing > (repeated + differing) * DIFFERING_SHARE ? 'line' : 'order';
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
