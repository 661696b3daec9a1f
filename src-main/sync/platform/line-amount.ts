/** What a line of an order comes to. */
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';

/** @param quantity pieces as 1/1,000, which may be parts of one. Gives money as 1/10,000, rounded. */
export function lineAmount(unitPrice: number, quantity: number): number {
  return Math.round((unitPrice * quantity) / QUANTITY_SCALE);
}
