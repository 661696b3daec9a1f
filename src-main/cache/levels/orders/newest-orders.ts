/** Which orders a store's list begins with, from the index alone: to have their details ready, nothing else of them is needed. */
import type { ReadableDb, TaskContext } from '../../../database/index.ts';

export interface NewestOrdersQuestion {
  readonly storeId: number;
  /** Business dates as day numbers, both included. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export const NEWEST_ORDERS_SQL = `SELECT o.id FROM orders o WHERE o.store_id = ? AND o.business_date BETWEEN ? AND ?
  ORDER BY o.business_date DESC, o.id DESC LIMIT ?`;

/** Gives their ids, in the order of the list. */
export function newestOrdersTask(
  { db }: TaskContext<ReadableDb>,
  { storeId, from, to, count }: NewestOrdersQuestion,
): number[] {
  const select = db.prepare<[number, number, number, number], number>(NEWEST_ORDERS_SQL).pluck();
  return select.all(storeId, from, to, count);
}
