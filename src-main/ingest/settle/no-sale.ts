/** Whose goods cost nothing because they were not sold after all; goods that came back bring their cost back. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';

/** True for an order whose goods are counted as sold only where an order of its own takes them back. */
function isCalledOff(status: number): boolean {
  return status === ORDER_STATUS.cancelled || status === ORDER_STATUS.refunded;
}

function isUnpaid(status: number, cashOnDelivery: boolean): boolean {
  return status === ORDER_STATUS.unpaid && !cashOnDelivery;
}

/**
 * True for an order that is no sale (any more), so that none of its lines costs anything. A called-off order of nothing
 * but returns is a credit note: it takes back what another order sold, and so its costs count.
 */
export function isNoSale(status: number, cashOnDelivery: boolean, lines: readonly { quantity: number }[]): boolean {
  if (isUnpaid(status, cashOnDelivery)) return true;
  return isCalledOff(status) && !lines.every(({ quantity }) => quantity < 0);
}

/** The same for lines `start` to `end - 1` of columns. */
export function isNoSaleInColumns(
  status: number,
  cashOnDelivery: boolean,
  quantity: Float64Array,
  start: number,
  end: number,
): boolean {
  if (isUnpaid(status, cashOnDelivery)) return true;
  if (!isCalledOff(status)) return false;
  // A quantity that is not given (NaN) is one piece.
  for (let i = start; i < end; i++) if (!(quantity[i]! < 0)) return true;
  return start === end;
}

/**
 * True for a line whose cost, where it is known, counts as 0.
 * @param ofNoSale the whole order is no sale.
 * @param returned this line alone was given back.
 */
export function costsNothing(quantity: number, ofNoSale: boolean, returned: boolean): boolean {
  return ofNoSale || (returned && quantity >= 0);
}
