/** The panels of the overview that split a range, beside the one before it, by hour, channel, product or store. */
import type { Overview } from '#shared/contract/index.ts';
import { type CellSums, createCellSums, type Dimension, MEASURE_COUNT } from '../rollup/index.ts';
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

/** What each panel wants of the rows; panels shown together read them together. */
export const HOUR_CELLS = { hour: MEASURE_COUNT };
export const CHANNEL_CELLS = { channel: MOVEMENT_MEASURES };
export const PRODUCT_CELLS = { product: MOVEMENT_MEASURES };

/** Cells of both ranges, those after the hour taken away from the previous one by the panels. */
export interface ComparedCells<D extends Dimension> {
  readonly current: Readonly<Record<D, CellSums>>;
  readonly previous: Readonly<Record<D, CellSums>>;
}

export function compareCells<D extends Dimension>(
  { subject, range, previous }: Comparison,
  wanted: Readonly<Record<D, number>>,
): ComparedCells<D> {
  return { current: readCells(subject, wanted, range), previous: readCells(subject, wanted, previous) };
}

export function hourPanel({ cut }: Comparison, { current, previous }: ComparedCells<'hour'>): Overview['hours'] {
  if (cut) takeAway(previous.hour, cut.after.hours);
  return hourMovements(current.hour, previous.hour);
}

export function channelPanel(
  { subject, previous: before, cut }: Comparison,
  { current, previous }: ComparedCells<'channel'>,
): Overview['channels'] {
  if (cut) takeAwayAfterHour(subject, 'channel', before.to, cut.hour, previous.channel);
  return channelMovements(subject.db, current.channel, previous.channel);
}

/** @param most how many products each of the two lists holds at most. */
export function productPanel(
  { subject, previous: before, cut }: Comparison,
  { current, previous }: ComparedCells<'product'>,
  most: number,
): Pick<Overview, 'topProducts' | 'fallingProducts'> {
  if (cut) takeAwayAfterHour(subject, 'product', before.to, cut.hour, previous.product);
  return {
    topProducts: topProducts(subject.db, most, current.product, previous.product),
    fallingProducts: fallingProducts(subject.db, most, current.product, previous.product),
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
