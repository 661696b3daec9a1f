/** Orders counted by day and status: read once for all questions that are answered together. */
import { AppError } from '#shared/domain/app-error.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type DayRange, IN_SPAN, type OrderSpan, orderSpan, statement } from '../query/index.ts';
import { CURRENCIES } from '../rollup/index.ts';

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

const SUMS = `o.business_date AS day, o.status, o.currency_id AS currencyId,
    count(*) AS orders, sum(o.total) AS total, sum(o.refunds) AS refunds`;
/** Of stores as JSON. */
export const STATUS_OF_STORES_SQL = `SELECT ${SUMS}
  FROM json_each(?) j CROSS JOIN orders o ON o.store_id = j.value AND o.business_date BETWEEN ? AND ?
  GROUP BY o.business_date, o.status, o.currency_id`;
export const STATUS_SUMS_IN_SPAN_SQL = `SELECT ${SUMS} FROM orders o WHERE ${IN_SPAN} AND +o.business_date BETWEEN ? AND ?
  GROUP BY +o.business_date, o.status, o.currency_id`;
export const STATUS_IN_SPAN_SQL = `SELECT o.store_id, o.business_date, o.status, o.currency_id, o.total, o.refunds
  FROM orders o WHERE ${IN_SPAN} AND +o.business_date BETWEEN ? AND ?`;

type StatusContext = Pick<TaskContext<ReadableDb>, 'db' | 'cancelled'>;
type StatusRow = [storeId: number, day: number, status: number, currencyId: number, total: number, refunds: number];

/** More than there can be: a day's key has room for them. */
const STATUSES = 16;

/** Rows of so many ids are held as arrays at a time, and so often it is asked whether anybody still waits. */
const IDS_AT_ONCE = 512;

/** Stores that lie in the same areas: no question tells them apart, so they are summed as one. */
interface Group {
  readonly stores: number[];
  readonly range: DayRange;
}

/**
 * Gives what reads the days of one of these areas: each day may come several times, and days around the area too. To be called
 * within one transaction with its reads.
 * @throws AppError CANCELLED.
 */
export function createStatusDays(
  context: StatusContext,
  areas: readonly StatusArea[],
): (area: StatusArea) => readonly StatusDay[] {
  const groups = groupByStore(areas);
  const range = unionOf(areas.map((area) => area.range));
  const span = orderSpan(context.db, [...groups.keys()], range);
  const several = new Set(groups.values()).size > 1;
  const read = span && several ? readSpan(context, groups, span, range) : new Map<Group, readonly StatusDay[]>();

  function daysOf(group: Group): readonly StatusDay[] {
    const days = read.get(group) ?? readGroup(context.db, group, span);
    read.set(group, days);
    return days;
  }

  return ({ stores }) => [...new Set(stores.map((id) => groups.get(id)!))].flatMap(daysOf);
}

function groupByStore(areas: readonly StatusArea[]): Map<number, Group> {
  const areasOf = new Map<number, number[]>();
  for (const [at, { stores }] of areas.entries()) {
    for (const id of stores) {
      const known = areasOf.get(id);
      if (known) known.push(at);
      else areasOf.set(id, [at]);
    }
  }
  const groups = new Map<string, Group>();
  return new Map(
    Array.from(areasOf, ([id, inAreas]) => {
      const key = inAreas.join('.');
      const group = groups.get(key) ?? { stores: [], range: unionOf(inAreas.map((at) => areas[at]!.range)) };
      groups.set(key, group);
      group.stores.push(id);
      return [id, group];
    }),
  );
}

function unionOf(ranges: readonly DayRange[]): DayRange {
  return {
    from: ranges.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: ranges.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  };
}

/** @param span where the orders of this group alone lie together. */
function readGroup(db: ReadableDb, { stores, range: { from, to } }: Group, span: OrderSpan | null): StatusDay[] {
  const [sql, where] = span ? [STATUS_SUMS_IN_SPAN_SQL, span] : [STATUS_OF_STORES_SQL, [JSON.stringify(stores)]];
  return statement(db, sql, 'object').all(...where, from, to) as StatusDay[];
}

/** Summed here: of several groups SQLite would sort all rows, which takes twice as long. */
function readSpan(
  { db, cancelled }: StatusContext,
  groups: ReadonlyMap<number, Group>,
  [first, last, stores]: OrderSpan,
  { from, to }: DayRange,
): Map<Group, readonly StatusDay[]> {
  const select = statement(db, STATUS_IN_SPAN_SQL, 'array');
  const sums = new Map(Array.from(groups.values(), (group) => [group, new Map<number, StatusDay>()]));
  const byStore = new Map(Array.from(groups, ([id, group]) => [id, sums.get(group)!]));
  for (let id = first; id <= last; id += IDS_AT_ONCE) {
    if (cancelled()) throw new AppError('CANCELLED');
    const end = Math.min(id + IDS_AT_ONCE - 1, last);
    for (const row of select.all(id, end, stores, from, to) as StatusRow[]) addOrder(byStore.get(row[0])!, row);
  }
  return new Map(Array.from(sums, ([group, days]) => [group, [...days.values()]]));
}

function addOrder(days: Map<number, StatusDay>, [, day, status, currencyId, total, refunds]: StatusRow): void {
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
