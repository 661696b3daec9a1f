/** How a store's own count goes with what is read of its listings, where a head office counts them too. */
import { createHash } from 'node:crypto';
import type { StatementCache } from '../../outbox/index.ts';
import { HERE } from './trigger-sql.ts';

const COUNTED_SQL = `SELECT coalesce(d.quantity, c.quantity) AS quantity
  FROM office_state o, shop h JOIN store s ON s.id = h.store_id
  JOIN office_listing c ON c.store_code = s.code AND c.platform = h.platform AND c.remote_shop = h.remote_shop_id
  LEFT JOIN office_said d ON d.store_code = c.store_code AND d.platform = c.platform AND d.remote_shop = c.remote_shop
    AND d.listing_id = c.listing_id
  WHERE o.noting = 1 AND h.id = ? AND c.listing_id = ?`;

/**
 * Gives what of a listing's count stands in its product's level: another computer may have told a newer one. Null where there is
 * no head office, or nothing is known of it. To be called within a transaction.
 */
export function countedOf(tx: StatementCache, shopId: number, listingId: string): number | null {
  return tx.get<{ quantity: number }>(COUNTED_SQL, shopId, listingId)?.quantity ?? null;
}

/** Levels that `work` moves are told with the listing that it reads, and not as movements. To be called within a transaction. */
export function withListing<Result>(tx: StatementCache, work: () => Result): Result {
  tx.run('UPDATE office_state SET with_listing = 1 WHERE noting = 1');
  const result = work();
  tx.run('UPDATE office_state SET with_listing = 0 WHERE noting = 1');
  return result;
}

export interface EmptiedLevel {
  readonly storeId: number;
  readonly before: number;
  readonly after: number;
  /** What there was, 1/1,000. */
  readonly quantity: number;
}

/**
 * What there was of a product goes by another code now: every computer that reads the shop finds that, and it counts once. To be
 * called within `withListing`.
 */
export function noteEmptied(tx: StatementCache, { storeId, before, after, quantity }: EmptiedLevel): void {
  const codes = tx.get<{ store: string; from: string; to: string }>(
    `SELECT s.code AS store, p.code AS "from", q.code AS "to" FROM store s, product p, product q
     WHERE s.id = ? AND p.id = ? AND q.id = ?`,
    storeId,
    before,
    after,
  )!;
  tx.run(
    `INSERT INTO office_stock_move (id, store_code, product_code, delta, named) SELECT ?, ?, ?, ?, 1
     WHERE (SELECT noting FROM office_state) = 1 AND ${HERE} ON CONFLICT DO NOTHING`,
    idOf(codes),
    codes.store,
    codes.from,
    -quantity,
  );
}

/** A version 8 UUID (RFC 9562, section 5.8): the same wherever it is made. */
function idOf(codes: Readonly<Record<'store' | 'from' | 'to', string>>): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['emptied', codes.store, codes.from, codes.to]))
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
