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
  /** Says when orders were placed and which product each row is: one piece of it, at the product list's price. */
  | 'pieces'
  /** Says what orders hold, but not when they were placed. */
  | 'lines'
  /** Only says which orders came back. */
  | 'returns'
  /** Only says how much was given back of which orders. */
  | 'refunds';

type Columns = FileSettings['columns'];

const WORTH: readonly Field[] = ['quantity', 'unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];

/** What tells lines from heads: a line names what was sold, if only by its category. */
const SOLD: readonly Field[] = ['productCode', 'productName', 'category'];
const LINE_WORTH: readonly Field[] = ['quantity', 'unitPrice', 'lineAmount'];

function has(columns: Columns, ...fields: readonly Field[]): boolean {
  return fields.some((field) => columns[field] !== undefined);
}

/** Gives the part that columns tell; null for columns that tell no part of an order. */
export function orderPart(columns: Columns): OrderPart | null {
  const dated = has(columns, 'placedAt', 'placedDate');
  const worth = has(columns, ...WORTH);
  if (dated && worth) return 'whole';
  if (!has(columns, 'orderNumber')) return null;
  const named = has(columns, 'productCode', 'productName');
  if (dated) return named ? 'pieces' : 'heads';
  if (has(columns, ...SOLD) && has(columns, ...LINE_WORTH)) return 'lines';
  if (worth || (named && has(columns, 'refundStatus'))) return null;
  if (named) return 'lines';
  if (has(columns, 'refundStatus')) return 'returns';
  return has(columns, 'refundedAmount') ? 'refunds' : null;
}

/** True for orders or lines that name products and say nothing of quantity and price: the product list has to. */
export function isPriceless({ kind, columns }: Table): boolean {
  const part = kind === 'orders' ? orderPart(columns) : null;
  return part === 'pieces' || (part === 'lines' && !has(columns, ...LINE_WORTH));
}

/** What a row says that is one piece of an order. */
// biome-ignore format: a list of names
const PIECE_FIELDS: readonly Field[] = [
  'orderNumber', 'lineNumber', 'placedAt', 'placedDate', 'placedTime', 'productCode', 'productName', 'productVariant',
  'category', 'store', 'storeName', 'platform', 'channel', 'paymentMethod', 'customerCode', 'customerName',
];

/** True for a table that tells of pieces and nothing else: reviews, shipments and events name orders and products too. */
export function tellsOnlyPieces(columns: Columns, headings: readonly string[]): boolean {
  const understood = new Set(PIECE_FIELDS.map((field) => columns[field]));
  return (
    isPriceless({ kind: 'orders', columns }) && headings.every((text, column) => text === '' || understood.has(column))
  );
}

/** True for lines that say themselves when they were ordered: whole alone, but lines beside the heads of the same orders. */
export function areDatedLines(columns: Columns): boolean {
  return (
    orderPart(columns) === 'whole' &&
    has(columns, 'orderNumber') &&
    has(columns, ...SOLD) &&
    has(columns, ...LINE_WORTH)
  );
}

/** True for a table that may be the heads of dated lines, if its orders are theirs: it names nothing that was sold. */
export function mayHeadDatedLines(columns: Columns): boolean {
  return has(columns, 'orderNumber') && has(columns, 'placedAt', 'placedDate') && !has(columns, ...SOLD);
}

/** Of the lines' numbers, the share above which they are the orders of the heads that know them. */
const MOST = 0.5;

/** True when so many of the lines' numbers are known to the heads that both tell of the same orders. */
export function areMost(known: number, lines: number): boolean {
  return known > lines * MOST;
}

interface Table {
  readonly kind: FileKind;
  readonly columns: Columns;
}

/** True for a table that is of use only beside the orders that it speaks of. */
export function tellsOnlyBack(part: OrderPart | null): boolean {
  return part === 'returns' || part === 'refunds';
}

/** True when another of these tables tells what this part leaves out. */
export function hasPartner(table: Table, others: readonly Table[]): boolean {
  const part = orderPart(table.columns);
  const orders = others.filter(({ kind, columns }) => kind === 'orders' && has(columns, 'orderNumber'));
  if (part === 'lines') return orders.some(({ columns }) => has(columns, 'placedAt', 'placedDate'));
  if (part === 'heads' || part === 'pieces') return orders.some(({ columns }) => orderPart(columns) === 'lines');
  if (tellsOnlyBack(part)) return orders.some(({ columns }) => !tellsOnlyBack(orderPart(columns)));
  return false;
}

/** True for heads whose worth dated lines among these tables may tell: their columns fit, their orders are still unread. */
export function mayHaveDatedLines(table: Table, others: readonly Table[]): boolean {
  if (orderPart(table.columns) !== 'heads' || !mayHeadDatedLines(table.columns)) return false;
  return others.some(({ kind, columns }) => kind === 'orders' && areDatedLines(columns));
}
