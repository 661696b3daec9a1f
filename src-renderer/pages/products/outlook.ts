/** What will become of an edit that is saved here, told from how sync stands now. */
import type { ProductListing, SyncStatus } from '#shared/contract/index.ts';

export type Outlook = 'onlyHere' | 'nothingToSend' | 'sent' | 'offline' | 'paused' | 'signIn' | 'resting' | 'sending';

interface Saved {
  /** Of every product that was edited. */
  readonly listings: readonly Pick<ProductListing, 'shopId'>[];
  readonly changes: number;
  /** How many of them are not acknowledged yet. */
  readonly waiting: number;
}

/** @param status null: not known yet. */
export function outlookOf(status: SyncStatus | null, { listings, changes, waiting }: Saved): Outlook {
  if (changes === 0) return listings.length === 0 ? 'onlyHere' : 'nothingToSend';
  if (waiting === 0) return 'sent';
  if (status === null) return 'sending';
  if (status.connection !== 'online') return 'offline';
  if (status.paused) return 'paused';
  const ids = new Set(listings.map(({ shopId }) => shopId));
  const states = status.shops.filter(({ shopId }) => ids.has(shopId)).map(({ state }) => state);
  if (states.includes('sign-in')) return 'signIn';
  if (states.includes('paused')) return 'paused';
  return states.includes('resting') ? 'resting' : 'sending';
}
