/** A code that is written anew in a shop names the same things on the shelf: what there is of them goes with the name. */
import { noteEmptied } from '../head-office/index.ts';
import type { SyncTransaction } from '../outbox/index.ts';

export interface RenamedListing {
  readonly storeId: number;
  /** What the listing was, and what it is by its new code. */
  readonly before: number;
  readonly after: number;
  /** What the shop says there is, 1/1,000; null: it keeps no count. */
  readonly quantity: number | null;
}

/**
 * To be called when the listing has its new product, within `withListing`. Where another listing of the store still goes by the old code, the new one
 * is another thing, of which there is what the shop says; a count that the store has of it stands.
 */
export function takeStockAlong(tx: SyncTransaction, { storeId, before, after, quantity }: RenamedListing): void {
  const counted = tx.get('SELECT 1 FROM stock_level WHERE store_id = ? AND product_id = ?', storeId, after);
  if (counted) return;
  const isShared = tx.get(
    'SELECT 1 FROM listing l JOIN shop s ON s.id = l.shop_id WHERE s.store_id = ? AND l.product_id = ? AND l.on_sale = 1',
    storeId,
    before,
  );
  const old = isShared
    ? undefined
    : tx.get<{ quantity: number }>(
        'SELECT quantity FROM stock_level WHERE store_id = ? AND product_id = ?',
        storeId,
        before,
      );
  const stock = old?.quantity ?? quantity;
  if (stock === null) return;
  const countedAt = Math.floor(tx.now / 1_000);
  tx.run(
    'INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?)',
    storeId,
    after,
    stock,
    countedAt,
  );
  if (!old) return;
  tx.run(
    'UPDATE stock_level SET quantity = 0, counted_at = ? WHERE store_id = ? AND product_id = ?',
    countedAt,
    storeId,
    before,
  );
  noteEmptied(tx, { storeId, before, after, quantity: stock });
}
