/** A real database with a chain's orders, and its months as L1 has them. */
import type { StoreId } from '#shared/domain/ids.ts';
import { analyticsReadTasks } from '../../../../../src-main/analytics/tasks.ts';
import { createCodec, tablesEncoding } from '../../../../../src-main/cache/codec/index.ts';
import {
  daysOfMonth,
  listOrders,
  ORDERS_TABLES,
  type OrdersTable,
  type StoreOrdersQuestion,
} from '../../../../../src-main/cache/levels/orders/index.ts';
import { ordersReadTasks } from '../../../../../src-main/cache/levels/orders/tasks.ts';
import { type SampleOrder, taskContext, writeChain } from '../../../analytics/sample-orders.ts';
import { createTestDatabase, type TestDatabase } from '../../../analytics/test-database.ts';

export function chainOf(orders: readonly SampleOrder[]): TestDatabase {
  const database = createTestDatabase();
  writeChain(database.write, { zones: ['Asia/Shanghai', 'Asia/Shanghai', 'Europe/Berlin'], orders });
  return database;
}

const encoding = tablesEncoding(createCodec({ threads: null }), ORDERS_TABLES);

export async function monthOf({ read }: TestDatabase, storeId: number, month: string): Promise<OrdersTable | null> {
  const request = { storeId, version: null, ...daysOfMonth(month) };
  const [result] = ordersReadTasks['cache.orders'](taskContext(read), { requests: [request] });
  return result?.outcome === 'payload' ? encoding.decode(result.payload) : null;
}

export function listFromColumns(database: TestDatabase, storeId: number, question: StoreOrdersQuestion) {
  const days = { from: daysOfMonth('2025-12').from, to: daysOfMonth('2026-12').to };
  const store = {
    storeId,
    storeName: `Store ${storeId}`,
    days,
    month: (month: string) => monthOf(database, storeId, month),
  };
  return listOrders(store, question);
}

export function listFromSql({ read }: TestDatabase, storeId: number, question: StoreOrdersQuestion) {
  return analyticsReadTasks['orders.list'](taskContext(read), { stores: [storeId as StoreId], ...question });
}
