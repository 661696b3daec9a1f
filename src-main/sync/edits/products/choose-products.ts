/** Which products a page shows: those that are searched for, in the order that was asked for, behind the cursor. */
import type { ListingState } from '#shared/contract/index.ts';
import type { ReadableDb } from '../../../database/index.ts';
import { type PageCursor, parseCursor } from './page-cursor.ts';
import type { ProductListQuestion } from './product-list-task.ts';

export interface Chosen {
  readonly rows: readonly PageCursor[];
  readonly total: number;
}

/** What makes a listing `l` be in a state; the weightier ones win. */
const waits = (more: string) =>
  `EXISTS (SELECT 1 FROM change c WHERE c.shop_id = l.shop_id AND c.lane = 'listing:' || l.shop_id || '/' || l.listing_id
     AND c.settled_at IS NULL ${more})`;
const CONFLICT = waits('AND c.conflict_id IS NOT NULL');
const PARKED = waits('AND c.parked_at IS NOT NULL');
const WAITING = waits('');
const IN_STATE: Readonly<Record<ListingState, string>> = {
  conflict: CONFLICT,
  parked: `${PARKED} AND NOT ${CONFLICT}`,
  waiting: `${WAITING} AND NOT ${PARKED} AND NOT ${CONFLICT}`,
  'off-sale': `l.on_sale = 0 AND NOT ${WAITING}`,
  same: `l.on_sale = 1 AND NOT ${WAITING}`,
};

/** Few products have a waiting change: the search begins with them instead of going through all products. */
const AMONG: Readonly<Partial<Record<ListingState, string>>> = {
  conflict: 'AND c.conflict_id IS NOT NULL',
  parked: 'AND c.parked_at IS NOT NULL',
  waiting: '',
};

/** Sorts products without a price or a count below all others. */
const UNKNOWN = -(2 ** 53);
const KEY: Readonly<Record<'code' | 'name' | 'price' | 'stock', string>> = {
  code: 'p.code',
  name: 'p.name',
  price: `coalesce(p.list_price, ${UNKNOWN})`,
  stock: `coalesce((SELECT quantity FROM stock_level WHERE store_id = @store AND product_id = p.id), ${UNKNOWN})`,
};

/** Gives the SQL of the ids that match, for an order that SQLite cannot sort by. */
export function matchingSql(question: ProductListQuestion): string {
  return `SELECT p.id FROM product p WHERE ${conditionOf(question)}`;
}

function conditionOf({ search, state }: ProductListQuestion): string {
  const conditions = ['1'];
  if (search) conditions.push("(p.code LIKE @search ESCAPE '\\' OR p.name LIKE @search ESCAPE '\\')");
  const among = state && AMONG[state];
  if (among !== undefined) {
    conditions.push(`p.id IN (SELECT c.product_id FROM change c WHERE c.settled_at IS NULL ${among})`);
  }
  if (state) {
    conditions.push(`EXISTS (SELECT 1 FROM listing l JOIN shop s ON s.id = l.shop_id
      WHERE l.product_id = p.id AND s.store_id = @store AND s.disconnected_at IS NULL AND ${IN_STATE[state]})`);
  }
  return conditions.join(' AND ');
}

/** Gives the values that `matchingSql` and its relatives name. */
export function bindingsOf({ storeId, search }: ProductListQuestion): Record<string, unknown> {
  const pattern = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return { store: storeId, search: pattern };
}

/** @param score of a product, where it is sorted by what it sold. */
export function chooseProducts(
  db: ReadableDb,
  question: ProductListQuestion,
  score: ((productId: number) => number) | null,
): Chosen {
  return score ? chooseByScore(db, question, score) : chooseByColumn(db, question);
}

function chooseByColumn(db: ReadableDb, question: ProductListQuestion): Chosen {
  const { descending, limit } = question;
  const key = KEY[question.sort as keyof typeof KEY];
  const cursor = question.cursor === undefined ? null : parseCursor(question.cursor);
  const behind = cursor ? `AND (${key}, p.id) ${descending ? '<' : '>'} (@key, @id)` : '';
  const direction = descending ? 'DESC' : 'ASC';
  const bindings = bindingsOf(question);
  const rows = db
    .prepare<[object], PageCursor>(
      `SELECT ${key} AS key, p.id FROM product p WHERE ${conditionOf(question)} ${behind}
       ORDER BY key ${direction}, p.id ${direction} LIMIT @limit`,
    )
    .all({ ...bindings, key: cursor?.key, id: cursor?.id, limit: limit + 1 });
  const total = db
    .prepare<[object], number>(`SELECT count(*) FROM product p WHERE ${conditionOf(question)}`)
    .pluck()
    .get(bindings);
  return { rows, total: total ?? 0 };
}

function chooseByScore(db: ReadableDb, question: ProductListQuestion, score: (productId: number) => number): Chosen {
  const sign = question.descending ? -1 : 1;
  const compare = (a: PageCursor, b: PageCursor) => sign * (Number(a.key) - Number(b.key) || a.id - b.id);
  const all = db
    .prepare<[object], number>(matchingSql(question))
    .pluck()
    .all(bindingsOf(question))
    .map((id): PageCursor => ({ key: score(id), id }))
    .sort(compare);
  const cursor = question.cursor === undefined ? null : parseCursor(question.cursor);
  const from = cursor ? all.findIndex((row) => compare(row, cursor) > 0) : 0;
  return { rows: from < 0 ? [] : all.slice(from, from + question.limit + 1), total: all.length };
}
