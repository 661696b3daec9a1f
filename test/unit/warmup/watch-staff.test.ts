import { describe, expect, it } from 'vitest';
import type { StoreScope } from '../../../shared/contract/index.ts';
import type { StoreId } from '../../../shared/domain/ids.ts';
import { createStaffGate, type WatchedAreas, watchStaff } from '../../../src-main/warmup/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';

/** Areas whose every call is answered when the test says so. */
function start(answer: Promise<unknown> = Promise.resolve({ storeId: 8 })) {
  const gate = createStaffGate(createVirtualTime());
  const noted: string[] = [];
  const procedure = () => answer;
  const areas = {
    analytics: { overview: procedure, breakdown: procedure, bounds: procedure },
    orders: { list: procedure, detail: procedure, byStatus: procedure },
  } as unknown as WatchedAreas;
  const watched = watchStaff(areas, { gate, note: (store, kind) => void noted.push(`${store} ${kind}`) });
  return { watched, gate, noted };
}

const range = { from: '2026-11-01', to: '2026-11-21' };
const stores = (...ids: number[]): StoreScope => ids as StoreId[];

describe('what staff ask for', () => {
  it('is noted by store and kind', async () => {
    const { watched, noted } = start();
    await watched.analytics.overview({ stores: stores(3), ...range, products: 10 }, {});
    await watched.analytics.overview({ stores: stores(3, 4), ...range, products: 10 }, {});
    await watched.orders.list({ stores: stores(5), ...range, limit: 10 }, {});
    await watched.orders.list({ stores: stores(5), ...range, limit: 10, number: 'A' }, {});
    await watched.orders.detail({ id: 1 as never, unmask: false }, {});
    expect(noted).toEqual(['3 overview', '3 comparison', '4 comparison', '5 orders', '5 search', '8 order']);
  });

  it('about the whole chain makes no store hot', async () => {
    const { watched, noted } = start();
    await watched.analytics.overview({ stores: 'all', ...range, products: 10 }, {});
    await watched.analytics.breakdown({ stores: stores(...Array(80).keys()), ...range, by: 'store' }, {});
    expect(noted).toEqual([]);
  });

  it('holds warmup up until it is answered, also by an error', async () => {
    const answer = Promise.withResolvers<unknown>();
    const { watched, gate } = start(answer.promise);
    const asked = watched.analytics.overview({ stores: stores(3), ...range, products: 10 }, {});
    expect(gate.pending).toBe(1);
    answer.reject(new Error('no'));
    await expect(asked).rejects.toThrow('no');
    expect(gate.pending).toBe(0);
  });
});
