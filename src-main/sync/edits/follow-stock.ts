/**
 * What one shop sells, the store's other shops offer less of: a movement of one listing's count becomes one change for each of
 * the product's other listings, in the transaction that takes the movement in, so it is passed on once or not at all. What this
 * computer has sent is in the copy before it is read again, and so never looks like a movement.
 */
import type { SyncTransaction } from '../outbox/index.ts';
import { beginEdit, insertItem } from './edit-row.ts';
import { changeListing, expectedStock, type ListingOfStore, listingsOf } from './listing-changes.ts';

export interface StockMove {
  readonly storeId: number;
  readonly productId: number;
  /** Whose count moved. */
  readonly shopId: number;
  readonly listingId: string;
  /** 1/1,000. */
  readonly by: number;
}

/** Gives how many changes that took. @param platforms those that take stock. */
export function followStock(tx: SyncTransaction, move: StockMove, platforms: readonly string[]): number {
  const others = listingsOf(tx, move.storeId, move.productId, undefined).flatMap((listing) => {
    const isSource = listing.shop_id === move.shopId && listing.listing_id === move.listingId;
    const delta = isSource || listing.on_sale === 0 ? 0 : deltaFor(tx, listing, move.by);
    return delta === 0 || !platforms.includes(listing.platform) ? [] : [{ listing, delta }];
  });
  if (others.length === 0) return 0;
  const editId = beginEdit(tx, { storeId: move.storeId, kind: 'followed', undoes: null, source: move });
  insertItem(tx, editId, {
    product_id: move.productId,
    price_before: null,
    price_after: null,
    name_before: null,
    name_after: null,
    stock_delta: move.by,
  });
  const takes = Object.fromEntries(platforms.map((name) => [name, ['stock' as const]]));
  for (const { listing, delta } of others) changeListing(tx, editId, listing, { stockDelta: delta }, takes);
  return others.length;
}

/** Nothing is offered less than not at all: most platforms cannot say so, and would seem to have been filled up again. */
function deltaFor(tx: SyncTransaction, listing: ListingOfStore, by: number): number {
  if (listing.quantity === null) return 0;
  return by < 0 ? Math.min(0, Math.max(by, -expectedStock(tx, listing))) : by;
}
