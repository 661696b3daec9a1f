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
import { readDays, readSums, sumOfDays } from './rollup-reader.ts';
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
  const days = readComparedDays(comparison);
  const last = range.to - range.from;
  const sums = { current: sumOfDays(days.current, 0, last), previous: sumOfDays(days.previous, 0, last) };
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
    trend: trend(comparison, days),
    hours: hourPanel(comparison),
    channels: channelPanel(comparison),
    ...productPanel(comparison, question.products),
    stores: storePanel(comparison, sums),
    freshness: readFreshness(db, scope, question.now),
  };
}

function cutSums(sums: Float64Array, cut: Comparison['cut']): Float64Array {
  if (cut) subtract(sums, cut.after.sums);
  return sums;
}

/** Each day's sums of both ranges, as `readDays` gives them. */
interface ComparedDays {
  readonly current: Float64Array;
  readonly previous: Float64Array;
}

function readComparedDays({ subject, range, previous, cut }: Comparison): ComparedDays {
  const days = { current: readDays(subject, range), previous: readDays(subject, previous) };
  if (cut) subtract(days.previous, cut.after.sums, (previous.to - previous.from) * MEASURE_COUNT);
  return days;
}

/**
 * A point a day, or a month. The previous figure of a point is of the same days moved back by the length of the range,
 * so that the previous figures add up to the previous total.
 */
function trend({ subject, range }: Comparison, days: ComparedDays): Overview['trend'] {
  const { grain, pieces } = trendPieces(range);
  const begin = firstDay(subject);
  const length = range.to - range.from + 1;
  const points = pieces.map((piece) => {
    const [first, last] = [piece.from - range.from, piece.to - range.from];
    const sums = sumOfDays(days.current, first, last);
    const known = begin !== null && piece.to - length >= begin;
    return {
      date: businessDate(piece.from),
      orders: exact(sums[M.orders]!),
      netSales: netSalesOf(sums),
      refunds: exact(sums[M.refunds]!),
      previousNetSales: known ? netSalesOf(sumOfDays(days.previous, first, last)) : null,
    };
  });
  return { grain, points };
}
