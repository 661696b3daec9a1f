/** Sums kept beside the orders, so that a dashboard never has to count orders. */
export { type CellSums, createCellSums } from './cell-sums.ts';
export { compareRollups } from './check.ts';
export { type ChosenSums, createChosenSums } from './chosen-sums.ts';
export { countOrders } from './count-orders.ts';
export { createRollupDelta } from './delta.ts';
export { CELL_COLUMNS, DIMENSIONS, type Dimension } from './dimensions.ts';
export type { RollupRows } from './encoded-rows.ts';
export type { LineFacts, OrderFacts, OrderSink, RollupDelta } from './facts.ts';
export { createIdSums, type IdSums } from './id-sums.ts';
export { makeBlocks } from './make-blocks.ts';
export { M, MEASURE_COLUMNS, MEASURE_COUNT, MEASURES, type Measure, PRODUCT_MEASURE_COUNT } from './measures.ts';
export { GRAIN_BOUNDS, GRAINS, type Grain, isDay, periodOfDay } from './period.ts';
export { coverRange, type RangeCover } from './range-cover.ts';
export { rebuildRollups } from './rebuild.ts';
export { createRollupSums, type RollupSums } from './rollup-sums.ts';
export { CURRENCIES, currencyPart, periodOfKey, rowKey, rowKeySql } from './row-key.ts';
export { ALL_BLOCKS, coverStores, KEPT_BLOCKS_SQL } from './store-block.ts';
export { createRowWriter, type RowWriter } from './write-rows.ts';
