/** What a shop's count moves by counts once for its store: in the store's own count, and in what its other shops offer. */
import { followStock, type StockMove } from '../edits/index.ts';
import type { SyncTransaction } from '../outbox/index.ts';
import type { StockRule } from './policies.ts';

/** To be called within the transaction that takes the movement in. */
export function moveStock(tx: SyncTransaction, move: StockMove, rule: StockRule | undefined): void {
  if (move.by === 0) return;
  tx.run(
    `INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
    move.storeId,
    move.productId,
    move.by,
    Math.floor(tx.now / 1_000),
  );
  if (rule?.from.includes(move.shopId)) followStock(tx, move, rule.to);
}
