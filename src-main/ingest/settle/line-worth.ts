/** What a line comes to and what its goods cost, from its quantity and prices: exact for any integers. */
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';

/** Gives quantity times price (or cost) in 1/10,000, halves rounded away from zero. */
export function timesQuantity(quantity: number, price: number): number {
  const product = quantity * price;
  if (Number.isSafeInteger(product)) {
    const whole = Math.trunc(product / QUANTITY_SCALE);
    const rest = product - whole * QUANTITY_SCALE;
    if (rest * 2 >= QUANTITY_SCALE) return whole + 1;
    return rest * 2 <= -QUANTITY_SCALE ? whole - 1 : whole + 0;
  }
  const exact = BigInt(quantity) * BigInt(price);
  const half = BigInt(QUANTITY_SCALE / 2);
  return Number((exact < 0n ? exact - half : exact + half) / BigInt(QUANTITY_SCALE));
}

/** Gives a line's amount: as the file gives it, else from its price. NaN stands for "not said" in what goes in and comes out. */
export function lineWorth(amount: number, quantity: number, unitPrice: number, discount: number): number {
  if (!Number.isNaN(amount)) return amount;
  if (Number.isNaN(unitPrice)) return Number.NaN;
  return timesQuantity(quantity, unitPrice) - (Number.isNaN(discount) ? 0 : discount);
}

/** Gives what a line's goods cost by the file: the line's cost, else the unit's; NaN: it does not say. */
export function lineCostStated(lineCost: number, quantity: number, unitCost: number): number {
  if (!Number.isNaN(lineCost)) return lineCost;
  return Number.isNaN(unitCost) ? Number.NaN : timesQuantity(quantity, unitCost);
}
