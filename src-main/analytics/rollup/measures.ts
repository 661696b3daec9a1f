/**
 * What is summed, in one fixed order: the rollup table's columns, the columns of every blob of cells, and every array of
 * sums follow it. The first seven can be told for a product too, the others belong to whole orders.
 */
export const MEASURES = [
  'orders',
  'units',
  'grossSales',
  'refunds',
  'cost',
  'costedSales',
  'costedLines',
  'placed',
  'discounts',
  'deliveryCost',
  'platformFee',
] as const;

export type Measure = (typeof MEASURES)[number];

export const MEASURE_COUNT = MEASURES.length;
export const PRODUCT_MEASURE_COUNT = 7;

/** Position of each measure. */
export const M = Object.fromEntries(MEASURES.map((name, index) => [name, index])) as Readonly<Record<Measure, number>>;

/** The same as SQL column names: `grossSales` is `gross_sales`. */
export const MEASURE_COLUMNS: readonly string[] = MEASURES.map((name) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
