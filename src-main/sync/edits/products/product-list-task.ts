/** Products as a store has them: a page with stock, sales of the last 30 days and their state on each platform. */

import type { z } from 'zod';
import type { ListingState, ProductRow, productSort } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { localNow, onOneState, type ProductSales, readProductSales, salesCurrency } from '../../../analytics/index.ts';
import type { ReadableDb, TaskContext } from '../../../database/index.ts';
import { instantOf } from '../../instant.ts';
import { bindingsOf, chooseProducts, matchingSql } from './choose-products.ts';
import { readListings } from './listing-states.ts';
import { writeCursor } from './page-cursor.ts';

export interface ProductListQuestion {
  readonly storeId: number;
  readonly search?: string | undefined;
  readonly state?: ListingState | undefined;
  readonly sort: z.output<typeof productSort>;
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface ProductList {
  readonly products: ProductRow[];
  readonly total: number;
  readonly next: string | null;
}

/** Today and the 29 days before it. */
const SALES_DAYS = 30;

interface Store {
  readonly id: number;
  readonly time_zone: string;
  readonly currency_id: number | null;
}

interface Row {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly list_price: number | null;
  readonly unit_cost: number | null;
  readonly currency_id: number | null;
  readonly quantity: number | null;
  readonly counted_at: number | null;
}

const ROWS_SQL = `SELECT p.id, p.code, p.name, p.category, p.list_price, p.unit_cost,
    p.list_price_currency_id AS currency_id, s.quantity, s.counted_at
  FROM json_each(?) j CROSS JOIN product p ON p.id = j.value
  LEFT JOIN stock_level s ON s.store_id = ? AND s.product_id = p.id ORDER BY j.key`;

/** @throws AppError STORE_UNKNOWN, INVALID_INPUT for a cursor that was never given. */
export function productListTask(context: TaskContext<ReadableDb>, question: ProductListQuestion): ProductList {
  return onOneState(context.db, () => productList(context, question));
}

function productList({ db, now }: TaskContext<ReadableDb>, question: ProductListQuestion): ProductList {
  const found = db
    .prepare<[number], Store>('SELECT id, time_zone, currency_id FROM store WHERE id = ?')
    .get(question.storeId);
  if (!found) throw new AppError('STORE_UNKNOWN', { details: { name: String(question.storeId) } });
  const today = localNow(db, now(), found.time_zone).day;
  const range = { from: today - (SALES_DAYS - 1), to: today };
  // Few lists of stores name a currency: it is then the one of their orders.
  const store = { ...found, currency_id: found.currency_id ?? salesCurrency(db, found.id, range) };
  const salesIn = (currencyId: number, productIds: readonly number[]) =>
    readProductSales(db, { storeId: store.id, currencyId, range, productIds });
  const { rows, total } = chooseProducts(db, question, scoreOf(db, question, store, salesIn));
  const page = rows.slice(0, question.limit);
  const last = page.at(-1);
  return {
    products: readRows(
      db,
      store,
      page.map(({ id }) => id),
      salesIn,
    ),
    total,
    next: rows.length > question.limit && last ? writeCursor(last) : null,
  };
}

type SalesIn = (currencyId: number, productIds: readonly number[]) => (productId: number) => ProductSales;

/** Null: it is not sorted by sales. Sales in other currencies than the store's are no measure of an order. */
function scoreOf(
  db: ReadableDb,
  question: ProductListQuestion,
  store: Store,
  salesIn: SalesIn,
): ((productId: number) => number) | null {
  const { sort } = question;
  if (sort !== 'unitsSold' && sort !== 'netSales') return null;
  const ids = db.prepare<[object], number>(matchingSql(question)).pluck().all(bindingsOf(question));
  const sales = salesIn(store.currency_id ?? -1, ids);
  return (productId) => sales(productId)[sort];
}

function readRows(db: ReadableDb, store: Store, ids: readonly number[], salesIn: SalesIn): ProductRow[] {
  const rows = db.prepare<[string, number], Row>(ROWS_SQL).all(JSON.stringify(ids), store.id);
  const listings = readListings(db, store.id, ids);
  const currencyOf = (row: Row) => row.currency_id ?? store.currency_id;
  const sales = new Map<number, ProductSales>();
  for (const [currencyId, some] of Map.groupBy(rows, currencyOf)) {
    const productIds = some.map(({ id }) => id);
    const sold = salesIn(currencyId ?? -1, productIds);
    for (const id of productIds) sales.set(id, sold(id));
  }
  const code = db.prepare<[number | null], string>('SELECT code FROM currency WHERE id = ?').pluck();
  return rows.map((row) => ({
    id: row.id as ProductId,
    code: row.code,
    name: row.name,
    category: row.category,
    price: row.list_price,
    unitCost: row.unit_cost,
    currency: code.get(currencyOf(row)) ?? null,
    stock: row.quantity,
    countedAt: row.counted_at === null ? null : instantOf(row.counted_at * 1_000),
    ...(sales.get(row.id) ?? { unitsSold: 0, netSales: 0 }),
    listings: listings.get(row.id) ?? [],
  }));
}
