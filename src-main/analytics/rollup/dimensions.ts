/** By what the sums of a store and period are split into cells. The numbers are stored: never renumber them. */
import { MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from './measures.ts';

export const DIMENSION = {
  channel: 1,
  /** Local hours 0 to 23; orders without a time are in none. */
  hour: 2,
  product: 3,
  /** Only kept for all stores together: a ranking of stores is then one blob a period. */
  store: 4,
} as const;

export type Dimension = (typeof DIMENSION)[keyof typeof DIMENSION];

/** How many of the measures a dimension's cells hold: amounts of a whole order cannot be told for a product. */
export function cellMeasures(dimension: number): number {
  return dimension === DIMENSION.product ? PRODUCT_MEASURE_COUNT : MEASURE_COUNT;
}
