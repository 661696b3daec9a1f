/** An order's row as the contract's summary. */
import type { OrderSummary } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import { clockTime } from '#shared/domain/clock-time.ts';
import type { OrderId, StoreId } from '#shared/domain/ids.ts';
import { orderStatusName } from '#shared/domain/order-status.ts';
import { exact } from '../query/index.ts';

export const ORDER_COLUMNS = `o.id, o.number, o.store_id, s.name AS store_name, p.name AS platform, c.name AS channel,
  o.business_date, o.placed_at, o.local_minute, o.status, m.code AS currency, o.total, o.gross_sales, o.refunds,
  (SELECT coalesce(sum(l.quantity), 0) FROM order_line l WHERE l.order_id = o.id) AS units`;

/** The small tables that an order's row refers to; CROSS keeps them behind the orders in the plan. */
export const ORDER_NAMES = `CROSS JOIN store s ON s.id = o.store_id
  CROSS JOIN platform p ON p.id = o.platform_id
  CROSS JOIN channel c ON c.id = o.channel_id
  CROSS JOIN currency m ON m.id = o.currency_id`;

export interface OrderRow {
  readonly id: number;
  readonly number: string;
  readonly store_id: number;
  readonly store_name: string;
  readonly platform: string;
  readonly channel: string;
  readonly business_date: number;
  readonly placed_at: number;
  readonly local_minute: number | null;
  readonly status: number;
  readonly currency: string;
  readonly total: number;
  readonly gross_sales: number;
  readonly refunds: number;
  readonly units: number;
}

export function orderSummary(row: OrderRow): OrderSummary {
  return {
    id: row.id as OrderId,
    number: row.number,
    storeId: row.store_id as StoreId,
    storeName: row.store_name,
    platform: row.platform,
    channel: row.channel,
    businessDate: businessDate(row.business_date),
    placedAt: instantOf(row.placed_at),
    localTime: row.local_minute === null ? null : clockTime(row.local_minute),
    status: orderStatusName(row.status),
    currency: row.currency,
    total: exact(row.total),
    grossSales: exact(row.gross_sales),
    refunds: exact(row.refunds),
    units: exact(row.units),
  };
}

/** @param seconds UTC. */
export function instantOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
