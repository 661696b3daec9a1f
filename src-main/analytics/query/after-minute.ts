/**
 * A range that ends today is compared with ranges whose last day stops at the same minute: ten past nine against all of an hour
 * that has just begun would make every morning a bad one. Only that one day is cut: what came from the minute on is counted
 * here and taken away. Orders without a time cannot be cut and stay.
 */
import type { ReadableDb } from '../../database/index.ts';
import { type CellSums, createCellSums, type IdSums, M, MEASURE_COUNT, type Measure } from '../rollup/index.ts';
import { IN_SPAN, type OrderSpan, orderSpan } from './order-span.ts';
import { readHours, type Subject } from './rollup-reader.ts';
import { statement } from './statement.ts';

const MINUTES_AN_HOUR = 60;

/** What stands in one day from a minute on. */
export interface AfterMinute {
  /** By hour, over the scope. */
  readonly hours: CellSums;
  /** By store of the scope. */
  readonly stores: CellSums;
  readonly sums: Float64Array;
  readonly orders: DayOrders;
}

/** Whole hours stand in the rollups; of the hour that the minute is in, its orders are looked at. */
export function readAfterMinute(subject: Subject, day: number, minute: number): AfterMinute {
  const hours = createCellSums(MEASURE_COUNT);
  const stores = createCellSums(MEASURE_COUNT);
  const sums = new Float64Array(MEASURE_COUNT);

  function add(storeId: number, hour: number, values: Float64Array, at: number): void {
    hours.add(hour, values, at);
    stores.add(storeId, values, at);
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += values[at + measure]!;
  }

  for (const storeId of subject.scope.stores.keys()) {
    const one = readHours(subject, storeId, day);
    for (let slot = 0; slot < one.size; slot++) {
      const hour = one.idAt(slot);
      if (hour * MINUTES_AN_HOUR >= minute) add(storeId, hour, one.values, slot * MEASURE_COUNT);
    }
  }
  const orders = ordersFrom(subject, day, minute);
  const hour = Math.floor(minute / MINUTES_AN_HOUR);
  if (hour * MINUTES_AN_HOUR < minute) {
    for (const [storeId, values] of sumsByStore(subject.db, orders, (hour + 1) * MINUTES_AN_HOUR)) {
      add(storeId, hour, values, 0);
    }
  }
  return { hours, stores, sums, orders };
}

/** A store may come twice: what its orders say, and what their lines do. */
function* sumsByStore(
  db: ReadableDb,
  orders: DayOrders,
  endMinute: number,
): Iterable<[storeId: number, values: Float64Array]> {
  const ids: string[] = [];
  for (const [storeId, itsOrders, ...values] of orders.ask(STORES_BETWEEN, endMinute)) {
    ids.push(itsOrders as string);
    yield [storeId as number, sumsOf(ORDER_MEASURES, values)];
  }
  if (ids.length === 0) return;
  const lines = statement(db, LINES_OF_SQL, 'array').all(`[${ids.join(',')}]`) as Row[];
  for (const [storeId, ...values] of lines) yield [storeId as number, sumsOf(LINE_MEASURES, values)];
}

type Row = readonly (number | string | null)[];

function sumsOf(measures: readonly Measure[], values: Row): Float64Array {
  const sums = new Float64Array(MEASURE_COUNT);
  for (const [i, measure] of measures.entries()) sums[M[measure]] = Number(values[i] ?? 0);
  return sums;
}

const OF_STORE = `o.store_id = ? + 0 AND o.business_date = ? + 0 AND o.currency_id = ? + 0
  AND o.local_minute >= ? + 0 AND o.local_minute < ? + 0`;
const OF_SPAN = `${IN_SPAN} AND +o.business_date = ? AND +o.currency_id = ?
  AND +o.local_minute >= ? AND +o.local_minute < ?`;

/** The same sums of one store's orders and of orders that lie together. */
interface SumsSql {
  readonly ofStore: string;
  readonly inSpan: string;
}

/** By store, with the ids of its orders. */
const storesWhere = (where: string, by: string) => `SELECT o.store_id, group_concat(o.id),
    sum(o.gross_sales - o.refunds), count(*), sum(o.refunds), sum(o.total), sum(o.discount), sum(o.delivery_cost), sum(o.platform_fee)
  FROM orders o WHERE ${where} GROUP BY ${by}`;
const ORDER_MEASURES = ['netSales', 'orders', 'refunds', 'placed', 'discounts', 'deliveryCost', 'platformFee'] as const;
export const STORES_BETWEEN: SumsSql = {
  ofStore: storesWhere(OF_STORE, 'o.store_id'),
  inSpan: storesWhere(OF_SPAN, '+o.store_id'),
};

/** What only lines say, by store, of a JSON array of orders. */
export const LINES_OF_SQL = `SELECT o.store_id, sum(l.quantity), sum(l.cost),
    sum(l.gross_sales - l.refunds) FILTER (WHERE l.cost IS NOT NULL), count(l.cost)
  FROM json_each(?) k CROSS JOIN orders o ON o.id = k.value CROSS JOIN order_line l ON l.order_id = o.id GROUP BY o.store_id`;
const LINE_MEASURES = ['units', 'cost', 'costedSales', 'costedLines'] as const;

const channelsWhere = (where: string, by: string) => `SELECT o.channel_id, sum(o.gross_sales - o.refunds), count(*)
  FROM orders o WHERE ${where} GROUP BY ${by}`;
export const CHANNELS_BETWEEN: SumsSql = {
  ofStore: channelsWhere(OF_STORE, 'o.channel_id'),
  inSpan: channelsWhere(OF_SPAN, '+o.channel_id'),
};

const productsWhere = (where: string) => `SELECT l.product_id, sum(l.gross_sales - l.refunds)
  FROM orders o CROSS JOIN order_line l ON l.order_id = o.id WHERE ${where} GROUP BY l.product_id`;
export const PRODUCTS_BETWEEN: SumsSql = { ofStore: productsWhere(OF_STORE), inSpan: productsWhere(OF_SPAN) };

/** Channels are not kept by hour: the one day's orders are looked at. Net sales and orders. */
export function takeAwayChannels({ orders }: AfterMinute, from: CellSums): void {
  const values = new Float64Array(MEASURE_COUNT);
  for (const [id, netSales, count] of orders.ask(CHANNELS_BETWEEN)) {
    values[M.netSales] = -Number(netSales);
    values[M.orders] = -Number(count);
    from.add(id as number, values, 0);
  }
}

/** Products neither. */
export function takeAwayProducts({ orders }: AfterMinute, from: IdSums): void {
  for (const [id, netSales] of orders.ask(PRODUCTS_BETWEEN)) from.add(id as number, -Number(netSales));
}

/** The scope's orders of a day from a minute on. */
interface DayOrders {
  /** Gives the rows of a statement over them; `endMinute`: of those before it. */
  ask(sql: SumsSql, endMinute?: number): Row[];
}

function ordersFrom({ db, scope, currencyId }: Subject, day: number, minute: number): DayOrders {
  const stores = [...scope.stores.keys()];
  let span: OrderSpan | null | undefined;
  return {
    ask({ ofStore, inSpan }, endMinute = 24 * MINUTES_AN_HOUR) {
      const within = [day, currencyId, minute, endMinute];
      if (span === undefined) span = orderSpan(db, stores, { from: day, to: day });
      if (span) return statement(db, inSpan, 'array').all(...span, ...within) as Row[];
      const find = statement(db, ofStore, 'array');
      return stores.flatMap((storeId) => find.all(storeId, ...within) as Row[]);
    },
  };
}
