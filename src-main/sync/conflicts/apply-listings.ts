/**
 * Takes in what a platform says of its listings. Stock moves by differences, so that what was sold there and what was counted
 * here at the same time both count; of what was changed on both sides the gate decides, or asks.
 */
import { listingLane, noteStation, type SyncTransaction } from '../outbox/index.ts';
import type { PushKind, RemoteListing } from '../platform/index.ts';
import { waitingOf } from './field.ts';
import { conflictGate, remoteMoved } from './gate.ts';
import { takeCount } from './move-stock.ts';
import type { ConflictPolicies } from './policies.ts';
import { takeStockAlong } from './renamed-product.ts';

export interface ListingBatch {
  readonly shopId: number;
  readonly listings: readonly RemoteListing[];
  /** When the platform was asked; UTC milliseconds by our clock. */
  readonly readAt: number;
  readonly policies: ConflictPolicies;
  /** Those that were asked for one by one: what is missing among `listings` is gone. */
  readonly asked?: readonly string[];
}

export interface AppliedListings {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

export interface ListingRow {
  readonly shop_id: number;
  readonly listing_id: string;
  readonly product_id: number;
  readonly sku: string | null;
  readonly title: string;
  readonly price: number;
  readonly currency_id: number;
  readonly quantity: number | null;
  readonly version: string;
  readonly updated_at: number;
  readonly said_at: number;
  readonly acknowledged_at: number;
  readonly recheck: number;
  readonly on_sale: number;
}

interface Shop {
  readonly id: number;
  readonly platform: string;
  readonly storeId: number;
}

/** To be called within a transaction of sync, for one shop. */
export function applyListings(tx: SyncTransaction, batch: ListingBatch): AppliedListings {
  const shop = tx.get<Shop>('SELECT id, platform, store_id AS storeId FROM shop WHERE id = ?', batch.shopId);
  if (!shop) return { added: 0, changed: 0, gone: 0 };
  const counts = { added: 0, changed: 0, gone: 0 };
  for (const listing of batch.listings) {
    const known = listingOf(tx, batch.shopId, listing.listingId);
    if (!known) {
      add(tx, shop, listing, batch.readAt);
      counts.added += 1;
    } else if (update(tx, shop, known, listing, batch)) {
      counts.changed += 1;
    }
  }
  if (batch.asked) counts.gone = markGone(tx, batch, batch.asked);
  return counts;
}

function listingOf(tx: SyncTransaction, shopId: number, listingId: string): ListingRow | undefined {
  return tx.get<ListingRow>('SELECT * FROM listing WHERE shop_id = ? AND listing_id = ?', shopId, listingId);
}

function add(tx: SyncTransaction, shop: Shop, listing: RemoteListing, readAt: number): void {
  const currencyId = currencyOf(tx, listing.currency);
  const productId = productOf(tx, shop, listing, currencyId);
  const { listingId, quantity } = listing;
  const count = { storeId: shop.storeId, shopId: shop.id, listingId, before: null, after: quantity };
  let stands = false;
  takeCount(tx, count, undefined, (stood) => {
    stands = stood !== null;
    tx.run(
      `INSERT INTO listing (shop_id, listing_id, product_id, sku, title, price, currency_id, quantity, version, updated_at,
         said_at, on_sale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      shop.id,
      listingId,
      productId,
      listing.sku,
      listing.title,
      listing.price,
      currencyId,
      quantity,
      listing.version,
      listing.updatedAt,
      readAt,
      listing.onSale ? 1 : 0,
    );
    return productId;
  });
  if (quantity === null) return;
  // What the store has counted itself stands, with what the head office has; else the shop's count is all there is.
  tx.run(
    'INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    shop.storeId,
    productId,
    stands ? 0 : quantity + unsentStock(tx, listingLane(shop.id, listingId)),
    Math.floor(readAt / 1_000),
  );
}

/** What staff have counted of a listing that this database forgot, and the platform does not know yet. */
function unsentStock(tx: SyncTransaction, lane: string): number {
  return tx.get<{ sum: number }>(
    `SELECT coalesce(sum(json(value)), 0) AS sum FROM change WHERE lane = ? AND kind = 'stock' AND settled_at IS NULL
       AND first_sent_at IS NULL`,
    lane,
  )!.sum;
}

/** @returns whether anything but the time of reading is another. */
function update(
  tx: SyncTransaction,
  shop: Shop,
  known: ListingRow,
  listing: RemoteListing,
  { readAt, policies, asked }: ListingBatch,
): boolean {
  if (readAt < known.acknowledged_at && known.acknowledged_at <= tx.now) {
    // Asked for before the platform acknowledged a change, so it may be older than that: it is read again.
    recheck(tx, known);
    return false;
  }
  if (!asked && listing.updatedAt < known.updated_at) return false;
  if (wasAskedEarlier(known, readAt, tx.now) && listing.updatedAt <= known.updated_at) {
    // Two answers within one second, and this one was asked for first: where they differ, it is read once more.
    if (listing.version !== known.version) recheck(tx, known);
    return false;
  }
  const lane = listingLane(shop.id, listing.listingId);
  const underWay = listing.quantity !== known.quantity && isStockUnderWay(tx, lane);
  const quantity = underWay ? known.quantity : listing.quantity;
  const currencyId = currencyOf(tx, listing.currency);
  const productId = listing.sku === known.sku ? known.product_id : productOf(tx, shop, listing, currencyId);
  const count = { storeId: shop.storeId, shopId: shop.id, listingId: listing.listingId };
  takeCount(tx, { ...count, before: known.quantity, after: quantity }, policies.stock, (stood) => {
    tx.run(
      `UPDATE listing SET product_id = ?, sku = ?, title = ?, price = ?, currency_id = ?, quantity = ?, version = ?,
         updated_at = ?, said_at = ?, recheck = ?, on_sale = ? WHERE shop_id = ? AND listing_id = ?`,
      productId,
      listing.sku,
      listing.title,
      listing.price,
      currencyId,
      quantity,
      listing.version,
      listing.updatedAt,
      readAt,
      underWay ? 1 : 0,
      listing.onSale ? 1 : 0,
      shop.id,
      listing.listingId,
    );
    if (productId !== known.product_id) {
      // What has moved since counts afterwards; without a count before there is none to go by.
      const renamed = { before: known.product_id, after: productId, quantity: stood ?? quantity };
      takeStockAlong(tx, { storeId: shop.storeId, ...renamed });
    }
    return productId;
  });
  const moved = [
    fieldMoved(tx, lane, 'price', known.price, listing.price, listing, policies),
    fieldMoved(tx, lane, 'title', known.title, listing.title, listing, policies),
  ].some(Boolean);
  if (quantity !== known.quantity) pulled(tx, lane, 'stock', known.quantity, quantity);
  return moved || quantity !== known.quantity || listing.onSale !== (known.on_sale === 1);
}

/** Whether this was asked for before what is known. After the clock was set back that cannot be told, and it counts as later. */
function wasAskedEarlier({ said_at }: ListingRow, readAt: number, now: number): boolean {
  return readAt < said_at && said_at <= now;
}

function recheck(tx: SyncTransaction, { shop_id, listing_id }: ListingRow): void {
  tx.run('UPDATE listing SET recheck = 1 WHERE shop_id = ? AND listing_id = ?', shop_id, listing_id);
}

/** A difference that was sent and not yet acknowledged may or may not be in what the platform says. */
function isStockUnderWay(tx: SyncTransaction, lane: string): boolean {
  const sent = tx.get(
    `SELECT 1 FROM change WHERE lane = ? AND kind = 'stock' AND settled_at IS NULL AND first_sent_at IS NOT NULL
       AND parked_at IS NULL AND conflict_id IS NULL`,
    lane,
  );
  return sent !== undefined;
}

function fieldMoved(
  tx: SyncTransaction,
  lane: string,
  kind: PushKind,
  before: number | string,
  after: number | string,
  { version, updatedAt }: RemoteListing,
  policies: ConflictPolicies,
): boolean {
  if (before === after) return false;
  pulled(tx, lane, kind, before, after);
  const [first] = waitingOf(tx, { lane, kind });
  if (!first) return true;
  if (first.conflict_id === null) conflictGate(tx, first, policies);
  else remoteMoved(tx, first, { value: after, version, updatedAt });
  return true;
}

function pulled(
  tx: SyncTransaction,
  lane: string,
  kind: PushKind,
  before: number | string | null,
  after: number | string | null,
): void {
  noteStation(tx, { lane, changeId: null, kind, event: 'pulled', before, after });
}

function markGone(tx: SyncTransaction, { shopId, listings, readAt }: ListingBatch, asked: readonly string[]): number {
  const there = new Set(listings.map((listing) => listing.listingId));
  let gone = 0;
  for (const listingId of asked) {
    if (there.has(listingId)) continue;
    gone += 1;
    tx.run(
      'UPDATE listing SET on_sale = 0, said_at = ?, recheck = 0 WHERE shop_id = ? AND listing_id = ?',
      readAt,
      shopId,
      listingId,
    );
  }
  return gone;
}

function currencyOf(tx: SyncTransaction, code: string): number {
  const known = tx.get<{ id: number }>('SELECT id FROM currency WHERE code = ?', code);
  if (known) return known.id;
  tx.run('INSERT INTO currency (code) VALUES (?)', code);
  return tx.get<{ id: number }>('SELECT id FROM currency WHERE code = ?', code)!.id;
}

/** Gives the product of a listing's code; a new product where the code is unknown. A listing without a code goes by the platform's id. */
function productOf(tx: SyncTransaction, { platform }: Shop, listing: RemoteListing, currencyId: number): number {
  const code = listing.sku || `${platform}:${listing.listingId}`;
  const known = tx.get<{ id: number }>('SELECT id FROM product WHERE code = ?', code);
  if (known) return known.id;
  tx.run(
    'INSERT INTO product (code, name, list_price, list_price_currency_id) VALUES (?, ?, ?, ?)',
    code,
    listing.title,
    listing.price,
    currencyId,
  );
  return tx.get<{ id: number }>('SELECT id FROM product WHERE code = ?', code)!.id;
}
