/** Takes over what a window of listings brought, unless it would empty the store: then somebody is asked first. */
import { applyListings, type ConflictPolicies, type Losses, lossesOf, wouldEmpty } from '../conflicts/index.ts';
import { noteLog, type SyncTransaction } from '../outbox/index.ts';
import { forgetStaged, type StagedListing, stagedListings } from './stage-listings.ts';
import { endUnreadWindow, unreadInWindow } from './unread-items.ts';

export type TakenListings =
  /** The window goes on. */
  | { readonly outcome: 'staged' }
  | { readonly outcome: 'taken'; readonly changed: boolean }
  /** It would take away most of what the shop offers: nothing is done before somebody has answered. */
  | ({ readonly outcome: 'asking'; readonly platform: string } & Losses)
  /** Somebody has answered that it is to be left. */
  | { readonly outcome: 'left' };

export interface TakeOverArgs {
  readonly shopId: number;
  /** The window listed everything: what it does not name is gone. */
  readonly full: boolean;
  readonly policies: ConflictPolicies;
}

/** To be called within a transaction of sync. */
export function takeOver(tx: SyncTransaction, { shopId, full, policies }: TakeOverArgs): TakenListings {
  const staged = stagedListings(tx.db, shopId);
  const listings = staged.map(({ listing }) => listing);
  const gone = full ? missing(tx, shopId, staged) : [];
  const losses = lossesOf(tx, shopId, listings, gone);
  const shop = tx.get<{ platform: string; fail_safe: string | null }>(
    'SELECT platform, fail_safe FROM shop WHERE id = ?',
    shopId,
  )!;
  if (wouldEmpty(losses) && shop.fail_safe !== 'allowed') {
    if (shop.fail_safe === 'refused') {
      forgetStaged(tx.db, shopId);
      endUnreadWindow(tx, shopId, full);
      answered(tx, shopId);
      return { outcome: 'left' };
    }
    if (shop.fail_safe === null) ask(tx, shopId, losses);
    return { outcome: 'asking', platform: shop.platform, ...losses };
  }
  // The oldest page tells how old the whole is.
  const readAt = Math.min(tx.now, ...staged.map(({ saidAt }) => saidAt));
  const applied = applyListings(tx, { shopId, listings, readAt, policies });
  const removed = applyListings(tx, { shopId, listings: [], readAt, policies, asked: gone });
  forgetStaged(tx.db, shopId);
  endUnreadWindow(tx, shopId, full);
  if (shop.fail_safe !== null) answered(tx, shopId);
  const { added, changed } = applied;
  const any = added + changed + removed.gone > 0;
  if (any) {
    noteLog(tx, { shopId, level: 'info', event: 'listings-pulled', details: { added, changed, gone: removed.gone } });
  }
  return { outcome: 'taken', changed: any };
}

function missing(tx: SyncTransaction, shopId: number, staged: readonly StagedListing[]): string[] {
  const unread = unreadInWindow(tx, shopId);
  // It may be any of those that are not named.
  if (unread.nameless) return [];
  const named = new Set([...staged.map(({ listing }) => listing.listingId), ...unread.ids]);
  return tx
    .all<{ listing_id: string }>('SELECT listing_id FROM listing WHERE shop_id = ? AND on_sale = 1', shopId)
    .map(({ listing_id }) => listing_id)
    .filter((id) => !named.has(id));
}

function ask(tx: SyncTransaction, shopId: number, { known, lost }: Losses): void {
  tx.run("UPDATE shop SET fail_safe = 'asking' WHERE id = ?", shopId);
  noteLog(tx, { shopId, level: 'warning', event: 'pull-would-empty', details: { affected: lost, products: known } });
}

function answered(tx: SyncTransaction, shopId: number): void {
  tx.run('UPDATE shop SET fail_safe = NULL WHERE id = ?', shopId);
}
