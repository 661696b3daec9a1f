/** The sums of one row of the rollups, in memory: all of them, and split by each dimension. */
import { type CellSums, createCellSums } from './cell-sums.ts';
import { DIMENSIONS } from './dimensions.ts';
import { MEASURE_COUNT } from './measures.ts';

export interface RowSums {
  readonly totals: Float64Array;
  readonly channel: CellSums;
  readonly hour: CellSums;
  /** Empty in rows of a single store. */
  readonly store: CellSums;
  readonly product: CellSums;
}

export function createRowSums(): RowSums {
  return {
    totals: new Float64Array(MEASURE_COUNT),
    channel: createCellSums(DIMENSIONS.channel.measures),
    hour: createCellSums(DIMENSIONS.hour.measures),
    store: createCellSums(DIMENSIONS.store.measures),
    product: createCellSums(DIMENSIONS.product.measures),
  };
}

export function clearRowSums(sums: RowSums): void {
  sums.totals.fill(0);
  sums.channel.clear();
  sums.hour.clear();
  sums.store.clear();
  sums.product.clear();
}
