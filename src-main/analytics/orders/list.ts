/**
 * Orders of a scope, the newest day first and within a day the last imported first. Each step reads one day of each
 * store by index, so a page costs what its days hold, however many orders there are.
 */
import type { OrderSummary, StoreScope } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { ORDER_STATUS, type OrderStatusName } from '#shared/domain/order-status.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { onOneState, parseDayRange, resolveScope, type Scope, statement } from '../query/index.ts';
import { GRAIN_BOUNDS, rowKeySql } from '../rollup/index.ts';
import { ORDER_COLUMNS, ORDER_NAMES, type OrderRow, orderSummary } from './order-row.ts';

export interface OrderListQuestion {
  readonly stores: StoreScope;
  readonly from: string;
  readonly to: string;
  readonly number?: string | undefined;
  readonly status?: OrderStatusName | undefined;
  readonly channel?: string | undefined;
  readonly productId?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface OrderList {
  readonly orders: OrderSummary[];
  readonly nextCursor: string | null;
}

/** One day of the stores in a JSON array; `before` is an id. Filters that are not asked for are NULL. */
export const DAY_OF_ORDERS_SQL = `SELECT ${ORDER_COLUMNS}
  FROM json_each(@stores) j
  CROSS JOIN orders o ON o.store_id = j.value AND o.business_date = @day
  ${ORDER_NAMES}
  WHERE o.id < @before
    AND (@number IS NULL OR instr(lower(o.number), lower(@number)) > 0)
    AND (@status IS NULL OR o.status = @status)
    AND (@channel IS NULL OR o.channel_id = @channel)
    AND (@product IS NULL OR EXISTS (SELECT 1 FROM order_line l WHERE l.product_id = @product AND l.order_id = o.id))
  ORDER BY o.id DESC LIMIT @limit`;

/** The newest day before another on which a store (0: any) has orders. */
export const EARLIER_DAY_SQL = `SELECT max((
    SELECT r.period FROM rollup r
    WHERE r.id BETWEEN ${rowKeySql('@store', 'c.id', '@from')} AND ${rowKeySql('@store', 'c.id', '@to')}
    ORDER BY r.id DESC LIMIT 1
  )) FROM currency c`;

/** Where a page begins: behind this order. */
export interface OrderCursor {
  readonly day: number;
  readonly id: number;
}

export function orderListTask(context: TaskContext<ReadableDb>, question: OrderListQuestion): OrderList {
  return onOneState(context.db, () => orderList(context, question));
}

function orderList({ db, cancelled }: TaskContext<ReadableDb>, question: OrderListQuestion): OrderList {
  const range = parseDayRange(question);
  const scope = resolveScope(db, question.stores, 'UTC');
  const channel = question.channel === undefined ? null : channelId(db, question.channel);
  const cursor = question.cursor === undefined ? null : parseOrderCursor(question.cursor);
  const find = statement(db, DAY_OF_ORDERS_SQL, 'object');
  const filters = {
    stores: JSON.stringify([...scope.stores.keys()]),
    number: question.number || null,
    status: question.status === undefined ? null : ORDER_STATUS[question.status],
    channel,
    product: question.productId ?? null,
  };
  const rows: OrderRow[] = [];
  let before = cursor?.id ?? Number.MAX_SAFE_INTEGER;
  let day = cursor && cursor.day <= range.to ? cursor.day : earlierDay(db, scope, range.from, range.to);
  while (day !== null && day >= range.from) {
    if (cancelled()) throw new AppError('CANCELLED');
    // One more than asked for tells whether there is a next page.
    const limit = question.limit + 1 - rows.length;
    rows.push(...(find.all({ ...filters, day, before, limit }) as OrderRow[]));
    if (rows.length > question.limit) break;
    before = Number.MAX_SAFE_INTEGER;
    day = earlierDay(db, scope, range.from, day - 1);
  }
  const page = rows.slice(0, question.limit);
  const last = page.at(-1);
  const more = rows.length > question.limit && last;
  return {
    orders: page.map(orderSummary),
    nextCursor: more ? writeOrderCursor({ day: last.business_date, id: last.id }) : null,
  };
}

function earlierDay(db: ReadableDb, scope: Scope, from: number, to: number): number | null {
  if (to > GRAIN_BOUNDS.day.last) throw new AppError('INVALID_INPUT');
  const storeId = scope.only ?? 0; // a day of any store is good enough: the others' days give no rows
  return statement(db, EARLIER_DAY_SQL, 'value').get({ store: storeId, from, to }) as number | null;
}

export function writeOrderCursor({ day, id }: OrderCursor): string {
  return `${day}.${id}`;
}

/** @throws AppError INVALID_INPUT for what `writeOrderCursor` never gave. */
export function parseOrderCursor(cursor: string): OrderCursor {
  const match = /^(-?\d{1,7})\.(\d{1,15})$/.exec(cursor);
  if (!match) throw new AppError('INVALID_INPUT', { details: { cursor: 'invalid' } });
  return { day: Number(match[1]), id: Number(match[2]) };
}

/** -1, which no order has, for a channel that does not exist. */
function channelId(db: ReadableDb, name: string): number {
  return (statement(db, 'SELECT id FROM channel WHERE name = ?', 'value').get(name) as number | undefined) ?? -1;
}
