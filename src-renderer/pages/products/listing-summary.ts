/** How a product stands on its platforms, the weightiest first, platforms of one state together. */
import type { ListingState, ProductListing } from '#shared/contract/index.ts';

/** What needs somebody stands before what is well. */
export const STATES_BY_WEIGHT = ['conflict', 'parked', 'waiting', 'off-sale', 'same'] as const satisfies ListingState[];

export interface ListingSummary {
  readonly state: ListingState;
  readonly platforms: readonly string[];
  /** Since when the oldest of them waits. */
  readonly since: string | null;
}

export function summariesOf(listings: readonly ProductListing[]): readonly ListingSummary[] {
  return STATES_BY_WEIGHT.flatMap((state) => {
    const some = listings.filter((listing) => listing.state === state);
    if (some.length === 0) return [];
    const waits = some.flatMap(({ waitingSince }) => waitingSince ?? []).toSorted();
    return [{ state, platforms: [...new Set(some.map(({ platform }) => platform))], since: waits[0] ?? null }];
  });
}
