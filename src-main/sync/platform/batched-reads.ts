/** Reads of single listings that come at about the same time, as the few calls that the platform needs for them. */
import { type Batcher, createBatcher, type Later } from '../../resilience/index.ts';
import type { RemoteListing } from './model.ts';
import type { Platform, PlatformContext } from './platform.ts';

export interface BatchedReads {
  /** The same platform, whose `listingsById` waits for company. */
  readonly platform: Platform;
  /** Calls that were not needed. */
  readonly saved: () => number;
}

/** Short beside a call, long enough for whatever one piece of work asks for. */
const LINGER_MILLISECONDS = 20;

/** A listing that is gone; a batch has an outcome for each. */
type Read = { readonly listing: RemoteListing | null };

export function batchReads(platform: Platform, later: Later): BatchedReads {
  const batcher: Batcher<PlatformContext, string, Read> = createBatcher({
    most: () => platform.capabilities.readBatch,
    lingerMilliseconds: LINGER_MILLISECONDS,
    later,
    async send(context, ids) {
      const listings = await platform.listingsById(context, [...new Set(ids)]);
      const found = new Map(listings.map((listing) => [listing.listingId, listing]));
      return ids.map((id) => ({ listing: found.get(id) ?? null }));
    },
  });

  async function listingsById(context: PlatformContext, ids: readonly string[]): Promise<readonly RemoteListing[]> {
    const reads = await Promise.all(ids.map((id) => batcher.add(context, id)));
    return reads.flatMap(({ listing }) => listing ?? []);
  }

  return { platform: { ...platform, listingsById }, saved: () => batcher.figures.saved };
}
