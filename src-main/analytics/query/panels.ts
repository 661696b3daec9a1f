/** The panels of the overview that split a range, beside the one before it, by hour, channel, product or store. */
import type { Overview } from '#shared/contract/index.ts';
import { type CellSums, M, MEASURE_COUNT } from '../rollup/index.ts';
import { type AfterMinute, takeAwayChannels, takeAwayProducts } from './after-minute.ts';
import { memoryOf } from './connection-memory.ts';
import type { DayRange } from './day-range.ts';
import { channelMovements, hourMovements, storeMovements } from './movements.ts';
import { productMovements } from './product-movements.ts';
import {
  readChannelsAndHours,
  readProductNet,
  readStores,
  readSums,
  type Subject,
  sumOfStores,
} from './rollup-reader.ts';
import { subtract } from './totals.ts';

/** Net sales and orders: what a movement of a channel or an hour is told in. */
const MOVEMENT_MEASURES = Math.max(M.netSales, M.orders) + 1;

/** A range beside the one before it. */
export interface Comparison {
  readonly subject: Subject;
  readonly range: DayRange;
  readonly previous: DayRange;
  /** Set when the previous range's last day stops at a minute: what came after it. */
  readonly cut: AfterMinute | null;
}

export function channelAndHourPanels({
  subject,
  range,
  previous: before,
  cut,
}: Comparison): Pick<Overview, 'channels' | 'hours'> {
  const current = readChannelsAndHours(subject, range, MOVEMENT_MEASURES);
  const previous = readChannelsAndHours(subject, before, MOVEMENT_MEASURES);
  if (cut) {
    takeAway(previous.hours, cut.hours);
    takeAwayChannels(cut, previous.channels);
  }
  return {
    channels: channelMovements(subject.db, current.channels, previous.channels),
    hours: hourMovements(current.hours, previous.hours),
  };
}

/** @param most how many products each of the two lists holds at most. */
export function productPanels(
  { subject, range, previous: before, cut }: Comparison,
  most: number,
): Pick<Overview, 'topProducts' | 'fallingProducts'> {
  const current = readProductNet(subject, range);
  const previous = readProductNet(subject, before);
  if (cut) takeAwayProducts(cut, previous);
  return productMovements(subject, range, { current, previous }, most);
}

/** What is known of two ranges as wholes: their sums and, of more than one store, the sums of each. */
export interface ComparedSums {
  readonly current: RangeSums;
  /** Without what came from the minute on. */
  readonly previous: RangeSums;
}

interface RangeSums {
  readonly total: Float64Array;
  readonly stores: CellSums;
}

export function compareSums({ subject, range, previous: before, cut }: Comparison): ComparedSums {
  const current = sumsOf(subject, range);
  const previous = sumsOf(subject, before);
  if (cut) {
    subtract(previous.total, cut.sums);
    takeAway(previous.stores, cut.stores);
  }
  return { current, previous };
}

function sumsOf(subject: Subject, range: DayRange): RangeSums {
  const { only } = subject.scope;
  if (only === null) {
    const stores = readStores(subject, range);
    return { total: sumOfStores(stores, subject.scope), stores };
  }
  const total = readSums(subject, range);
  return { total, stores: only === 0 ? readStores(subject, range) : onlyStore(subject, only, total) };
}

/** The sums of one store as those of all stores are held. */
function onlyStore({ db }: Subject, id: number, total: Float64Array): CellSums {
  const sums = memoryOf(db).sums.cells(MEASURE_COUNT);
  sums.add(id, total, 0);
  return sums;
}

export function storePanel({ subject }: Comparison, { current, previous }: ComparedSums): Overview['stores'] {
  return storeMovements(subject.scope, current.stores, previous.stores);
}

function takeAway(sums: CellSums, less: CellSums): void {
  for (let slot = 0; slot < less.size; slot++) {
    const at = slot * less.columns;
    const negative = less.values.subarray(at, at + less.columns).map((value) => -value);
    sums.add(less.idAt(slot), negative, 0);
  }
}
