/** What an import has changed beside the sums, told to whoever keeps answers. The rollups tell their days themselves. */
import { createChangeNotes, type WritableDb } from '../../database/index.ts';

/** Beyond this many it is not worth telling orders apart. */
const MOST_ORDERS = 2_000;

/**
 * To be called inside the import's transaction, when its record is written and while its before-images are there.
 * @param stores those that the import touched, or touches no longer.
 */
export function noteImport(db: WritableDb, importId: number, stores: Iterable<number>): void {
  const notes = createChangeNotes(db);
  // Store 0 stands for the chain: the newest import of all is another one now.
  notes.storeImported(0);
  for (const storeId of stores) notes.storeImported(storeId);
  const { products, storeList } = listsOf(db, importId);
  if (products) notes.products();
  if (storeList) notes.storeList();
  noteDays(db, importId, notes.storeDay);
  const orders = ordersOf(db, importId);
  if (orders === null) notes.orders();
  else for (const id of orders) notes.order(id);
}

/** A product that this import made has no place in any answer but by orders, whose days are told. */
function listsOf(db: WritableDb, importId: number): { products: boolean; storeList: boolean } {
  const has = (condition: string) =>
    db
      .prepare<[number], number>(`SELECT EXISTS (SELECT 1 FROM import_before WHERE import_id = ? AND ${condition})`)
      .pluck()
      .get(importId) === 1;
  return { products: has("kind = 'product' AND image IS NOT NULL"), storeList: has("kind = 'store'") };
}

/** An order whose sums stay as they were (another status, another customer) changes its day all the same. */
function noteDays(db: WritableDb, importId: number, note: (storeId: number, day: number) => void): void {
  const days = db
    .prepare<[number, number], [number, number]>(
      `SELECT o.store_id, o.business_date FROM import_before b JOIN orders o ON o.id = b.row_id
         WHERE b.import_id = ? AND b.kind = 'order'
       UNION SELECT image ->> '$.order.store_id', image ->> '$.order.business_date' FROM import_before
         WHERE import_id = ? AND kind = 'order' AND image IS NOT NULL`,
    )
    .raw()
    .all(importId, importId);
  for (const [storeId, day] of days) note(storeId, day);
}

/** Ids of the orders that were made (somebody may have been told that there are none) or changed; null: too many. */
function ordersOf(db: WritableDb, importId: number): number[] | null {
  const made = db
    .prepare<[number], { first: number | null; last: number | null }>(
      'SELECT first_order_id AS first, last_order_id AS last FROM import WHERE id = ?',
    )
    .get(importId);
  const first = made?.first ?? 0;
  const madeCount = made?.first == null ? 0 : (made.last ?? 0) - first + 1;
  if (madeCount > MOST_ORDERS) return null;
  const changed = db
    .prepare<[number, number], number>(
      "SELECT row_id FROM import_before WHERE import_id = ? AND kind = 'order' LIMIT ?",
    )
    .pluck()
    .all(importId, MOST_ORDERS + 1);
  if (changed.length > MOST_ORDERS) return null;
  return [...changed, ...Array.from({ length: madeCount }, (_, i) => first + i)];
}
