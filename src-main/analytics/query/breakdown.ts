/** Sums by store, day, month, hour, channel or product: every row exact, and the rows add up to the totals. */
import type { Breakdown, BreakdownKey, BreakdownRow } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type CellSums, M, MEASURE_COUNT } from '../rollup/index.ts';
import { type DayRange, daysOf, monthsOf } from './day-range.ts';
import { readFreshness } from './freshness.ts';
import { channelNames } from './movements.ts';
import { productNames } from './product-movements.ts';
import { onOneState, type Question, understand } from './question.ts';
import { readChannelsAndHours, readPieces, readProducts, readStores, readSums, type Subject } from './rollup-reader.ts';
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
  day: (subject, range) => pieceRows(subject, daysOf(range), (day) => day),
  month: (subject, range) => pieceRows(subject, monthsOf(range), (day) => day.slice(0, 7)),
  hour: (subject, range) => {
    const hours = readChannelsAndHours(subject, range, MEASURE_COUNT).hours;
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
    return cellRows(readChannelsAndHours(subject, range, MEASURE_COUNT).channels, (id) => ({
      key: name(id),
      label: name(id),
    })).sort(bestFirst);
  },
  product: (subject, range) => {
    const products = readProducts(subject, range);
    const nameOf = productNames(
      subject.db,
      Array.from({ length: products.size }, (_, slot) => products.idAt(slot)),
    );
    return cellRows(products, (id) => {
      const { code, name } = nameOf(id);
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
    if (cells.values[at + M.orders] === 0) continue;
    const name = label(cells.idAt(slot));
    if (!name) continue;
    sums.set(cells.values.subarray(at, at + cells.columns));
    rows.push({ ...name, ...totalsOf(sums) });
  }
  return rows;
}

/** A row for each piece of time that has orders. */
function pieceRows(subject: Subject, pieces: readonly DayRange[], labelOf: (day: string) => string): BreakdownRow[] {
  const sums = readPieces(subject, pieces, MEASURE_COUNT);
  return pieces.flatMap(({ from }, i) => {
    const totals = totalsOf(sums, i * MEASURE_COUNT);
    const label = labelOf(businessDate(from));
    return totals.orders === 0 ? [] : [{ key: label, label, ...totals }];
  });
}

function bestFirst(a: BreakdownRow, b: BreakdownRow): number {
  return b.netSales - a.netSales || (a.key < b.key ? -1 : 1);
}
