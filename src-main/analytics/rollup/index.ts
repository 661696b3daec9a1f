/** Sums kept beside the orders, so that a dashboard never has to count orders. */
export { type CellSums, createCellSums } from './cell-sums.ts';
export { compareRollups } from './check.ts';
export { createRollupDelta } from './delta.ts';
export { cellMeasures, DIMENSION, type Dimension } from './dimensions.ts';
export type { LineFacts, OrderFacts, RollupDelta } from './facts.ts';
export { M, MEASURE_COLUMNS, MEASURE_COUNT, MEASURES, type Measure, PRODUCT_MEASURE_COUNT } from './measures.ts';
export { coverRange, monthPeriod, monthPeriodOfDay, type PeriodRun } from './period.ts';
export { rebuildRollups } from './rebuild.ts';
