/**
 * A range that ends today is compared with ranges whose last day stops at the same hour. Only that one day is cut: what
 * came after the hour is counted here and taken away. Orders without a time cannot be cut and stay.
 */
import { type CellSums, createCellSums, MEASURE_COUNT } from '../rollup/index.ts';
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

const LATER_ORDERS =
  'o.store_id = ? + 0 AND o.business_date = ? + 0 AND o.currency_id = ? + 0 AND o.local_minute >= ? + 0';
export const CHANNELS_AFTER_SQL = `SELECT o.channel_id, count(*), 0, sum(o.gross_sales), sum(o.refunds)
  FROM orders o WHERE ${LATER_ORDERS} GROUP BY o.channel_id`;
export const PRODUCTS_AFTER_SQL = `SELECT l.product_id, count(DISTINCT o.id), sum(l.quantity), sum(l.gross_sales),
    sum(l.refunds)
  FROM orders o CROSS JOIN order_line l ON l.order_id = o.id WHERE ${LATER_ORDERS} GROUP BY l.product_id`;

/** Channels and products are not kept by hour: the one day's orders are looked at. The first four measures. */
export function takeAwayAfterHour(
  { db, scope, currencyId }: Subject,
  dimension: 'channel' | 'product',
  day: number,
  hour: number,
  from: CellSums,
): void {
  const find = statement(db, dimension === 'channel' ? CHANNELS_AFTER_SQL : PRODUCTS_AFTER_SQL, 'array');
  const values = new Float64Array(from.columns);
  for (const storeId of scope.stores.keys()) {
    for (const row of find.all(storeId, day, currencyId, (hour + 1) * 60) as number[][]) {
      for (let measure = 0; measure < from.columns; measure++) values[measure] = -(row[measure + 1] ?? 0);
      from.add(row[0]!, values, 0);
    }
  }
}
