/**
 * Listings are put aside page by page, and taken over when their window is complete: only then is it known how much of the
 * store a pull would empty.
 */
import type { WritableDb, WritableStatements } from '../../database/index.ts';
import type { RemoteListing } from '../platform/index.ts';

/** Runs inside the caller's transaction. @param saidAt UTC milliseconds: when the page was asked for. */
export function stageListings(
  db: WritableStatements,
  shopId: number,
  listings: readonly RemoteListing[],
  saidAt: number,
): void {
  const put = db.prepare(
    `INSERT INTO listing_staged (shop_id, listing_id, content, said_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET content = excluded.content, said_at = excluded.said_at`,
  );
  for (const listing of listings) put.run(shopId, listing.listingId, JSON.stringify(listing), saidAt);
}

export interface StagedListing {
  readonly listing: RemoteListing;
  /** UTC milliseconds: when it was asked for. */
  readonly saidAt: number;
}

/** Gives what was put aside for a shop. */
export function stagedListings(db: WritableDb, shopId: number): StagedListing[] {
  return db
    .prepare<[number], { content: string; said_at: number }>(
      'SELECT content, said_at FROM listing_staged WHERE shop_id = ? ORDER BY listing_id',
    )
    .all(shopId)
    .map(({ content, said_at }) => ({ listing: JSON.parse(content) as RemoteListing, saidAt: said_at }));
}

/** Throws away what was put aside for a shop. */
export function forgetStaged(db: WritableDb, shopId: number): void {
  db.prepare('DELETE FROM listing_staged WHERE shop_id = ?').run(shopId);
}
