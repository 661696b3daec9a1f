/** Everything the overview page shows, from a few rows of the rollups, all of one state of the database. */
import type { Overview } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { M, MEASURE_COUNT } from '../rollup/index.ts';
import { readAfterHour } from './after-hour.ts';
import { firstDay } from './bounds.ts';
import { type DayRange, dayRangeToDates, previousRange, trendPieces, weekdayRange } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { localNow } from './local-now.ts';
import {
  CHANNEL_CELLS,
  type Comparison,
  channelPanel,
  compareCells,
  HOUR_CELLS,
  hourPanel,
  PRODUCT_CELLS,
  productPanel,
  storePanel,
} from './panels.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readDays, readSums, sumOfRows } from './rollup-reader.ts';
import { exact, netSalesOf, subtract, totalsOf } from './totals.ts';

export interface OverviewQuestion extends Question {
  /** How many products the lists hold at most. */
  readonly products: number;
}

export function overviewTask({ db }: TaskContext<ReadableDb>, question: OverviewQuestion): Overview {
  return onOneState(db, () => overview(db, question));
}

function overview(db: ReadableDb, question: OverviewQuestion): Overview {
  const { subject, range, currency } = understand(db, question);
  const { scope } = subject;
  const previous = previousRange(range);
  const weekdays = weekdayRange(range);
  const local = localNow(db, question.now, scope.timeZone);
  const untilHour = range.to === local.day ? local.hour : null;
  const cutAt = (day: number) =>
    untilHour === null ? null : { hour: untilHour, after: readAfterHour(subject, day, untilHour) };
  const comparison: Comparison = { subject, range, previous, cut: cutAt(previous.to) };
  const pieces = readPieces(comparison);
  const cells = compareCells(comparison, { ...HOUR_CELLS, ...CHANNEL_CELLS, ...PRODUCT_CELLS });
  const sums = { current: sumOfRows(pieces.current), previous: sumOfRows(pieces.previous) };
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
      sameWeekdays: totalsOf(cutSums(readSums(subject, weekdays), cutAt(weekdays.to))),
    },
    trend: trend(comparison, pieces),
    hours: hourPanel(comparison, cells),
    channels: channelPanel(comparison, cells),
    ...productPanel(comparison, cells, question.products),
    stores: storePanel(comparison, sums),
    freshness: readFreshness(db, scope, question.now),
  };
}

function cutSums(sums: Float64Array, cut: Comparison['cut']): Float64Array {
  if (cut) subtract(sums, cut.after.sums);
  return sums;
}

/** The sums that a trend is drawn from, a row of measures a piece. */
interface TrendPieces {
  readonly grain: 'day' | 'month';
  readonly pieces: readonly DayRange[];
  readonly current: Float64Array;
  /** Of the same days moved back by the length of the range, so that they add up to the previous total. */
  readonly previous: Float64Array;
}

function readPieces({ subject, range, previous, cut }: Comparison): TrendPieces {
  const { grain, pieces } = trendPieces(range);
  const read = (whole: DayRange) => {
    if (grain === 'day') return readDays(subject, whole);
    const rows = new Float64Array(pieces.length * MEASURE_COUNT);
    for (const [i, { from, to }] of pieces.entries()) {
      const shift = whole.from - range.from;
      rows.set(readSums(subject, { from: from + shift, to: to + shift }), i * MEASURE_COUNT);
    }
    return rows;
  };
  const sums = { current: read(range), previous: read(previous) };
  if (cut) subtract(sums.previous, cut.after.sums, (pieces.length - 1) * MEASURE_COUNT);
  return { grain, pieces, ...sums };
}

function trend({ subject, range }: Comparison, { grain, pieces, current, previous }: TrendPieces): Overview['trend'] {
  const begin = firstDay(subject);
  const length = range.to - range.from + 1;
  const points = pieces.map((piece, i) => {
    const at = i * MEASURE_COUNT;
    const known = begin !== null && piece.to - length >= begin;
    return {
      date: businessDate(piece.from),
      orders: exact(current[at + M.orders]!),
      netSales: netSalesOf(current, at),
      refunds: exact(current[at + M.refunds]!),
      previousNetSales: known ? netSalesOf(previous, at) : null,
    };
  });
  return { grain, points };
}
