import { describe, expect, it } from 'vitest';
import { countedItems } from './test-cache.ts';

describe('statistics', () => {
  it('count every request once, by its outcome', async () => {
    const { items, clock, source, cache } = countedItems();
    await Promise.all([items.get(1), items.get(1), items.get(1)]); // one load, two shared
    await items.get(1); // memory
    items.peek(1); // memory
    items.peek(2); // nothing there: the read that follows counts
    clock.now += 10_000;
    await items.get(1); // stale
    source.answer = () => ({ outcome: 'missing' });
    await items.get(3); // load
    await items.get(3); // missing
    source.answer = () => ({ outcome: 'failed', error: new Error('down') });
    await items.get(4).catch(() => undefined);
    const { outcomes, hitRate } = await cache.overview();
    expect(outcomes).toEqual({
      requests: 9,
      memoryHits: 2,
      diskHits: 0,
      redisHits: 0,
      staleServed: 1,
      loads: 2,
      shared: 2,
      missing: 1,
      failed: 1,
    });
    expect(hitRate).toBeCloseTo(4 / 9);
  });

  it('know the stores that were asked for', async () => {
    const { items, cache } = countedItems();
    await items.getMany([5, 5, 6]);
    await items.get(5);
    const { stores } = await cache.overview();
    expect(stores.map(({ storeId, requests, hitRate, entries }) => ({ storeId, requests, hitRate, entries }))).toEqual([
      { storeId: 5, requests: 3, hitRate: 1 / 3, entries: 1 },
      { storeId: 6, requests: 1, hitRate: 0, entries: 1 },
    ]);
  });
});

describe('why was this a miss?', () => {
  it('tells what happened to a key, the newest first', async () => {
    const { items, cache, clock } = countedItems();
    await items.get(1);
    clock.now += 1;
    await cache.clear({ what: 'all' });
    clock.now += 1;
    await items.get(1);
    clock.now += 1;
    await items.get(1);
    const told = await cache.explain('item:1');
    expect(told.events.map(({ event }) => event)).toEqual(['hit', 'loaded', 'miss', 'cleared', 'loaded', 'miss']);
    expect(told.places.map(({ tier, reason }) => [tier, reason])).toEqual([
      ['memory', 'present'],
      ['disk', 'tier-off'],
      ['redis', 'tier-off'],
    ]);
    expect(told.tags.map(({ tag }) => tag)).toEqual(['all', 'item:1']);
  });

  it('knows why a key is not in memory', async () => {
    const { items, cache } = countedItems();
    await items.get(1);
    await cache.invalidate(['item:1']);
    const told = await cache.explain('item:1');
    expect(told.places[0]).toMatchObject({ found: false, reason: 'invalidated' });
    expect(told.tags).toContainEqual({ tag: 'item:1', invalidatedAt: new Date(1_000_000).toISOString() });
    expect(cache.keys({ search: 'item', limit: 10 })).toMatchObject([{ key: 'item:1', hits: 0, misses: 1 }]);
  });
});
