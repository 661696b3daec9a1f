/**
 * Orders may be told in parts: a table of their heads (number, date, status), one of their lines (number, product,
 * quantity), a list of those that came back. Which part a table is, its columns tell; together they make whole orders.
 */
import type { Field, FileKind, FileSettings } from '#shared/contract/index.ts';

export type OrderPart =
  /** Tells all that an order needs. */
  | 'whole'
  /** Says when orders were placed, but not what they are worth. */
  | 'heads'
  /** Says what orders hold, but not when they were placed. */
  | 'lines'
  /** Only says which orders came back. */
  | 'returns';

type Columns = FileSettings['columns'];

const WORTH: readonly Field[] = ['quantity', 'unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];

function has(columns: Columns, ...fields: readonly Field[]): boolean {
  return fields.some((field) => columns[field] !== undefined);
}

/** Gives the part that columns tell; null for columns that tell no part of an order. */
export function orderPart(columns: Columns): OrderPart | null {
  const dated = has(columns, 'placedAt', 'placedDate');
  const worth = has(columns, ...WORTH);
  if (dated && worth) return 'whole';
  if (!has(columns, 'orderNumber')) return null;
  if (dated) return 'heads';
  const product = has(columns, 'productCode', 'productName');
  if (product && has(columns, 'quantity', 'unitPrice', 'lineAmount')) return 'lines';
  return !product && !worth && has(columns, 'refundStatus') ? 'returns' : null;
}

interface Table {
  readonly kind: FileKind;
  readonly columns: Columns;
}

/** True when another of these tables tells what this part leaves out. */
export function hasPartner(table: Table, others: readonly Table[]): boolean {
  const part = orderPart(table.columns);
  const orders = others.filter(({ kind, columns }) => kind === 'orders' && has(columns, 'orderNumber'));
  if (part === 'lines') return orders.some(({ columns }) => has(columns, 'placedAt', 'placedDate'));
  if (part === 'heads') return orders.some(({ columns }) => orderPart(columns) === 'lines');
  if (part === 'returns') return orders.some(({ columns }) => orderPart(columns) !== 'returns');
  return false;
}
