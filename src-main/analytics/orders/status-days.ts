/** Orders counted by store, day and status: read once for all questions that are answered together. */
import type { ReadableDb } from '../../database/index.ts';
import { type DayRange, IN_SPAN, type OrderSpan, orderSpan, statement } from '../query/index.ts';

/** What is summed of one status on one day. */
export interface StatusDay {
  readonly day: number;
  readonly status: number;
  readonly currencyId: number;
  orders: number;
  total: number;
  refunds: number;
}

/** Some stores' orders of some days, both ends included. */
export interface StatusArea {
  /** Ids. */
  readonly stores: readonly number[];
  readonly range: DayRange;
}

export const STATUS_OF_STORE_SQL = `SELECT o.business_date AS day, o.status, o.currency_id AS currencyId,
    count(*) AS orders, sum(o.total) AS total, sum(o.refunds) AS refunds
  FROM orders o WHERE o.store_id = ? AND o.business_date BETWEEN ? AND ?
  GROUP BY o.business_date, o.status, o.currency_id`;
export const STATUS_IN_SPAN_SQL = `SELECT o.store_id, o.business_date, o.status, o.currency_id, o.total, o.refunds
  FROM orders o WHERE ${IN_SPAN} AND +o.business_date BETWEEN ? AND ?`;

type StatusRow = [storeId: number, day: number, status: number, currencyId: number, total: number, refunds: number];
type DaysByStore = ReadonlyMap<number, readonly StatusDay[]>;

/** More than there can be of each: a day's key has room for both. */
const CURRENCIES = 1_024;
const STATUSES = 16;

/** Rows of so many ids are held as arrays at a time. */
const IDS_AT_ONCE = 512;

/**
 * Gives what reads a store's days; all that it is asked for must lie in one of the areas. To be called within one
 * transaction with its reads.
 */
export function createStatusDays(
  db: ReadableDb,
  areas: readonly StatusArea[],
): (storeId: number) => readonly StatusDay[] {
  const ranges = rangesByStore(areas);
  const range = unionOf([...ranges.values()]);
  const span = orderSpan(db, [...ranges.keys()], range);
  if (span) {
    const days = readSpan(db, span, range);
    return (storeId) => days.get(storeId) ?? [];
  }
  const read = new Map<number, StatusDay[]>();
  return (storeId) => {
    const { from, to } = ranges.get(storeId)!;
    const days =
      read.get(storeId) ?? (statement(db, STATUS_OF_STORE_SQL, 'object').all(storeId, from, to) as StatusDay[]);
    read.set(storeId, days);
    return days;
  };
}

function rangesByStore(areas: readonly StatusArea[]): Map<number, DayRange> {
  const ranges = new Map<number, DayRange>();
  for (const { stores, range } of areas) {
    for (const id of stores) {
      const known = ranges.get(id);
      ranges.set(id, known ? unionOf([known, range]) : range);
    }
  }
  return ranges;
}

function unionOf(ranges: readonly DayRange[]): DayRange {
  return {
    from: ranges.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: ranges.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  };
}

/** Summed here: SQLite would sort all rows for it, which takes twice as long. */
function readSpan(db: ReadableDb, [first, last, stores]: OrderSpan, { from, to }: DayRange): DaysByStore {
  const select = statement(db, STATUS_IN_SPAN_SQL, 'array');
  const byStore = new Map<number, Map<number, StatusDay>>();
  for (let id = first; id <= last; id += IDS_AT_ONCE) {
    const end = Math.min(id + IDS_AT_ONCE - 1, last);
    for (const row of select.all(id, end, stores, from, to) as StatusRow[]) addOrder(byStore, row);
  }
  return new Map(Array.from(byStore, ([storeId, days]) => [storeId, [...days.values()]]));
}

function addOrder(
  byStore: Map<number, Map<number, StatusDay>>,
  [storeId, day, status, currencyId, total, refunds]: StatusRow,
): void {
  let days = byStore.get(storeId);
  if (!days) {
    days = new Map();
    byStore.set(storeId, days);
  }
  const key = (day * CURRENCIES + currencyId) * STATUSES + status;
  const sum = days.get(key);
  if (!sum) {
    days.set(key, { day, status, currencyId, orders: 1, total, refunds });
    return;
  }
  sum.orders += 1;
  sum.total += total;
  sum.refunds += refunds;
}
