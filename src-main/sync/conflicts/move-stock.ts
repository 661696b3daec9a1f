/**
 * When the count of one shop has moved, the store's own count moves by as much, and what the store's other shops offer too where
 * staff have asked for that. What the head office has counted already, because another computer read it first, is in the store's
 * count.
 */
import { followStock, moveStockLevel, type StockMove } from '../edits/index.ts';
import { countedOf, withListing } from '../head-office/index.ts';
import type { SyncTransaction } from '../outbox/index.ts';
import type { StockRule } from './policies.ts';

/**
 * Moves what a decision of staff's says, whatever the shop's count is. To be called within a transaction of sync.
 * @param rule undefined: other shops do not follow.
 */
export function moveStock(tx: SyncTransaction, move: StockMove, rule: StockRule | undefined): void {
  if (move.by === 0) return;
  moveStockLevel(tx, move, move.by, false);
  follow(tx, move, rule);
}

function follow(tx: SyncTransaction, move: StockMove, rule: StockRule | undefined): void {
  if (rule?.from.includes(move.shopId)) followStock(tx, move, rule.to);
}

export interface ReadCount {
  readonly storeId: number;
  readonly shopId: number;
  readonly listingId: string;
  /** What stood here before, 1/1,000; null: nothing did, or the shop keeps no count. */
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * Writes what was read of a listing by `write`, which gives its product, and moves what hangs on it. `write` is told what of the
 * listing stood in the store's count; null: nothing. To be called within a transaction of sync.
 */
export function takeCount(
  tx: SyncTransaction,
  { storeId, shopId, listingId, before, after }: ReadCount,
  rule: StockRule | undefined,
  write: (stood: number | null) => number,
): void {
  const stood = countedOf(tx, shopId, listingId) ?? before;
  const productId = withListing(tx, () => {
    const product = write(stood);
    const stands = countedOf(tx, shopId, listingId) ?? after;
    const by = stood === null || stands === null ? 0 : stands - stood;
    if (by !== 0) {
      // A level that begins here begins with none: what it moves by is told with the listing.
      moveStockLevel(tx, { storeId, productId: product }, 0, false);
      moveStockLevel(tx, { storeId, productId: product }, by, false);
    }
    return product;
  });
  if (before === null || after === null || after === before) return;
  follow(tx, { storeId, productId, shopId, listingId, by: after - before }, rule);
}
