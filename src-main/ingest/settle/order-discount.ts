/** What an order's customer was let off: what the file gives for the order, else what its lines were given. */

/** The columns that tell; NaN: the file does not say. */
export interface DiscountColumns {
  readonly discount: Float64Array;
  readonly lineStart: Int32Array;
  readonly lineDiscount: Float64Array;
}

/** Gives the discount of order `order`, 1/10,000. */
export function orderDiscount({ discount, lineStart, lineDiscount }: DiscountColumns, order: number): number {
  const given = discount[order]!;
  if (!Number.isNaN(given)) return given;
  let sum = 0;
  for (let i = lineStart[order]!; i < lineStart[order + 1]!; i++) {
    const ofLine = lineDiscount[i]!;
    if (!Number.isNaN(ofLine)) sum += ofLine;
  }
  return sum;
}
