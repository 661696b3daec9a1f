/** By what the sums of a store and period are split into cells, and in which columns of which tables the cells stand. */
import { MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from './measures.ts';

/** How many of the measures a dimension's cells have: amounts of a whole order cannot be told for a product. */
export const DIMENSIONS = {
  channel: { measures: MEASURE_COUNT },
  /** Local hours 0 to 23; orders without a time are in none. */
  hour: { measures: MEASURE_COUNT },
  /** Only kept for all stores together: a ranking of stores is then one blob a period. */
  store: { measures: MEASURE_COUNT },
  product: { measures: PRODUCT_MEASURE_COUNT },
} as const;

export type Dimension = keyof typeof DIMENSIONS;

/** A column of blobs: the cells of a dimension with some of its measures, those from `first` to before `end`. */
export interface CellColumn {
  readonly table: 'rollup' | 'rollup_product_net' | 'rollup_product';
  readonly column: string;
  readonly dimension: Dimension;
  readonly first: number;
  readonly end: number;
}

/**
 * In the order in which a row's blobs follow one another. Products are split: a ranking goes through the net sales of
 * all of them, then wants the counts of a few, and hardly ever the rest.
 */
export const CELL_COLUMNS = {
  channels: { table: 'rollup', column: 'channels', dimension: 'channel', first: 0, end: MEASURE_COUNT },
  hours: { table: 'rollup', column: 'hours', dimension: 'hour', first: 0, end: MEASURE_COUNT },
  stores: { table: 'rollup', column: 'stores', dimension: 'store', first: 0, end: MEASURE_COUNT },
  net: { table: 'rollup_product_net', column: 'net', dimension: 'product', first: 0, end: 1 },
  counts: { table: 'rollup_product', column: 'counts', dimension: 'product', first: 1, end: 3 },
  /** Only in rows of days and months. */
  amounts: { table: 'rollup_product', column: 'amounts', dimension: 'product', first: 3, end: PRODUCT_MEASURE_COUNT },
} as const satisfies Record<string, CellColumn>;

export type CellColumnName = keyof typeof CELL_COLUMNS;
export const CELL_COLUMN_NAMES = Object.keys(CELL_COLUMNS) as CellColumnName[];
/** How many blobs a row has. */
export const BLOBS = CELL_COLUMN_NAMES.length;
