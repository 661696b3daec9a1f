/**
 * A platform that suddenly says that most products are gone or sold out has more likely made a mistake than the store: such a
 * pull is stopped, and somebody is asked.
 */

import type { StatementCache } from '../outbox/index.ts';
import type { RemoteListing } from '../platform/index.ts';

/** Below this many it is an ordinary day of a small shop. */
const FEWEST = 5;

export interface Losses {
  /** Listings that are on sale and not sold out, as far as is known. */
  readonly known: number;
  /** Of these would be gone, taken off the shelf, or at zero. */
  readonly lost: number;
}

/** @param gone listings that the platform no longer has, where all of them were asked for. */
export function lossesOf(
  sql: StatementCache,
  shopId: number,
  listings: readonly Pick<RemoteListing, 'listingId' | 'quantity' | 'onSale'>[],
  gone: readonly string[] = [],
): Losses {
  const known = sql.all<{ listing_id: string }>(
    'SELECT listing_id FROM listing WHERE shop_id = ? AND on_sale = 1 AND (quantity IS NULL OR quantity > 0)',
    shopId,
  );
  const going = new Set(gone);
  for (const { listingId, quantity, onSale } of listings) {
    if (!onSale || (quantity !== null && quantity <= 0)) going.add(listingId);
  }
  return { known: known.length, lost: known.filter(({ listing_id }) => going.has(listing_id)).length };
}

/** Says whether a pull must be stopped: it would take away, or bring to zero, more than half. */
export function wouldEmpty({ known, lost }: Losses): boolean {
  return lost >= FEWEST && lost * 2 > known;
}
