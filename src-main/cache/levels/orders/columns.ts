/**
 * What L1 keeps of a store's orders: what lists and diagnosis need. Nothing that tells who bought: customers, contacts,
 * addresses and tracking numbers stay in the database.
 */
import type { Table, TableSchema } from '../../codec/index.ts';

/** One row an order, by business date and id, both ascending. Money in 1/10,000, quantities in 1/1,000. */
export const ORDER_COLUMNS = {
  id: 'number',
  number: 'text',
  platform: 'text',
  channel: 'text',
  /** Business date as a day number. */
  day: 'number',
  /** UTC seconds. */
  placedAt: 'number',
  /** Minute of the local day; null where the file gave no time. */
  localMinute: 'number',
  /** shared/domain/order-status.ts */
  status: 'number',
  currency: 'text',
  total: 'number',
  grossSales: 'number',
  refunds: 'number',
  discount: 'number',
  deliveryCost: 'number',
  platformFee: 'number',
  units: 'number',
  /** How many rows of the lines are this order's. They lie in the order of the orders. */
  lines: 'number',
} as const satisfies TableSchema;

export const LINE_COLUMNS = {
  productId: 'number',
  quantity: 'number',
  grossSales: 'number',
  refunds: 'number',
  /** Null: not known. */
  cost: 'number',
} as const satisfies TableSchema;

export const ORDERS_TABLES = { orders: ORDER_COLUMNS, lines: LINE_COLUMNS } as const;

/** One store's orders of one month. */
export interface OrdersTable {
  readonly orders: Table<typeof ORDER_COLUMNS>;
  readonly lines: Table<typeof LINE_COLUMNS>;
}
