/**
 * A range that ends today is compared with ranges whose last day stops at the same hour. Only that one day is cut: what
 * came after the hour is counted here and taken away. Orders without a time cannot be cut and stay.
 */
import { type CellSums, createCellSums, type IdSums, M, MEASURE_COUNT } from '../rollup/index.ts';
import { IN_SPAN, orderSpan } from './order-span.ts';
import { readHours, type Subject } from './rollup-reader.ts';
import { statement } from './statement.ts';

/** What stands in the hours after `hour` of one day. */
export interface AfterHour {
  /** By hour, over the scope. */
  readonly hours: CellSums;
  /** By store of the scope. */
  readonly stores: CellSums;
  readonly sums: Float64Array;
}

export function readAfterHour(subject: Subject, day: number, hour: number): AfterHour {
  const hours = createCellSums(MEASURE_COUNT);
  const stores = createCellSums(MEASURE_COUNT);
  const sums = new Float64Array(MEASURE_COUNT);
  for (const storeId of subject.scope.stores.keys()) {
    const one = readHours(subject, storeId, day);
    for (let slot = 0; slot < one.size; slot++) {
      if (one.idAt(slot) <= hour) continue;
      const at = slot * MEASURE_COUNT;
      hours.add(one.idAt(slot), one.values, at);
      stores.add(storeId, one.values, at);
      for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += one.values[at + measure]!;
    }
  }
  return { hours, stores, sums };
}

const OF_STORE = 'o.store_id = ? + 0 AND o.business_date = ? + 0 AND o.currency_id = ? + 0 AND o.local_minute >= ? + 0';
const IN_LATER_SPAN = `${IN_SPAN} AND +o.business_date = ? AND +o.currency_id = ? AND +o.local_minute >= ?`;

const channelsWhere = (where: string, by: string) => `SELECT o.channel_id, sum(o.gross_sales - o.refunds), count(*)
  FROM orders o WHERE ${where} GROUP BY ${by}`;
const productsWhere = (where: string) => `SELECT l.product_id, sum(l.gross_sales - l.refunds)
  FROM orders o CROSS JOIN order_line l ON l.order_id = o.id WHERE ${where} GROUP BY l.product_id`;

/** The same sums of one store's orders and of orders that lie together. */
interface LaterSums {
  readonly ofStore: string;
  readonly inSpan: string;
}
export const CHANNELS_AFTER: LaterSums = {
  ofStore: channelsWhere(OF_STORE, 'o.channel_id'),
  inSpan: channelsWhere(IN_LATER_SPAN, '+o.channel_id'),
};
export const PRODUCTS_AFTER: LaterSums = { ofStore: productsWhere(OF_STORE), inSpan: productsWhere(IN_LATER_SPAN) };

/** Channels are not kept by hour: the one day's orders are looked at. Net sales and orders. */
export function takeAwayChannels(subject: Subject, day: number, hour: number, from: CellSums): void {
  const values = new Float64Array(MEASURE_COUNT);
  for (const [id, netSales, orders] of laterRows(subject, CHANNELS_AFTER, day, hour)) {
    values[M.netSales] = -netSales!;
    values[M.orders] = -orders!;
    from.add(id!, values, 0);
  }
}

/** Products neither. */
export function takeAwayProducts(subject: Subject, day: number, hour: number, from: IdSums): void {
  for (const [id, netSales] of laterRows(subject, PRODUCTS_AFTER, day, hour)) from.add(id!, -netSales!);
}

function* laterRows(
  { db, scope, currencyId }: Subject,
  { ofStore, inSpan }: LaterSums,
  day: number,
  hour: number,
): Iterable<number[]> {
  const stores = [...scope.stores.keys()];
  const later = [day, currencyId, (hour + 1) * 60];
  const span = orderSpan(db, stores, { from: day, to: day });
  if (span) {
    yield* statement(db, inSpan, 'array').all(...span, ...later) as number[][];
    return;
  }
  const find = statement(db, ofStore, 'array');
  for (const storeId of stores) yield* find.all(storeId, ...later) as number[][];
}
