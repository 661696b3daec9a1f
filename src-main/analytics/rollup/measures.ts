/**
 * What is summed, in one fixed order: the rollup table's columns, the columns of every blob of cells, and every array of
 * sums follow it. The first seven can be told for a product too, the others belong to whole orders. Gross sales are net
 * sales and refunds together: net sales are kept because everything is ranked by them.
 */
export const MEASURES = [
  'netSales',
  'orders',
  'units',
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

/** Position of each measure. Written out, because positions that the compiler knows make the sums several times faster. */
export const M = {
  netSales: 0,
  orders: 1,
  units: 2,
  refunds: 3,
  cost: 4,
  costedSales: 5,
  costedLines: 6,
  placed: 7,
  discounts: 8,
  deliveryCost: 9,
  platformFee: 10,
} as const satisfies Record<Measure, number>;

/** The same as SQL column names: `netSales` is `net_sales`. */
export const MEASURE_COLUMNS: readonly string[] = MEASURES.map((name) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
