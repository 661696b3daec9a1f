/** Everything the overview page shows, from a few rows of the rollups, all of one state of the database. */
import type { Overview } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import { clockTime } from '#shared/domain/clock-time.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { M } from '../rollup/index.ts';
import { readAfterMinute } from './after-minute.ts';
import { firstDay } from './bounds.ts';
import { dayRangeToDates, previousRange, trendPieces, weekdayRange } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { localNow } from './local-now.ts';
import { type Comparison, channelAndHourPanels, compareSums, productPanels, storePanel } from './panels.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readPieces, readSums } from './rollup-reader.ts';
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
  const untilMinute = range.to === local.day ? local.minute : null;
  const cutAt = (day: number) => (untilMinute === null ? null : readAfterMinute(subject, day, untilMinute));
  const comparison: Comparison = { subject, range, previous, cut: cutAt(previous.to) };
  const sums = compareSums(comparison);
  return {
    currency: currency.code,
    currencies: currency.currencies,
    range: dayRangeToDates(range),
    previousRange: dayRangeToDates(previous),
    weekdayRange: dayRangeToDates(weekdays),
    comparedUntil: untilMinute === null ? null : clockTime(untilMinute),
    totals: {
      current: totalsOf(sums.current.total),
      previous: totalsOf(sums.previous.total),
      sameWeekdays: totalsOf(cutSums(readSums(subject, weekdays), cutAt(weekdays.to))),
    },
    trend: trend(comparison),
    ...channelAndHourPanels(comparison),
    ...productPanels(comparison, question.products),
    stores: storePanel(comparison, sums),
    freshness: readFreshness(db, scope, question.now),
  };
}

function cutSums(sums: Float64Array, cut: Comparison['cut']): Float64Array {
  if (cut) subtract(sums, cut.sums);
  return sums;
}

/** What a point is drawn from: net sales, orders, units, refunds. */
const TREND_MEASURES = Math.max(M.netSales, M.orders, M.refunds) + 1;

/** The previous points are the same days moved back by the length of the range, so that they add up to the previous total. */
function trend({ subject, range, previous: before, cut }: Comparison): Overview['trend'] {
  const { grain, pieces } = trendPieces(range);
  const back = before.from - range.from;
  const current = readPieces(subject, pieces, TREND_MEASURES);
  const previous = readPieces(
    subject,
    pieces.map(({ from, to }) => ({ from: from + back, to: to + back })),
    TREND_MEASURES,
  );
  if (cut) subtract(previous, cut.sums.subarray(0, TREND_MEASURES), (pieces.length - 1) * TREND_MEASURES);
  const begin = firstDay(subject);
  const length = range.to - range.from + 1;
  const points = pieces.map((piece, i) => {
    const at = i * TREND_MEASURES;
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
