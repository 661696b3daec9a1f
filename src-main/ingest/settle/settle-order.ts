/**
 * How an order is counted, the one rule for every file and platform (docs/how-numbers-are-counted.md): its lines' shares
 * add up to exactly what the order brought in and gave back.
 */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { shareOut } from './share-out.ts';

/** The amounts that a file gives for a whole order, 1/10,000; NaN: the file does not say. */
export interface OrderAmounts {
  readonly total: number;
  readonly paid: number;
  readonly received: number;
  readonly refunded: number;
}

/** What decides how an order counts, but for its lines. */
export interface OrderTerms extends OrderAmounts {
  readonly status: number;
  readonly cashOnDelivery: boolean;
}

/** Lines of many orders as columns; those of one order stand together. */
export interface LineColumns {
  readonly quantity: Float64Array;
  /** What each line comes to, 1/10,000. */
  readonly worth: Float64Array;
  /** Bit 0: this line alone was given back. */
  readonly lineFlags: Uint8Array;
  /** Their shares of what the order brought in and gave back: filled by `settleLines`. */
  readonly lineGross: Float64Array;
  readonly lineRefunds: Float64Array;
}

/** What an order counts for. */
export interface OrderSums {
  /** The order's value when it was placed, whatever became of it. */
  placed: number;
  grossSales: number;
  refunds: number;
}

export interface SettleInput extends OrderTerms {
  readonly lines: readonly SettleLine[];
}

export interface SettleLine {
  readonly quantity: number;
  /** What the line comes to, 1/10,000. */
  readonly amount: number;
  /** This line alone was given back. */
  readonly returned: boolean;
}

export interface Settled extends Readonly<OrderSums> {
  readonly lineGrossSales: readonly number[];
  readonly lineRefunds: readonly number[];
}

/** Bit of `lineFlags`. */
export const RETURNED = 1;

const known = (amount: number): boolean => !Number.isNaN(amount);

/** What the order brought in before refunds, as far as the order itself says; NaN when only its lines do. */
function statedGross(order: OrderTerms): number {
  const { total, paid, received, refunded } = order;
  const brought = known(received) ? received : paid;
  if (known(brought)) {
    // The refund was already taken off what the file calls paid or received.
    const base = known(paid) ? paid : received;
    if (known(total) && refunded > 0 && base + refunded === total) return total;
    if (order.cashOnDelivery && order.status !== ORDER_STATUS.cancelled && brought === 0) {
      return known(paid) && paid > 0 ? paid : total;
    }
    return brought;
  }
  return total;
}

/** Gives what an order counts for, and the part of each line in it. */
export function settleOrder(order: SettleInput): Settled {
  const { lines } = order;
  const columns: LineColumns = {
    quantity: new Float64Array(lines.length),
    worth: new Float64Array(lines.length),
    lineFlags: new Uint8Array(lines.length),
    lineGross: new Float64Array(lines.length),
    lineRefunds: new Float64Array(lines.length),
  };
  for (let i = 0; i < lines.length; i++) {
    columns.quantity[i] = lines[i]!.quantity;
    columns.worth[i] = lines[i]!.amount;
    columns.lineFlags[i] = lines[i]!.returned ? RETURNED : 0;
  }
  const sums: OrderSums = { placed: 0, grossSales: 0, refunds: 0 };
  settleLines(order, columns, 0, lines.length, sums);
  return { ...sums, lineGrossSales: [...columns.lineGross], lineRefunds: [...columns.lineRefunds] };
}

/** Settles the order whose lines are `start` to `end - 1`: fills their shares, and `sums`. */
export function settleLines(order: OrderTerms, lines: LineColumns, start: number, end: number, sums: OrderSums): void {
  const { quantity, worth, lineGross, lineRefunds } = lines;
  let soldAmount = 0;
  let returnedAmount = 0;
  let sold = 0;
  for (let i = start; i < end; i++) {
    lineGross[i] = 0;
    lineRefunds[i] = 0;
    if (quantity[i]! < 0) {
      returnedAmount -= worth[i]!;
    } else {
      soldAmount += worth[i]!;
      sold++;
    }
  }
  sums.placed = known(order.total) ? order.total : soldAmount - returnedAmount;
  sums.grossSales = 0;
  sums.refunds = 0;
  if (order.status === ORDER_STATUS.unpaid && !order.cashOnDelivery) return;

  const stated = statedGross(order);
  let grossSales = soldAmount;
  let returns = returnedAmount;
  if (known(stated)) {
    // An order's own amount is for all of it, so what came back in it has already been taken off.
    if (sold === 0 && end > start) {
      grossSales = 0;
      returns = Math.abs(stated);
    } else {
      grossSales = stated + returnedAmount;
    }
  }
  shareGross(lines, start, end, grossSales, soldAmount);
  const refunds = refundsOf(order, lines, start, end, grossSales, returns);
  shareReturns(lines, start, end, returns, returnedAmount);
  shareRest(lines, start, end, refunds - returns);
  sums.grossSales = grossSales;
  sums.refunds = refunds;
}

