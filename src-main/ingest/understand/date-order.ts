/**
 * One column has one order of day, month and year: `01-12-2016` beside `1/13/2016` is month-first in both. The column
 * decides by the cells that can be read in one way only; where none can, by which reading leaves the rows closer to being
 * in the order of time.
 */
import type { DateOrder } from '#shared/contract/index.ts';
import type { RecordReader } from '../record-block.ts';
import { createCell, moveTo, textOf } from './values/cell.ts';
import { dayOf, fullYear } from './values/civil-date.ts';
import { narrowText } from './values/full-width.ts';

export interface DateStudy {
  readonly order: DateOrder;
  /** True when there are times and all of them are midnight. */
  readonly timeless: boolean;
  /** How many cells can be read only month-first or only day-first: enough of them, and no more need be looked at. */
  readonly decisive: number;
}

const PARTS = /^\D*?(\d{1,4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,4})/;
const MIDNIGHT = /[T\s]0?0:00(:00(\.0+)?)?(?!\d)|[T\s]12:00(:00)?\s*AM/i;
const TIME = /\d{1,2}:\d{2}/;
/** Seconds since 1990 and before 2100; milliseconds are a thousand times as many. */
const EPOCH_FIRST = 631_152_000;
const EPOCH_LAST = 4_102_444_800;

/** Studies the cells of a date column. */
export function studyDates(cells: readonly string[]): DateStudy {
  const votes = createDateVotes();
  for (const cell of cells) votes.add(cell);
  return votes.result();
}

/** Collects the cells of a date column one by one. */
export function createDateVotes() {
  let monthFirst = 0;
  let dayFirst = 0;
  let yearFirst = 0;
  let serials = 0;
  let seconds = 0;
  let milliseconds = 0;
  let dotted = 0;
  let withTime = 0;
  let atMidnight = 0;
  let lastAsMonthFirst = Number.NaN;
  let lastAsDayFirst = Number.NaN;
  let monthFirstWay = 0;
  let dayFirstWay = 0;

  function addParts(first: number, second: number, third: number, separator: string): void {
    const year = third < 100 ? fullYear(third) : third;
    if (separator === '.') dotted++;
    if (first > 12 && second <= 12) dayFirst++;
    else if (second > 12 && first <= 12) monthFirst++;
    const asMonthFirst = dayOf(year, first, second);
    const asDayFirst = dayOf(year, second, first);
    if (!Number.isNaN(asMonthFirst) && !Number.isNaN(lastAsMonthFirst))
      monthFirstWay += Math.abs(asMonthFirst - lastAsMonthFirst);
    if (!Number.isNaN(asDayFirst) && !Number.isNaN(lastAsDayFirst))
      dayFirstWay += Math.abs(asDayFirst - lastAsDayFirst);
    lastAsMonthFirst = asMonthFirst;
    lastAsDayFirst = asDayFirst;
  }

  const votes = {
    add(text: string): void {
      const cell = text.trim();
      if (cell === '') return;
      if (TIME.test(cell)) {
        withTime++;
        if (MIDNIGHT.test(cell)) atMidnight++;
      }
      const bare = /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN;
      if (bare >= 20_000 && bare < 80_000) {
        serials++;
        if (bare % 1 !== 0) withTime++;
      } else if (bare >= EPOCH_FIRST && bare < EPOCH_LAST) seconds++;
      else if (bare >= EPOCH_FIRST * 1_000 && bare < EPOCH_LAST * 1_000) milliseconds++;
      const match = PARTS.exec(cell);
      if (!match) {
        const narrow = narrowText(cell);
        if (narrow !== cell) votes.add(narrow);
        return;
      }
      const [, first, second, third] = match as unknown as [string, string, string, string];
      if (first.length === 4) yearFirst++;
      else if (first.length <= 2 && (third.length === 4 || third.length === 2)) {
        addParts(Number(first), Number(second), Number(third), cell[first.length]!);
      }
    },
    result(): DateStudy {
      const timeless = withTime > 0 && withTime === atMidnight;
      const decisive = Math.max(monthFirst, dayFirst, yearFirst, serials, seconds, milliseconds);
      const decided = (order: DateOrder): DateStudy => ({ order, timeless, decisive });
      const inParts = monthFirst + dayFirst > 0 || monthFirstWay + dayFirstWay > 0 || !Number.isNaN(lastAsMonthFirst);
      if (!inParts) {
        if (serials > yearFirst) return decided('excel');
        if (milliseconds > yearFirst) return decided('epoch-milliseconds');
        if (seconds > yearFirst) return decided('epoch-seconds');
        return decided('ymd');
      }
      if (monthFirst !== dayFirst) return decided(monthFirst > dayFirst ? 'mdy' : 'dmy');
      if (monthFirstWay !== dayFirstWay) return decided(monthFirstWay < dayFirstWay ? 'mdy' : 'dmy');
      return decided(dotted > 0 ? 'dmy' : 'mdy');
    },
  };
  return votes;
}

const MOST_SCANNED = 200_000;
const ENOUGH = 2_000;

/**
 * Gives the order of a date column from the file itself: the first rows may all be ambiguous, so it looks on until enough
 * cells could be read in one way only, or 200,000 records have gone by.
 */
export async function scanDateOrder(records: RecordReader, column: number, from: number): Promise<DateOrder> {
  const votes = createDateVotes();
  const cell = createCell();
  for await (const block of records) {
    for (let record = Math.max(0, from - block.firstRecord); record < block.records; record++) {
      moveTo(cell, block, record, column);
      votes.add(textOf(cell));
    }
    const read = block.firstRecord + block.records;
    if (read > MOST_SCANNED || (read > ENOUGH && votes.result().decisive >= ENOUGH)) break;
  }
  return votes.result().order;
}
