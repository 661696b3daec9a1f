/** How products stand on each shop of a store: what the platform said last, and what it will be once all is sent. */
import type { ListingState, ProductListing } from '#shared/contract/index.ts';
import type { ReadableDb } from '../../../database/index.ts';
import { instantOf } from '../../instant.ts';

interface ListingRow {
  readonly product_id: number;
  readonly shop_id: number;
  readonly platform: string;
  readonly shop: string;
  readonly listing_id: string;
  readonly title: string;
  readonly price: number;
  readonly currency: string;
  readonly quantity: number | null;
  readonly said_at: number;
  readonly on_sale: number;
}

interface WaitingRow {
  readonly shop_id: number;
  readonly listing_id: string;
  readonly kind: 'stock' | 'price' | 'title';
  readonly value: string;
  readonly created_at: number;
  readonly parked_at: number | null;
  readonly conflict_id: number | null;
}

export const LISTINGS_SQL = `SELECT l.product_id, l.shop_id, s.platform, s.title AS shop, l.listing_id, l.title, l.price,
    c.code AS currency, l.quantity, l.said_at, l.on_sale
  FROM json_each(?) j CROSS JOIN listing l ON l.product_id = j.value
  JOIN shop s ON s.id = l.shop_id JOIN currency c ON c.id = l.currency_id
  WHERE s.store_id = ? AND s.disconnected_at IS NULL ORDER BY l.shop_id, l.listing_id`;
export const WAITING_SQL = `SELECT c.shop_id, c.listing_id, c.kind, c.value, c.created_at, c.parked_at, c.conflict_id
  FROM json_each(?) j CROSS JOIN change c ON c.product_id = j.value AND c.settled_at IS NULL ORDER BY c.seq`;

const keyOf = (row: { shop_id: number; listing_id: string | null }) => `${row.shop_id}/${row.listing_id}`;

/** Gives the listings of each of some products. */
export function readListings(
  db: ReadableDb,
  storeId: number,
  productIds: readonly number[],
): Map<number, ProductListing[]> {
  const ids = JSON.stringify(productIds);
  const waiting = Map.groupBy(db.prepare<[string], WaitingRow>(WAITING_SQL).all(ids), keyOf);
  const listings = new Map<number, ProductListing[]>();
  for (const row of db.prepare<[string, number], ListingRow>(LISTINGS_SQL).all(ids, storeId)) {
    const listing = listingView(row, waiting.get(keyOf(row)) ?? []);
    listings.set(row.product_id, [...(listings.get(row.product_id) ?? []), listing]);
  }
  return listings;
}

function listingView(row: ListingRow, waiting: readonly WaitingRow[]): ProductListing {
  const last = (kind: WaitingRow['kind']) => waiting.findLast((change) => change.kind === kind)?.value;
  const [price, title] = [last('price'), last('title')];
  const stock = waiting.filter(({ kind }) => kind === 'stock').reduce((sum, { value }) => sum + Number(value), 0);
  return {
    shopId: row.shop_id,
    platform: row.platform,
    shop: row.shop,
    listingId: row.listing_id,
    state: stateOf(row, waiting),
    price: row.price,
    currency: row.currency,
    quantity: row.quantity,
    title: row.title,
    saidAt: instantOf(row.said_at),
    expectedPrice: price === undefined ? row.price : (JSON.parse(price) as number),
    expectedQuantity: row.quantity === null ? null : row.quantity + stock,
    expectedTitle: title === undefined ? row.title : (JSON.parse(title) as string),
    waitingSince: instantOf(waiting[0]?.created_at ?? null),
  };
}

function stateOf(row: ListingRow, waiting: readonly WaitingRow[]): ListingState {
  if (waiting.some(({ conflict_id }) => conflict_id !== null)) return 'conflict';
  if (waiting.some(({ parked_at }) => parked_at !== null)) return 'parked';
  if (waiting.length > 0) return 'waiting';
  return row.on_sale === 1 ? 'same' : 'off-sale';
}
