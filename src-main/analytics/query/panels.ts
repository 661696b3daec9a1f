/** The panels of the overview that split a range, beside the one before it, by hour, channel, product or store. */
import type { Overview } from '#shared/contract/index.ts';
import { type CellSums, createCellSums, DIMENSION, MEASURE_COUNT } from '../rollup/index.ts';
import { type AfterHour, takeAwayAfterHour } from './after-hour.ts';
import type { DayRange } from './day-range.ts';
import { channelMovements, fallingProducts, hourMovements, storeMovements, topProducts } from './movements.ts';
import { readCells, readStores, readSums, type Subject } from './rollup-reader.ts';

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

export function storePanel({ subject, range, previous, cut }: Comparison): Overview['stores'] {
  const current = storesIn(subject, range);
  const before = storesIn(subject, previous);
  if (cut) takeAway(before, cut.after.stores);
  return storeMovements(subject.scope, current, before);
}

/** By store; one store's own row is far less to read than the blob of all stores. */
function storesIn(subject: Subject, range: DayRange): CellSums {
  const { only } = subject.scope;
  if (only === null || only === 0) return readStores(subject, range);
  const sums = createCellSums(MEASURE_COUNT);
  sums.add(only, readSums(subject, range), 0);
  return sums;
}

function takeAway(sums: CellSums, less: CellSums): void {
  for (let slot = 0; slot < less.size; slot++) {
    const at = slot * less.columns;
    const negative = less.values.subarray(at, at + less.columns).map((value) => -value);
    sums.add(less.idAt(slot), negative, 0);
  }
}
