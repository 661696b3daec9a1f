/** Which amount the customer was charged, where headings alone do not say: beside tips, costs and values of stock. */
import type { Field } from '#shared/contract/index.ts';
import { readHeading } from './heading.ts';
import { roughNumber } from './values/rough-number.ts';

type Columns = Partial<Record<Field, number>>;

/** Amounts by which a row is worth something. */
export const WORTH: readonly Field[] = ['unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];
/** Rows are rounded, and some have a fee or a discount besides. */
export const MOSTLY_SUMMED = 0.9;
export const CENT_ROUNDED = 0.02;

const TIP = /^(auto)?(tips?|gratuity|gratuities)(amount)?$|^小费$/;

/** A tip is the staff's, not what was sold: beside a total with tips in it, the amount without them counts. */
export function settleTipped(columns: Columns, headings: readonly string[], rows: readonly string[][]): void {
  const { lineAmount, orderTotal, tax } = columns;
  if (lineAmount === undefined || orderTotal === undefined) return;
  const tips = headings.flatMap((text, column) => (TIP.test(readHeading(text).bareKey) ? [column] : []));
  const sum = (row: readonly string[], parts: readonly number[]) =>
    parts.reduce((total, column) => total + (roughNumber(row[column]) || 0), 0);
  const tipped = rows.filter((row) => sum(row, tips) > 0);
  const parts = [lineAmount, ...(tax === undefined ? [] : [tax]), ...tips];
  const summed = tipped.filter((row) => Math.abs(sum(row, parts) - roughNumber(row[orderTotal])) < CENT_ROUNDED);
  if (summed.length > 0 && summed.length >= tipped.length * MOSTLY_SUMMED) delete columns.orderTotal;
}

const SPENT = /^total(cost|spent)$|^总花费$/;
const CHARGED = /^itemcost$/;

/**
 * `Total Cost` of a receipt that says how it was paid, and names no other amount, is what the customer paid. So is the `Item Cost` that
 * stands with the shipping and the tax that the customer was charged.
 */
export function settleSpent(columns: Columns, headings: readonly string[]): void {
  const { lineCost, unitCost, orderNumber, paymentMethod, shippingFee, tax } = columns;
  if (orderNumber === undefined || WORTH.some((field) => columns[field] !== undefined)) return;
  const reads = (column: number | undefined, form: RegExp) =>
    column !== undefined && form.test(readHeading(headings[column] ?? '').bareKey);
  if (paymentMethod !== undefined && reads(lineCost, SPENT)) {
    columns.orderTotal = lineCost!;
    delete columns.lineCost;
  } else if (shippingFee !== undefined && tax !== undefined && reads(unitCost, CHARGED)) {
    columns.unitPrice = unitCost!;
    delete columns.unitCost;
  }
}

const VALUE = /^totalvalue$/;

/** Where no row has an order's number, `Total Value` beside what was sold for how much is what goods are worth that were not. */
export function settleValued(columns: Columns, headings: readonly string[]): void {
  const { orderNumber, orderTotal, lineAmount } = columns;
  if (orderNumber !== undefined || orderTotal === undefined || lineAmount === undefined) return;
  if (VALUE.test(readHeading(headings[orderTotal] ?? '').bareKey)) delete columns.orderTotal;
}
