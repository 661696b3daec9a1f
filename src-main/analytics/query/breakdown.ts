/** Sums by store, day, month, hour, channel or product: every row exact, and the rows add up to the totals. */
import type { Breakdown, BreakdownKey, BreakdownRow } from '#shared/contract/index.ts';
import { businessDate, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type CellSums, MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { channelNames, productNames } from './movements.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readCells, readDays, readStores, readSums, type Subject, sumOfRows } from './rollup-reader.ts';
import { subtract, totalsOf } from './totals.ts';

export interface BreakdownQuestion extends Question {
  readonly by: BreakdownKey;
}

/** Key of the row of orders that the file gave no time for. */
const NO_HOUR = '-';

export function breakdownTask({ db }: TaskContext<ReadableDb>, question: BreakdownQuestion): Breakdown {
  return onOneState(db, () => {
    const { subject, range, currency } = understand(db, question);
    return {
      currency: currency.code,
      currencies: currency.currencies,
      rows: ROWS_BY[question.by](subject, range),
      totals: totalsOf(readSums(subject, range)),
      freshness: readFreshness(db, subject.scope, question.now),
    };
  });
}

const ROWS_BY: Record<BreakdownKey, (subject: Subject, range: DayRange) => BreakdownRow[]> = {
  store: (subject, range) => {
    const { stores } = subject.scope;
    return cellRows(readStores(subject, range), (id) => {
      const store = stores.get(id);
      return store ? { key: store.code, label: store.name } : null;
    }).sort(bestFirst);
  },
  day: (subject, range) => dayRows(subject, range, 1, (day) => ({ key: businessDate(day), label: businessDate(day) })),
  month: (subject, range) =>
    dayRows(subject, range, null, (day) => ({
      key: businessDate(day).slice(0, 7),
      label: businessDate(day).slice(0, 7),
    })),
  hour: (subject, range) => {
    const hours = readCells(subject, { hour: MEASURE_COUNT }, range).hour;
    const rows = cellRows(hours, (hour) => twoDigits(hour)).sort((a, b) => a.key.localeCompare(b.key));
    const rest = readSums(subject, range);
    for (let slot = 0; slot < hours.size; slot++) {
      subtract(rest, hours.values.subarray(slot * MEASURE_COUNT, (slot + 1) * MEASURE_COUNT));
    }
    const timeless = { key: NO_HOUR, label: NO_HOUR, ...totalsOf(rest) };
    return timeless.orders === 0 ? rows : [...rows, timeless];
  },
  channel: (subject, range) => {
    const name = channelNames(subject.db);
    return cellRows(readCells(subject, { channel: MEASURE_COUNT }, range).channel, (id) => ({
      key: name(id),
      label: name(id),
    })).sort(bestFirst);
  },
  product: (subject, range) => {
    const names = productNames(subject.db);
    return cellRows(readCells(subject, { product: PRODUCT_MEASURE_COUNT }, range).product, (id) => {
      const { code, name } = names(id);
      return { key: code, label: name };
    }).sort(bestFirst);
  },
};

interface Label {
  readonly key: string;
  readonly label: string;
}

function twoDigits(hour: number): Label {
  const key = String(hour).padStart(2, '0');
  return { key, label: key };
}

/** A row for each cell that has orders and a label; amounts that cells do not hold are 0. */
function cellRows(cells: CellSums, label: (id: number) => Label | null): BreakdownRow[] {
  const rows: BreakdownRow[] = [];
  const sums = new Float64Array(MEASURE_COUNT);
  for (let slot = 0; slot < cells.size; slot++) {
    const at = slot * cells.columns;
    if (cells.values[at] === 0) continue;
    const name = label(cells.idAt(slot));
    if (!name) continue;
    sums.set(cells.values.subarray(at, at + cells.columns));
    rows.push({ ...name, ...totalsOf(sums) });
  }
  return rows;
}

/** A row for each day, or month, that has orders. */
function dayRows(subject: Subject, range: DayRange, step: 1 | null, label: (day: number) => Label): BreakdownRow[] {
  const days = readDays(subject, range);
  const rows: BreakdownRow[] = [];
  for (let from = range.from; from <= range.to; ) {
    const next = Math.min(step === null ? firstDayOfMonth(monthNumber(from) + 1) : from + step, range.to + 1);
    const [begin, end] = [(from - range.from) * MEASURE_COUNT, (next - range.from) * MEASURE_COUNT];
    const totals = totalsOf(sumOfRows(days.subarray(begin, end)));
    if (totals.orders !== 0) rows.push({ ...label(from), ...totals });
    from = next;
  }
  return rows;
}

function bestFirst(a: BreakdownRow, b: BreakdownRow): number {
  return b.netSales - a.netSales || (a.key < b.key ? -1 : 1);
}
