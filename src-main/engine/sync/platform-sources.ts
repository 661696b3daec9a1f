/** Connected shops as warmup sees them. */
import type { Reader } from '../../database/index.ts';
import type { Sync } from '../../sync/index.ts';
import type { PlatformRecord, PlatformSource } from '../../warmup/index.ts';
import type { EngineReadTasks } from '../workers/read-tasks.ts';

/** Gives the shops that are connected, signed in and not paused. */
export function platformSources(sync: Sync, reader: Reader<EngineReadTasks>): PlatformSource[] {
  return sync.shops
    .list()
    .filter(({ row }) => row.state === 'active' && !row.paused)
    .map((shop) => ({
      name: shop.name,
      // Calls of a shop are paced and retried by resilience already.
      triesItself: true,
      // Listing has told of them already: no call is spent on what is known.
      recentOrderNumbers: (since) => reader.read('pull.recentOrders', { shopId: shop.row.id, since }),
      order: async (number, signal) => plain(await sync.order(shop.row.id, number, signal)),
      async tracking(number, signal) {
        const remoteId = await reader.read('pull.remoteId', { shopId: shop.row.id, number });
        if (remoteId === null) return null;
        return plain(await shop.platform.tracking(shop.work('background', signal), { number, remoteId }));
      },
    }));
}

function plain(record: object | null): PlatformRecord | null {
  return record as PlatformRecord | null;
}
