/** Everything the overview page shows, from a few rows of the rollups, all of one state of the database. */
import type { Overview } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type CellSums, createCellSums, DIMENSION, M, MEASURE_COUNT } from '../rollup/index.ts';
import { type AfterHour, readAfterHour, takeAwayAfterHour } from './after-hour.ts';
import { firstDay } from './bounds.ts';
import { type DayRange, dayRangeToDates, previousRange, trendPieces, weekdayRange } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { localNow } from './local-now.ts';
import { channelMovements, fallingProducts, hourMovements, storeMovements, topProducts } from './movements.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readCells, readDays, readStores, readSums, type Subject, sumOfStores } from './rollup-reader.ts';
import { exact, netSalesOf, subtract, totalsOf } from './totals.ts';

export interface OverviewQuestion extends Question {
  /** How many products the lists hold at most. */
  readonly products: number;
}

/** Orders, units, gross sales, refunds: what a movement is told in. */
const MOVEMENT_MEASURES = 4;

export function overviewTask({ db }: TaskContext<ReadableDb>, question: OverviewQuestion): Overview {
  return onOneState(db, () => overview(db, question));
}

function overview(db: ReadableDb, question: OverviewQuestion): Overview {
  const { subject, range, currency } = understand(db, question);
  const { scope } = subject;
  const previous = previousRange(range);
  const weekdays = weekdayRange(range);
  const local = localNow(question.now, scope.timeZone);
  const untilHour = range.to === local.day ? local.hour : null;
  const afterPrevious = untilHour === null ? null : readAfterHour(subject, previous.to, untilHour);
  const afterWeekdays = untilHour === null ? null : readAfterHour(subject, weekdays.to, untilHour);

  const stores = readMovement(subject, range, previous, storesIn);
  const hours = readMovement(subject, range, previous, (part, days) =>
    readCells(part, DIMENSION.hour, days, MEASURE_COUNT),
  );
  const channels = readMovement(subject, range, previous, (part, days) =>
    readCells(part, DIMENSION.channel, days, MOVEMENT_MEASURES),
  );
  const products = readMovement(subject, range, previous, (part, days) =>
    readCells(part, DIMENSION.product, days, MOVEMENT_MEASURES),
  );
  if (untilHour !== null && afterPrevious) {
    takeAway(stores.previous, afterPrevious.stores);
    takeAway(hours.previous, afterPrevious.hours);
    takeAwayAfterHour(subject, 'channel', previous.to, untilHour, channels.previous);
    takeAwayAfterHour(subject, 'product', previous.to, untilHour, products.previous);
  }
  const sums = {
    current: scope.only === null ? sumOfStores(stores.current, scope) : readSums(subject, range),
    previous: cutSums(readSums(subject, previous), afterPrevious),
    sameWeekdays: cutSums(readSums(subject, weekdays), afterWeekdays),
  };
  return {
    currency: currency.code,
    currencies: currency.currencies,
    range: dayRangeToDates(range),
    previousRange: dayRangeToDates(previous),
    weekdayRange: dayRangeToDates(weekdays),
    comparedUntilHour: untilHour,
    totals: {
      current: totalsOf(sums.current),
      previous: totalsOf(sums.previous),
      sameWeekdays: totalsOf(sums.sameWeekdays),
    },
    trend: trend(subject, range, previous, afterPrevious),
    hours: hourMovements(hours.current, hours.previous),
    channels: channelMovements(db, channels.current, channels.previous),
    topProducts: topProducts(db, question.products, products.current, products.previous),
    fallingProducts: fallingProducts(db, question.products, products.current, products.previous),
    stores: storeMovements(scope, stores.current, stores.previous),
    freshness: readFreshness(db, scope, question.now),
  };
}

function readMovement(
  subject: Subject,
  range: DayRange,
  previous: DayRange,
  read: (subject: Subject, days: DayRange) => CellSums,
): { current: CellSums; previous: CellSums } {
  return { current: read(subject, range), previous: read(subject, previous) };
}

/** By store; one store's own row is far less to read than the blob of all stores. */
function storesIn(subject: Subject, days: DayRange): CellSums {
  const { only } = subject.scope;
  if (only === null || only === 0) return readStores(subject, days);
  const sums = createCellSums(MEASURE_COUNT);
  sums.add(only, readSums(subject, days), 0);
  return sums;
}

function takeAway(sums: CellSums, less: CellSums): void {
  for (let slot = 0; slot < less.size; slot++) {
    const at = slot * less.columns;
    sums.add(
      less.idAt(slot),
      less.values.subarray(at, at + less.columns).map((value) => -value),
      0,
    );
  }
}

function cutSums(sums: Float64Array, after: AfterHour | null): Float64Array {
  if (after) subtract(sums, after.sums);
  return sums;
}

/**
 * A point a day, or a month. The previous figure of a point is of the same days moved back by the length of the range,
 * so that the previous figures add up to the previous total.
 */
function trend(subject: Subject, range: DayRange, previous: DayRange, after: AfterHour | null): Overview['trend'] {
  const { grain, pieces } = trendPieces(range);
  const days = readDays(subject, range);
  const before = readDays(subject, previous);
  if (after) subtract(before, after.sums, (previous.to - previous.from) * MEASURE_COUNT);
  const begin = firstDay(subject);
  const length = range.to - range.from + 1;
  const points = pieces.map((piece) => {
    const sums = sumOfDays(days, piece.from - range.from, piece.to - range.from);
    const known = begin !== null && piece.to - length >= begin;
    const previousSums = sumOfDays(before, piece.from - range.from, piece.to - range.from);
    return {
      date: businessDate(piece.from),
      orders: exact(sums[M.orders]!),
      netSales: netSalesOf(sums),
      refunds: exact(sums[M.refunds]!),
      previousNetSales: known ? netSalesOf(previousSums) : null,
    };
  });
  return { grain, points };
}

function sumOfDays(days: Float64Array, first: number, last: number): Float64Array {
  const sums = new Float64Array(MEASURE_COUNT);
  for (let i = first * MEASURE_COUNT; i < (last + 1) * MEASURE_COUNT; i++) sums[i % MEASURE_COUNT]! += days[i]!;
  return sums;
}
