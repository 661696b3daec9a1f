/** An edit is one step of staff's: what it did to the store's own rows, so that it can be taken back as one. */
import type { SyncTransaction } from '../outbox/index.ts';

export interface EditItem {
  readonly product_id: number;
  readonly price_before: number | null;
  /** Null: the price was not touched. */
  readonly price_after: number | null;
  readonly name_before: string | null;
  readonly name_after: string | null;
  readonly stock_delta: number | null;
}

export interface EditRow {
  readonly id: string;
  readonly store_id: number;
  /** `followed`: nobody's edit, but what one shop's count moved by, for the store's other shops. */
  readonly kind: 'products' | 'order' | 'followed';
  readonly at: number;
  readonly hlc: string;
  readonly undoes: string | null;
  readonly undone_by: string | null;
}

/** What the API answers a saved edit with, and whose push has something new to do. */
export interface SavedEdit {
  readonly editId: string;
  readonly changes: number;
  /** UTC milliseconds. */
  readonly savedAt: number;
  readonly shopIds: readonly number[];
}

/** Writes an edit and gives its id; its items and changes follow under it. */
export function beginEdit(
  tx: SyncTransaction,
  edit: {
    readonly storeId: number;
    readonly kind: EditRow['kind'];
    readonly undoes: string | null;
    /** The listing whose movement is followed. */
    readonly source?: { readonly shopId: number; readonly listingId: string };
  },
): string {
  const id = tx.newId();
  tx.run(
    `INSERT INTO edit (id, store_id, kind, at, hlc, undoes, source_shop_id, source_listing_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    edit.storeId,
    edit.kind,
    tx.now,
    tx.stamp(),
    edit.undoes,
    edit.source?.shopId ?? null,
    edit.source?.listingId ?? null,
  );
  tx.touchEdit(id);
  return id;
}

/** Writes what an edit did to one product. */
export function insertItem(tx: SyncTransaction, editId: string, item: EditItem): void {
  tx.run(
    `INSERT INTO edit_item (edit_id, product_id, price_before, price_after, name_before, name_after, stock_delta)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    editId,
    item.product_id,
    item.price_before,
    item.price_after,
    item.name_before,
    item.name_after,
    item.stock_delta,
  );
}

/** What was saved under an edit. */
export function savedEdit(tx: SyncTransaction, editId: string): SavedEdit {
  const shops = tx.all<{ shop_id: number; n: number }>(
    'SELECT shop_id, count(*) AS n FROM change WHERE edit_id = ? GROUP BY shop_id',
    editId,
  );
  return {
    editId,
    changes: shops.reduce((sum, { n }) => sum + n, 0),
    savedAt: tx.now,
    shopIds: shops.map(({ shop_id }) => shop_id),
  };
}

/** Moves the store's own count of a product. @param counted staff have counted it just now. */
export function moveStockLevel(
  tx: SyncTransaction,
  where: { readonly storeId: number; readonly productId: number },
  by: number,
  counted: boolean,
): void {
  tx.run(
    `INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity${counted ? ', counted_at = excluded.counted_at' : ''}`,
    where.storeId,
    where.productId,
    by,
    Math.floor(tx.now / 1_000),
  );
}
