/** Everything the overview page shows, from a few rows of the rollups, all of one state of the database. */
import type { Overview } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { M, MEASURE_COUNT } from '../rollup/index.ts';
import { readAfterHour } from './after-hour.ts';
import { firstDay } from './bounds.ts';
import { dayRangeToDates, previousRange, trendPieces, weekdayRange } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { localNow } from './local-now.ts';
import { type Comparison, channelPanel, hourPanel, productPanel, storePanel } from './panels.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readDays, readSums } from './rollup-reader.ts';
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
  const local = localNow(question.now, scope.timeZone);
  const untilHour = range.to === local.day ? local.hour : null;
  const cutAt = (day: number) =>
    untilHour === null ? null : { hour: untilHour, after: readAfterHour(subject, day, untilHour) };
  const comparison: Comparison = { subject, range, previous, cut: cutAt(previous.to) };
  return {
    currency: currency.code,
    currencies: currency.currencies,
    range: dayRangeToDates(range),
    previousRange: dayRangeToDates(previous),
    weekdayRange: dayRangeToDates(weekdays),
    comparedUntilHour: untilHour,
    totals: {
      current: totalsOf(readSums(subject, range)),
      previous: totalsOf(cutSums(readSums(subject, previous), comparison.cut)),
      sameWeekdays: totalsOf(cutSums(readSums(subject, weekdays), cutAt(weekdays.to))),
    },
    trend: trend(comparison),
    hours: hourPanel(comparison),
    channels: channelPanel(comparison),
    ...productPanel(comparison, question.products),
    stores: storePanel(comparison),
    freshness: readFreshness(db, scope, question.now),
  };
}

function cutSums(sums: Float64Array, cut: Comparison['cut']): Float64Array {
  if (cut) subtract(sums, cut.after.sums);
  return sums;
}

/**
 * A point a day, or a month. The previous figure of a point is of the same days moved back by the length of the range,
 * so that the previous figures add up to the previous total.
 */
function trend({ subject, range, previous, cut }: Comparison): Overview['trend'] {
  const { grain, pieces } = trendPieces(range);
  const days = readDays(subject, range);
  const before = readDays(subject, previous);
  if (cut) subtract(before, cut.after.sums, (previous.to - previous.from) * MEASURE_COUNT);
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
