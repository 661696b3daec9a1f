/**
 * When the count of one shop has moved, the store's own count moves by as much, and what the store's other shops offer too where
 * staff have asked for that.
 */
import { followStock, moveStockLevel, type StockMove } from '../edits/index.ts';
import type { SyncTransaction } from '../outbox/index.ts';
import type { StockRule } from './policies.ts';

/** To be called within the transaction that writes the shop's new count. @param rule undefined: other shops do not follow. */
export function moveStock(tx: SyncTransaction, move: StockMove, rule: StockRule | undefined): void {
  if (move.by === 0) return;
  moveStockLevel(tx, move, move.by, false);
  if (rule?.from.includes(move.shopId)) followStock(tx, move, rule.to);
}
