/**
 * Where orders of some days lie. Looked up by store they cost a page each; where they lie together, as days that were
 * imported one after another do, the same rows are read one behind the other in a fifth of the time.
 */
import type { ReadableDb } from '../../database/index.ts';
import type { DayRange } from './day-range.ts';
import { statement } from './statement.ts';

/** Of the index alone. */
export const ORDER_SPAN_SQL = `SELECT count(*), min(o.id), max(o.id)
  FROM json_each(?) j CROSS JOIN orders o ON o.store_id = j.value AND o.business_date BETWEEN ? AND ?`;

/** Narrows `o` to the orders of a span: its first id, its last, then the stores as JSON. */
export const IN_SPAN = 'o.id BETWEEN ? AND ? AND +o.store_id IN (SELECT value FROM json_each(?))';

/** Looking up an order costs as much as reading so many that lie together (measured: 1.5 µs and 0.2 µs). */
const IDS_A_LOOK_UP = 6;

/** What stands for the parameters of `IN_SPAN`. */
export type OrderSpan = readonly [first: number, last: number, stores: string];

/**
 * Gives between which ids the stores' orders of these days are best read, or null when they are better looked up by store.
 * To be called within one transaction with what reads them.
 */
export function orderSpan(db: ReadableDb, stores: readonly number[], { from, to }: DayRange): OrderSpan | null {
  // One store's orders lie among those of all others, or else in the order of their index.
  if (stores.length < 2) return null;
  const list = JSON.stringify(stores);
  const find = statement(db, ORDER_SPAN_SQL, 'array');
  const [orders, first, last] = find.get(list, from, to) as [number, number | null, number | null];
  if (first === null || last === null) return null;
  return last - first < orders * IDS_A_LOOK_UP ? [first, last, list] : null;
}
