/**
 * Taking an import back leaves the tables as they were before it: what it made goes, what it changed comes back, the
 * rollups follow. Only the newest import can be taken back, so no later import stands on what goes; what a platform or
 * another computer has said of an order since stays, whoever brought the order first.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { createRollupDelta, type RollupDelta } from '../../analytics/rollup/index.ts';
import { createChangeNotes, ORDER_INDEXES, type TaskContext, type WritableDb } from '../../database/index.ts';
import type { ImageKind } from './before-images.ts';
import { undoableImport } from './import-record.ts';
import { withLoadSettings } from './load-settings.ts';
import { noteImport } from './note-import.ts';
import { factsOf } from './order-row.ts';
import { createOrderTable, type OrderImage, type OrderTable } from './order-table.ts';
import { stockKey } from './stock-row-id.ts';
import { rehashOrders } from './stores.ts';

const ORDERS_AT_ONCE = 500;
/** Not those that a platform speaks of too, or that another computer has written since. */
const OF_FILES_ALONE = `NOT EXISTS (SELECT 1 FROM remote_order r WHERE r.order_id = id)
  AND NOT EXISTS (SELECT 1 FROM office_order t WHERE t.order_id = id AND t.told = 1)`;

export interface UndoResult {
  /** Orders that went or came back as they were. */
  readonly orders: number;
  readonly stores: readonly number[];
}

interface ImportRow {
  id: number;
  first_order_id: number | null;
  last_order_id: number | null;
}

/** @throws AppError IMPORT_NOTHING_TO_UNDO unless the import is the newest committed one and its images are kept. */
export async function undoImportTask(
  context: TaskContext<WritableDb>,
  args: { importId: number },
): Promise<UndoResult> {
  const { db } = context;
  return withLoadSettings(db, async () => db.transaction(() => undo(db, args.importId, context.now())).immediate());
}

function undo(db: WritableDb, importId: number, now: number): UndoResult {
  if (undoableImport(db) !== importId) throw new AppError('IMPORT_NOTHING_TO_UNDO', { details: { importId } });
  const record = db
    .prepare<[number], ImportRow>('SELECT id, first_order_id, last_order_id FROM import WHERE id = ?')
    .get(importId)!;
  const stores = new Set<number>(
    db.prepare<[number], number>('SELECT store_id FROM import_store WHERE import_id = ?').pluck().all(importId),
  );
  const table = createOrderTable(db, importId);
  const rollups = createRollupDelta(db);
  const removed = removeMade(db, record, table, rollups);
  const restored = restoreOrders(db, importId, table, rollups);
  takeBackCosts(db, importId, table, rollups);
  rollups.flush();
  restoreStock(db, importId);
  restoreProducts(db, importId);
  restoreStores(db, importId);
  for (const kind of ['channel', 'platform', 'currency'] as const) removeNames(db, importId, kind);
  noteImport(db, importId, stores);
  createChangeNotes(db).orders();
  db.prepare('DELETE FROM import_before WHERE import_id = ?').run(importId);
  db.prepare('DELETE FROM import_store WHERE import_id = ?').run(importId);
  db.prepare("UPDATE import SET state = 'undone', undoable = 0, finished_at = ? WHERE id = ?").run(now, importId);
  return { orders: removed + restored, stores: [...stores] };
}

/** Deletes the orders that the import made. */
function removeMade(db: WritableDb, record: ImportRow, table: OrderTable, rollups: RollupDelta): number {
  const { first_order_id: first, last_order_id: last } = record;
  if (first === null || last === null) return 0;
  const page = db
    .prepare<[number, number, number], number>(
      `SELECT id FROM orders WHERE id > ? AND id <= ? AND ${OF_FILES_ALONE} ORDER BY id LIMIT ?`,
    )
    .pluck();
  let removed = 0;
  for (let ids = page.all(first - 1, last, ORDERS_AT_ONCE); ids.length > 0; ) {
    for (const order of table.loadIds(ids)) rollups.add(factsOf(order), -1);
    removed += ids.length;
    ids = page.all(ids.at(-1)!, last, ORDERS_AT_ONCE);
  }
  const kept = Number(db.prepare<[number], number>('SELECT count(*) FROM orders WHERE id < ?').pluck().get(first));
  // Deleting most of a table is faster without its indexes, as loading it was.
  const most = removed > kept;
  if (most) for (const { name } of ORDER_INDEXES) db.exec(`DROP INDEX IF EXISTS ${name}`);
  const going = `SELECT id FROM orders WHERE id BETWEEN ? AND ? AND ${OF_FILES_ALONE}`;
  db.prepare(`DELETE FROM order_line WHERE order_id BETWEEN ? AND ? AND order_id IN (${going})`).run(
    first,
    last,
    first,
    last,
  );
  db.prepare(`DELETE FROM shipment WHERE order_id BETWEEN ? AND ? AND order_id IN (${going})`).run(
    first,
    last,
    first,
    last,
  );
  db.prepare(`DELETE FROM orders WHERE id BETWEEN ? AND ? AND ${OF_FILES_ALONE}`).run(first, last);
  if (most) for (const { sql } of ORDER_INDEXES) db.exec(sql);
  return removed;
}

interface Image {
  row_id: number;
  image: string | null;
}

function images(db: WritableDb, importId: number, kind: ImageKind): IterableIterator<Image> {
  // A page at a time: the statement must not be open while its table's neighbours are written.
  const page = db.prepare<[number, string, number], Image>(
    `SELECT row_id, image FROM import_before WHERE import_id = ? AND kind = ? AND row_id > ?
     ORDER BY row_id LIMIT ${ORDERS_AT_ONCE}`,
  );
  return (function* () {
    for (let last = -1; ; ) {
      const rows = page.all(importId, kind, last);
      if (rows.length === 0) return;
      yield* rows;
      last = rows.at(-1)!.row_id;
    }
  })();
}

