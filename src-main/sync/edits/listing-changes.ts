/** What a product's edit means for each of its listings: one change for every field that will be another one there. */
import { insertChange, listingLane, parseJson, type SyncTransaction } from '../outbox/index.ts';
import type { PushKind } from '../platform/index.ts';
import type { Takes } from './takes.ts';

export interface ListingOfStore {
  readonly shop_id: number;
  readonly platform: string;
  readonly listing_id: string;
  readonly product_id: number;
  readonly title: string;
  readonly price: number;
  readonly currency_id: number;
  readonly quantity: number | null;
  readonly version: string;
  readonly on_sale: number;
}

/** The listings of a product on the shops that a store feeds. @param shopIds undefined: on all of them. */
export function listingsOf(
  tx: SyncTransaction,
  storeId: number,
  productId: number,
  shopIds: readonly number[] | undefined,
): ListingOfStore[] {
  return tx
    .all<ListingOfStore>(
      `SELECT l.*, s.platform FROM listing l CROSS JOIN shop s ON s.id = l.shop_id
       WHERE l.product_id = ? AND s.store_id = ? AND s.disconnected_at IS NULL ORDER BY l.shop_id, l.listing_id`,
      productId,
      storeId,
    )
    .filter((listing) => shopIds === undefined || shopIds.includes(listing.shop_id));
}

/** What is wanted of a listing; what is left out stays. */
export interface Wanted {
  readonly price?: number | undefined;
  readonly title?: string | undefined;
  readonly stockDelta?: number | undefined;
}

/** Puts what is wanted into the outbox. Gives how many changes that took. */
export function changeListing(
  tx: SyncTransaction,
  editId: string,
  listing: ListingOfStore,
  wanted: Wanted,
  takes: Takes,
): number {
  const lane = listingLane(listing.shop_id, listing.listing_id);
  const taken = takes[listing.platform] ?? [];
  let changes = 0;
  const change = (
    kind: PushKind,
    base: number | string | null,
    before: number | string | null,
    value: number | string,
  ) => {
    if (!taken.includes(kind)) return;
    insertChange(tx, {
      editId,
      shopId: listing.shop_id,
      lane,
      kind,
      productId: listing.product_id,
      listingId: listing.listing_id,
      orderNumber: null,
      base,
      baseVersion: listing.version,
      before,
      value,
      currencyId: listing.currency_id,
    });
    changes += 1;
  };
  const price = expectedOf(tx, lane, 'price', listing.price);
  if (wanted.price !== undefined && wanted.price !== price) change('price', listing.price, price, wanted.price);
  const title = expectedOf(tx, lane, 'title', listing.title);
  if (wanted.title !== undefined && wanted.title !== title) change('title', listing.title, title, wanted.title);
  // A shop that keeps no count has nothing to be counted up or down.
  if (wanted.stockDelta && listing.quantity !== null) {
    change('stock', listing.quantity, expectedStock(tx, listing), wanted.stockDelta);
  }
  return changes;
}

/** What the field will be once everything that waits has been sent. */
function expectedOf<Value extends number | string>(
  tx: SyncTransaction,
  lane: string,
  kind: PushKind,
  said: Value,
): Value {
  const last = tx.get<{ value: string }>(
    'SELECT value FROM change WHERE lane = ? AND kind = ? AND settled_at IS NULL ORDER BY seq DESC LIMIT 1',
    lane,
    kind,
  );
  return last ? parseJson<Value>(last.value)! : said;
}

/** What the shop will offer once everything that waits has been sent; of a listing that keeps no count what is waiting. */
export function expectedStock(
  tx: SyncTransaction,
  { shop_id, listing_id, quantity }: Pick<ListingOfStore, 'shop_id' | 'listing_id' | 'quantity'>,
): number {
  return (quantity ?? 0) + waitingStock(tx, listingLane(shop_id, listing_id));
}

function waitingStock(tx: SyncTransaction, lane: string): number {
  return tx.get<{ sum: number }>(
    "SELECT coalesce(sum(json(value)), 0) AS sum FROM change WHERE lane = ? AND kind = 'stock' AND settled_at IS NULL",
    lane,
  )!.sum;
}