function shareGross(lines: LineColumns, start: number, end: number, gross: number, soldAmount: number): void {
  const { quantity, worth, lineGross } = lines;
  if (gross === soldAmount) {
    for (let i = start; i < end; i++) if (quantity[i]! >= 0) lineGross[i] = worth[i]!;
  } else if (end - start === 1) {
    lineGross[start] = gross;
  } else {
    shareAmongSold(lines, start, end, gross);
  }
}

/** Apart from `shareGross`, which nearly all orders leave before: a function that holds closures makes room for them when it begins. */
function shareAmongSold({ quantity, worth, lineGross }: LineColumns, start: number, end: number, gross: number): void {
  const isSold = (i: number) => quantity[start + i]! >= 0;
  const parts = shareOut(
    gross,
    end - start,
    (i) => (isSold(i) ? worth[start + i]! : 0),
    (i) => (isSold(i) ? quantity[start + i]! : 0),
    (i) => (isSold(i) ? 1 : 0),
  );
  for (let i = start; i < end; i++) lineGross[i] = parts[i - start]!;
}

function refundsOf(
  order: OrderTerms,
  lines: LineColumns,
  start: number,
  end: number,
  gross: number,
  returns: number,
): number {
  if (order.refunded > 0) return Math.max(order.refunded, returns);
  // A refund column that says 0 does not make a sale of an order that was called off.
  if (order.status === ORDER_STATUS.cancelled || order.status === ORDER_STATUS.refunded) {
    return Math.max(gross, returns);
  }
  let refunds = returns;
  for (let i = start; i < end; i++) if (lines.lineFlags[i]! & RETURNED) refunds += lines.lineGross[i]!;
  return refunds;
}

/** Lines with a negative quantity carry what they gave back. */
function shareReturns(lines: LineColumns, start: number, end: number, returns: number, returnedAmount: number): void {
  const { quantity, worth, lineRefunds } = lines;
  if (returns !== returnedAmount) {
    shareAmongReturned(lines, start, end, returns);
    return;
  }
  for (let i = start; i < end; i++) if (quantity[i]! < 0) lineRefunds[i] = 0 - worth[i]!;
}

function shareAmongReturned(
  { quantity, worth, lineRefunds }: LineColumns,
  start: number,
  end: number,
  returns: number,
): void {
  const parts = shareOut(
    returns,
    end - start,
    (i) => (quantity[start + i]! < 0 ? -worth[start + i]! : 0),
    (i) => (quantity[start + i]! < 0 ? -quantity[start + i]! : 0),
  );
  for (let i = start; i < end; i++) lineRefunds[i] = parts[i - start]!;
}

/** Every other refund falls on the lines that were given back on their own, else on all that were sold. */
function shareRest(lines: LineColumns, start: number, end: number, rest: number): void {
  const { lineRefunds } = lines;
  if (rest === 0) return;
  if (end - start === 1) lineRefunds[start] = lineRefunds[start]! + rest;
  else shareAmongAll(lines, start, end, rest);
}

function shareAmongAll(
  { quantity, lineFlags, lineGross, lineRefunds }: LineColumns,
  start: number,
  end: number,
  rest: number,
): void {
  const parts = shareOut(
    rest,
    end - start,
    (i) => (lineFlags[start + i]! & RETURNED ? lineGross[start + i]! : 0),
    (i) => lineGross[start + i]!,
    (i) => Math.max(0, quantity[start + i]!),
    () => 1,
  );
  for (let i = start; i < end; i++) lineRefunds[i] = lineRefunds[i]! + parts[i - start]!;
}
