import { describe, expect, it } from 'vitest';
import {
  batchReads,
  type Platform,
  type PlatformContext,
  type RemoteListing,
} from '../../../../src-main/sync/platform/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

describe('reads of single listings', () => {
  it('that come together are made in as few calls as the platform needs, and answered one by one', async () => {
    const time = createVirtualTime();
    const calls: number[] = [];
    // Only what is read of a platform and of a listing.
    const platform = {
      capabilities: { readBatch: 20 },
      async listingsById(_: PlatformContext, ids: readonly string[]) {
        calls.push(ids.length);
        return ids.filter((id) => id !== '7').map((listingId) => ({ listingId }) as RemoteListing);
      },
    } as unknown as Platform;
    const { platform: batched, saved } = batchReads(platform, time.later);
    const context = {} as PlatformContext;
    const ids = Array.from({ length: 100 }, (_, at) => String(at));
    const read = await time.until(Promise.all(ids.map((id) => batched.listingsById(context, [id]))));
    expect(read.map((listings) => listings[0]?.listingId ?? null)).toEqual(ids.map((id) => (id === '7' ? null : id)));
    expect(calls).toEqual([20, 20, 20, 20, 20]);
    expect(saved()).toBe(95);
    const other = {} as PlatformContext;
    await time.until(Promise.all([batched.listingsById(context, ['1', '1']), batched.listingsById(other, ['1'])]));
    expect(calls.slice(5)).toEqual([1, 1]);
  });
});
