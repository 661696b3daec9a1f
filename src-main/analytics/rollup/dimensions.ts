/** By what the sums of a store and period are split into cells, and where in a row they stand. The places are stored: never change them. */
import { MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from './measures.ts';

interface Place {
  readonly column: 'parts' | 'products';
  readonly section: number;
  /** How many of the measures its cells hold: amounts of a whole order cannot be told for a product. */
  readonly measures: number;
}

export const DIMENSIONS = {
  channel: { column: 'parts', section: 0, measures: MEASURE_COUNT },
  /** Local hours 0 to 23; orders without a time are in none. */
  hour: { column: 'parts', section: 1, measures: MEASURE_COUNT },
  /** Only kept for all stores together: a ranking of stores is then one blob a period. */
  store: { column: 'parts', section: 2, measures: MEASURE_COUNT },
  product: { column: 'products', section: 0, measures: PRODUCT_MEASURE_COUNT },
} as const satisfies Record<string, Place>;

export type Dimension = keyof typeof DIMENSIONS;
