/**
 * Answers the contract's list of one store's orders from the columns of its months, the newest first, exactly as SQL would
 * (analytics/orders/list.ts), page by page: a cursor of one is good for the other.
 */
import { businessDate, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import {
  type OrderList,
  type OrderListQuestion,
  orderSummary,
  parseDayRange,
  parseOrderCursor,
  writeOrderCursor,
} from '../../../analytics/index.ts';
import type { OrdersTable } from './columns.ts';
import { orderFilter } from './order-filter.ts';

export interface StoreOrders {
  readonly storeId: number;
  readonly storeName: string;
  /** The first and the last day with orders, or a wider range; null when the store has none. */
  readonly days: { readonly from: number; readonly to: number } | null;
  /** The store's orders of a month (`YYYY-MM`); null when it has none. */
  month(month: string): Promise<OrdersTable | null>;
}

export type StoreOrdersQuestion = Omit<OrderListQuestion, 'stores'>;

interface Place {
  readonly orders: OrdersTable['orders'];
  readonly row: number;
}

/** @throws AppError INVALID_INPUT for a range or a cursor that SQL would refuse. */
export async function listOrders(store: StoreOrders, question: StoreOrdersQuestion): Promise<OrderList> {
  const found = await findOrders(store, question);
  const page = found.slice(0, question.limit);
  const last = page.at(-1);
  const more = found.length > question.limit && last;
  return {
    orders: page.map((place) => summaryOf(store, place)),
    nextCursor: more ? writeOrderCursor(cursorAt(last)) : null,
  };
}

/** Gives the page's orders, and one more where there is a next page. */
async function findOrders({ days, month }: StoreOrders, question: StoreOrdersQuestion): Promise<Place[]> {
  const range = parseDayRange(question);
  const cursor = question.cursor === undefined ? null : parseOrderCursor(question.cursor);
  const inRange = cursor !== null && cursor.day <= range.to;
  const from = Math.max(range.from, days?.from ?? Number.POSITIVE_INFINITY);
  const to = Math.min(inRange ? cursor.day : range.to, days?.to ?? Number.NEGATIVE_INFINITY);
  const found: Place[] = [];
  // The cursor's id counts on its own day; if that lies behind the range, on the first day there is.
  let cursorDay = inRange ? cursor.day : null;
  for (let number = monthNumber(to); to >= from && number >= monthNumber(from); number--) {
    const table = await month(businessDate(firstDayOfMonth(number)).slice(0, 7));
    if (!table) continue;
    const { orders } = table;
    const matches = orderFilter(table, question);
    const dayOf = orders.column('day').values;
    const idOf = orders.column('id').values;
    for (let row = orders.rows - 1; row >= 0 && dayOf[row]! >= from; row--) {
      if (dayOf[row]! > to) continue;
      cursorDay ??= dayOf[row]!;
      if (cursor && dayOf[row] === cursorDay && idOf[row]! >= cursor.id) continue;
      if (!matches(row)) continue;
      found.push({ orders, row });
      if (found.length > question.limit) return found;
    }
  }
  return found;
}

function cursorAt({ orders, row }: Place): { day: number; id: number } {
  return { day: orders.column('day').values[row]!, id: orders.column('id').values[row]! };
}

function summaryOf({ storeId, storeName }: StoreOrders, { orders, row }: Place): OrderList['orders'][number] {
  const number = (name: 'placedAt' | 'status' | 'total' | 'grossSales' | 'refunds' | 'units') =>
    orders.column(name).values[row]!;
  const text = (name: 'number' | 'platform' | 'channel' | 'currency') => orders.column(name).at(row) ?? '';
  const { day, id } = cursorAt({ orders, row });
  return orderSummary({
    id,
    number: text('number'),
    store_id: storeId,
    store_name: storeName,
    platform: text('platform'),
    channel: text('channel'),
    business_date: day,
    placed_at: number('placedAt'),
    local_minute: orders.column('localMinute').at(row),
    status: number('status'),
    currency: text('currency'),
    total: number('total'),
    gross_sales: number('grossSales'),
    refunds: number('refunds'),
    units: number('units'),
  });
}
