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

export interface SettleInput extends OrderAmounts {
  readonly status: number;
  readonly cashOnDelivery: boolean;
  readonly lines: readonly SettleLine[];
}

export interface SettleLine {
  readonly quantity: number;
  /** What the line comes to, 1/10,000. */
  readonly amount: number;
  /** This line alone was given back. */
  readonly returned: boolean;
}

export interface Settled {
  /** The order's value when it was placed, whatever became of it. */
  readonly placed: number;
  readonly grossSales: number;
  readonly refunds: number;
  readonly lineGrossSales: readonly number[];
  readonly lineRefunds: readonly number[];
}

const known = (amount: number): boolean => !Number.isNaN(amount);

/** True for an order that is no sale (any more): nothing of it is counted as sold, so its goods cost nothing either. */
export function isVoid(status: number, cashOnDelivery: boolean): boolean {
  return (
    status === ORDER_STATUS.cancelled ||
    status === ORDER_STATUS.refunded ||
    (status === ORDER_STATUS.unpaid && !cashOnDelivery)
  );
}

/** What the order brought in before refunds, as far as the order itself says; NaN when only its lines do. */
function statedGross(order: SettleInput): number {
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
  const { lines, status } = order;
  const lineGrossSales = new Array<number>(lines.length).fill(0);
  const lineRefunds = new Array<number>(lines.length).fill(0);
  let soldAmount = 0;
  let returnedAmount = 0;
  let sold = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.quantity < 0) {
      returnedAmount -= line.amount;
    } else {
      soldAmount += line.amount;
      sold++;
    }
  }
  const placed = known(order.total) ? order.total : soldAmount - returnedAmount;
  if (status === ORDER_STATUS.unpaid && !order.cashOnDelivery) {
    return { placed, grossSales: 0, refunds: 0, lineGrossSales, lineRefunds };
  }

  const stated = statedGross(order);
  let grossSales = soldAmount;
  let returns = returnedAmount;
  if (known(stated)) {
    // An order's own amount is for all of it, so what came back in it has already been taken off.
    if (sold === 0 && lines.length > 0) {
      grossSales = 0;
      returns = Math.abs(stated);
    } else {
      grossSales = stated + returnedAmount;
    }
  }
  shareGross(lines, grossSales, soldAmount, lineGrossSales);
  const refunds = refundsOf(order, grossSales, returns, lineGrossSales);
  shareReturns(lines, returns, returnedAmount, lineRefunds);
  shareRest(lines, refunds - returns, lineGrossSales, lineRefunds);
  return { placed, grossSales, refunds, lineGrossSales, lineRefunds };
}

function shareGross(lines: readonly SettleLine[], gross: number, soldAmount: number, shares: number[]): void {
  if (gross === soldAmount) {
    for (let i = 0; i < lines.length; i++) if (lines[i]!.quantity >= 0) shares[i] = lines[i]!.amount;
    return;
  }
  const isSold = (line: SettleLine) => line.quantity >= 0;
  const parts = shareOut(
    gross,
    lines.map((line) => (isSold(line) ? line.amount : 0)),
    lines.map((line) => (isSold(line) ? line.quantity : 0)),
    lines.map((line) => (isSold(line) ? 1 : 0)),
  );
  for (let i = 0; i < parts.length; i++) shares[i] = parts[i]!;
}

function refundsOf(order: SettleInput, gross: number, returns: number, lineGross: readonly number[]): number {
  if (order.refunded > 0) return Math.max(order.refunded, returns);
  // A refund column that says 0 does not make a sale of an order that was called off.
  if (order.status === ORDER_STATUS.cancelled || order.status === ORDER_STATUS.refunded) {
    return Math.max(gross, returns);
  }
  let refunds = returns;
  for (let i = 0; i < order.lines.length; i++) if (order.lines[i]!.returned) refunds += lineGross[i]!;
  return refunds;
}

/** Lines with a negative quantity carry what they gave back. */
function shareReturns(lines: readonly SettleLine[], returns: number, returnedAmount: number, shares: number[]): void {
  if (returns === returnedAmount) {
    for (let i = 0; i < lines.length; i++) if (lines[i]!.quantity < 0) shares[i] = 0 - lines[i]!.amount;
    return;
  }
  const parts = shareOut(
    returns,
    lines.map((line) => (line.quantity < 0 ? -line.amount : 0)),
    lines.map((line) => (line.quantity < 0 ? -line.quantity : 0)),
  );
  for (let i = 0; i < parts.length; i++) shares[i] = parts[i]!;
}

/** Every other refund falls on the lines that were given back on their own, else on all that were sold. */
function shareRest(lines: readonly SettleLine[], rest: number, lineGross: readonly number[], shares: number[]): void {
  if (rest === 0) return;
  const parts = shareOut(
    rest,
    lines.map((line, i) => (line.returned ? lineGross[i]! : 0)),
    lineGross,
    lines.map((line) => Math.max(0, line.quantity)),
    lines.map(() => 1),
  );
  for (let i = 0; i < parts.length; i++) shares[i] = shares[i]! + parts[i]!;
}
