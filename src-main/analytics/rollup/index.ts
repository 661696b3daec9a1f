/** Sums kept beside the orders, so that a dashboard never has to count orders. */
export { type CellSums, createCellSums } from './cell-sums.ts';
export { compareRollups } from './check.ts';
export { countOrders } from './count-orders.ts';
export { createRollupDelta } from './delta.ts';
export { DIMENSIONS, type Dimension } from './dimensions.ts';
export { type RollupRows, rollupBuffers } from './encoded-rows.ts';
export type { LineFacts, OrderFacts, OrderSink, RollupDelta } from './facts.ts';
export { M, MEASURE_COLUMNS, MEASURE_COUNT, MEASURES, type Measure, PRODUCT_MEASURE_COUNT } from './measures.ts';
export { coverRange, FIRST_PERIOD, LAST_PERIOD, monthPeriod, monthPeriodOfDay, type PeriodRun } from './period.ts';
export { rebuildRollups } from './rebuild.ts';
export { createRollupSums, type RollupIds, type RollupSums } from './rollup-sums.ts';
export { periodOfKey, rowKey, rowKeySql } from './row-key.ts';
export { addSection, createSectionEncoder } from './sections.ts';
export { writeRollupRows } from './write-rows.ts';