function restoreOrders(db: WritableDb, importId: number, table: OrderTable, rollups: RollupDelta): number {
  let restored = 0;
  const isTold = db
    .prepare<[number, number], number>(
      `SELECT 1 FROM remote_order WHERE order_id = ?
       UNION ALL SELECT 1 FROM office_order WHERE order_id = ? AND told = 1`,
    )
    .pluck();
  for (const { row_id: id, image } of images(db, importId, 'order')) {
    if (isTold.get(id, id) !== undefined) continue;
    for (const order of table.loadIds([id])) rollups.add(factsOf(order), -1);
    table.restore(id, JSON.parse(image ?? 'null') as OrderImage);
    for (const order of table.loadIds([id])) rollups.add(factsOf(order), 1);
    restored++;
  }
  return restored;
}

/** Costs that the import's product list gave to lines sold before are unknown again. */
function takeBackCosts(db: WritableDb, importId: number, table: OrderTable, rollups: RollupDelta): void {
  const page = db
    .prepare<[number, number, number, number], number>(
      `SELECT DISTINCT order_id FROM order_line
       WHERE product_id = ? AND order_id > ? AND cost_import_id = ? ORDER BY order_id LIMIT ?`,
    )
    .pluck();
  const clear = db.prepare(
    'UPDATE order_line SET cost = NULL, cost_import_id = NULL WHERE order_id = ? AND cost_import_id = ?',
  );
  for (const { row_id: productId } of images(db, importId, 'product')) {
    for (let ids = page.all(productId, 0, importId, ORDERS_AT_ONCE); ids.length > 0; ) {
      for (const order of table.loadIds(ids)) rollups.add(factsOf(order), -1);
      for (const id of ids) clear.run(id, importId);
      for (const order of table.loadIds(ids)) rollups.add(factsOf(order), 1);
      ids = page.all(productId, ids.at(-1)!, importId, ORDERS_AT_ONCE);
    }
  }
}

function restoreStock(db: WritableDb, importId: number): void {
  const remove = db.prepare('DELETE FROM stock_level WHERE store_id = ? AND product_id = ?');
  const put = db.prepare<Record<string, unknown>>(
    'INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (@store_id, @product_id, @quantity, @counted_at)',
  );
  for (const { row_id, image } of images(db, importId, 'stock')) {
    const { storeId, productId } = stockKey(row_id);
    remove.run(storeId, productId);
    if (image !== null) put.run(JSON.parse(image) as Record<string, unknown>);
  }
}

function restoreProducts(db: WritableDb, importId: number): void {
  const update = db.prepare<Record<string, unknown>>(
    `UPDATE product SET name = @name, category = @category, brand = @brand, barcode = @barcode,
       list_price = @list_price, list_price_currency_id = @list_price_currency_id, unit_cost = @unit_cost,
       unit_cost_currency_id = @unit_cost_currency_id, import_id = @import_id WHERE id = @id`,
  );
  const remove = db.prepare(
    `DELETE FROM product WHERE id = @id AND NOT EXISTS (SELECT 1 FROM order_line WHERE product_id = @id)
       AND NOT EXISTS (SELECT 1 FROM stock_level WHERE product_id = @id)
       AND NOT EXISTS (SELECT 1 FROM listing WHERE product_id = @id)`,
  );
  for (const { row_id, image } of images(db, importId, 'product')) {
    if (image === null) remove.run({ id: row_id });
    else update.run(JSON.parse(image) as Record<string, unknown>);
  }
}

function restoreStores(db: WritableDb, importId: number): void {
  const find = db.prepare<[number], string>('SELECT code FROM store WHERE id = ?').pluck();
  const update = db.prepare<Record<string, unknown>>(
    `UPDATE store SET code = @code, name = @name, time_zone = @time_zone, currency_id = @currency_id,
       country = @country, region = @region, city = @city, kind = @kind, opened_on = @opened_on, import_id = @import_id
     WHERE id = @id`,
  );
  const remove = db.prepare(
    `DELETE FROM store WHERE id = @id AND NOT EXISTS (SELECT 1 FROM orders WHERE store_id = @id)
       AND NOT EXISTS (SELECT 1 FROM stock_level WHERE store_id = @id)
       AND NOT EXISTS (SELECT 1 FROM shop WHERE store_id = @id)`,
  );
  for (const { row_id, image } of images(db, importId, 'store')) {
    if (image === null) {
      remove.run({ id: row_id });
      continue;
    }
    const before = JSON.parse(image) as Record<string, unknown> & { id: number; code: string };
    const code = find.get(row_id);
    update.run(before);
    if (code !== undefined && code !== before.code) rehashOrders(db, before.id, before.code);
  }
}

const REFERENCES = {
  channel: [['orders', 'channel_id']],
  platform: [['orders', 'platform_id']],
  currency: [
    ['orders', 'currency_id'],
    ['store', 'currency_id'],
    ['product', 'list_price_currency_id'],
    ['product', 'unit_cost_currency_id'],
    ['listing', 'currency_id'],
    ['shop', 'currency_id'],
  ],
} as const;

function removeNames(db: WritableDb, importId: number, kind: keyof typeof REFERENCES): void {
  const unused = REFERENCES[kind].map(([table, column]) => `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = @id)`);
  const remove = db.prepare(`DELETE FROM ${kind} WHERE id = @id AND ${unused.join(' AND ')}`);
  for (const { row_id } of images(db, importId, kind)) remove.run({ id: row_id });
}
