/**
 * The normalised life of an order. The numbers are stored in the database: never renumber them.
 * What counts as what is written in docs/how-numbers-are-counted.md.
 */
export const ORDER_STATUS = {
  /** Placed and not yet paid: no sale, unless it is paid on delivery. */
  unpaid: 1,
  paid: 2,
  shipped: 3,
  completed: 4,
  /** Called off: what it brought counts as a refund. */
  cancelled: 5,
  /** Wholly given back: counts as a refund. */
  refunded: 6,
  /** Given back in part: the refunded amount counts as a refund. */
  partiallyRefunded: 7,
} as const;

export type OrderStatusName = keyof typeof ORDER_STATUS;
export type OrderStatus = (typeof ORDER_STATUS)[OrderStatusName];

const NAMES = new Map<number, OrderStatusName>(
  Object.entries(ORDER_STATUS).map(([name, code]) => [code, name as OrderStatusName]),
);

/** Gives the name of a stored status code; an unknown code (written by a newer version) reads as `paid`. */
export function orderStatusName(code: number): OrderStatusName {
  return NAMES.get(code) ?? 'paid';
}
