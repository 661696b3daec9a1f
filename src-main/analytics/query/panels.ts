/** The panels of the overview that split a range, beside the one before it, by hour, channel, product or store. */
import type { Overview } from '#shared/contract/index.ts';
import { type CellSums, createCellSums, DIMENSION, MEASURE_COUNT } from '../rollup/index.ts';
import { type AfterHour, takeAwayAfterHour } from './after-hour.ts';
import type { DayRange } from './day-range.ts';
import { channelMovements, fallingProducts, hourMovements, storeMovements, topProducts } from './movements.ts';
import { readCells, readStores, type Subject } from './rollup-reader.ts';

/** Orders, units, gross sales, refunds: what a movement is told in. */
const MOVEMENT_MEASURES = 4;

/** A range beside the one before it. */
export interface Comparison {
  readonly subject: Subject;
  readonly range: DayRange;
  readonly previous: DayRange;
  /** Set when the previous range's last day stops at this hour. */
  readonly cut: { readonly hour: number; readonly after: AfterHour } | null;
}

export function hourPanel({ subject, range, previous, cut }: Comparison): Overview['hours'] {
  const current = readCells(subject, DIMENSION.hour, range, MEASURE_COUNT);
  const before = readCells(subject, DIMENSION.hour, previous, MEASURE_COUNT);
  if (cut) takeAway(before, cut.after.hours);
  return hourMovements(current, before);
}

export function channelPanel({ subject, range, previous, cut }: Comparison): Overview['channels'] {
  const current = readCells(subject, DIMENSION.channel, range, MOVEMENT_MEASURES);
  const before = readCells(subject, DIMENSION.channel, previous, MOVEMENT_MEASURES);
  if (cut) takeAwayAfterHour(subject, 'channel', previous.to, cut.hour, before);
  return channelMovements(subject.db, current, before);
}

/** @param most how many products each of the two lists holds at most. */
export function productPanel(
  { subject, range, previous, cut }: Comparison,
  most: number,
): Pick<Overview, 'topProducts' | 'fallingProducts'> {
  const current = readCells(subject, DIMENSION.product, range, MOVEMENT_MEASURES);
  const before = readCells(subject, DIMENSION.product, previous, MOVEMENT_MEASURES);
  if (cut) takeAwayAfterHour(subject, 'product', previous.to, cut.hour, before);
  return {
    topProducts: topProducts(subject.db, most, current, before),
    fallingProducts: fallingProducts(subject.db, most, current, before),
  };
}

/** @param sums of the whole scope: what a single store's panel is made from. */
export function storePanel(
  { subject, range, previous, cut }: Comparison,
  sums: { readonly current: Float64Array; readonly previous: Float64Array },
): Overview['stores'] {
  const { scope } = subject;
  if (scope.only !== null && scope.only !== 0) {
    return storeMovements(scope, cellOf(scope.only, sums.current), cellOf(scope.only, sums.previous));
  }
  const before = readStores(subject, previous);
  if (cut) takeAway(before, cut.after.stores);
  return storeMovements(scope, readStores(subject, range), before);
}

function cellOf(id: number, values: Float64Array): CellSums {
  const sums = createCellSums(MEASURE_COUNT);
  sums.add(id, values, 0);
  return sums;
}

function takeAway(sums: CellSums, less: CellSums): void {
  for (let slot = 0; slot < less.size; slot++) {
    const at = slot * less.columns;
    const negative = less.values.subarray(at, at + less.columns).map((value) => -value);
    sums.add(less.idAt(slot), negative, 0);
  }
}
