/** What L1 runs in the database's reading threads. */
import { AppError } from '#shared/domain/app-error.ts';
import { type ReadableDb, type ReadTasks, revisionOf, type TaskContext } from '../../../database/index.ts';
import { bestCompression, encodeTables } from '../../codec/index.ts';
import { newestOrdersTask } from './newest-orders.ts';
import { createMonthReader } from './read-month.ts';

export interface OrdersRequest {
  readonly storeId: number;
  /** Business dates as day numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** As an earlier answer gave it. */
  readonly version: string | null;
}

export type OrdersResult =
  | { readonly outcome: 'payload'; readonly payload: Uint8Array; readonly version: string }
  | { readonly outcome: 'not-modified' }
  | { readonly outcome: 'missing' };

/** Materialises and encodes several months, one after the other, each of one state of the database. */
function ordersTask(
  { db, cancelled }: TaskContext<ReadableDb>,
  { requests }: { readonly requests: readonly OrdersRequest[] },
): OrdersResult[] {
  const reader = createMonthReader(db);
  const method = bestCompression();
  const answer = db.transaction(({ storeId, from, to, version }: OrdersRequest): OrdersResult => {
    const current = String(revisionOf(db, [storeId]));
    if (current === version) return { outcome: 'not-modified' };
    const { orders, lines } = reader.read(storeId, from, to);
    if (orders.rows === 0) return { outcome: 'missing' };
    return { outcome: 'payload', payload: encodeTables({ orders, lines }, method), version: current };
  });
  return requests.map((request) => {
    if (cancelled()) throw new AppError('CANCELLED');
    return answer.deferred(request);
  });
}

export const ordersReadTasks = {
  'cache.orders': ordersTask,
  'cache.newest-orders': newestOrdersTask,
} satisfies ReadTasks;
export type OrdersReadTasks = typeof ordersReadTasks;
