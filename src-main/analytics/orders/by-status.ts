/** How many orders stand in each status and what they were worth, in one currency. */
import type { StoreScope } from '#shared/contract/index.ts';
import { type OrderStatusName, orderStatusName } from '#shared/domain/order-status.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { exact, onOneState, statement, understand } from '../query/index.ts';

export interface ByStatusQuestion {
  readonly stores: StoreScope;
  readonly from: string;
  readonly to: string;
  readonly currency?: string | undefined;
  /** UTC milliseconds. */
  readonly now: number;
  readonly defaultTimeZone: string;
}

export interface OrdersByStatus {
  readonly currency: string | null;
  readonly rows: { status: OrderStatusName; orders: number; total: number; refunds: number }[];
}

export const STATUS_SQL = `SELECT o.status, count(*), sum(o.total), sum(o.refunds)
  FROM json_each(?) j CROSS JOIN orders o ON o.store_id = j.value AND o.business_date BETWEEN ? AND ?
  WHERE o.currency_id = ? GROUP BY o.status ORDER BY o.status`;

export function ordersByStatusTask({ db }: TaskContext<ReadableDb>, question: ByStatusQuestion): OrdersByStatus {
  return onOneState(db, () => {
    const { subject, range, currency } = understand(db, question);
    const stores = JSON.stringify([...subject.scope.stores.keys()]);
    const rows = statement(db, STATUS_SQL, 'array').all(stores, range.from, range.to, currency.id) as number[][];
    return {
      currency: currency.code,
      rows: rows.map((row) => ({
        status: orderStatusName(row[0]!),
        orders: row[1]!,
        total: exact(row[2]!),
        refunds: exact(row[3]!),
      })),
    };
  });
}
