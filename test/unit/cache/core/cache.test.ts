import { describe, expect, it } from 'vitest';
import { createCache, type Loaded } from '../../../../src-main/cache/index.ts';
import { cacheOptions, heldSource, itemFamily, openCache, value } from './test-cache.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A cache over a source that counts, answers at once, and can be told to fail. */
function countedItems(rest: Parameters<typeof itemFamily>[1] = {}) {
  const clock = { now: 1_000_000 };
  const asked: number[][] = [];
  const source = { answer: (item: number): Loaded<string> => value(`item ${item}`) };
  const cache = openCache(clock);
  const items = cache.register(
    itemFamily(async (requests) => {
      asked.push(requests.map(({ input }) => input));
      return requests.map(({ input }) => source.answer(input));
    }, rest),
  );
  return { clock, asked, source, cache, items };
}

function heldItems(rest: Parameters<typeof itemFamily>[1] = {}) {
  const clock = { now: 1_000_000 };
  const source = heldSource();
  const cache = openCache(clock);
  return { clock, source, cache, items: cache.register(itemFamily(source.load, rest)) };
}

describe('a read', () => {
  it('loads once and then comes from memory, as the same promise for everybody', async () => {
    const { items, asked } = countedItems();
    expect(await items.get(1)).toMatchObject({ value: 'item 1', from: 'load', stale: false, bornAt: 1_000_000 });
    expect(await items.get(1)).toMatchObject({ value: 'item 1', from: 'memory', stale: false });
    expect(items.get(1)).toBe(items.get(1));
    expect(asked).toEqual([[1]]);
  });

  it('puts what is asked for in one tick into one bulk load, each key once', async () => {
    const { items, asked } = countedItems();
    const answers = await Promise.all([items.get(1), items.get(2), items.getMany([2, 3])]);
    expect(answers.flat().map((answer) => answer.value)).toEqual(['item 1', 'item 2', 'item 2', 'item 3']);
    expect(asked).toEqual([[1, 2, 3]]);
  });

  it('splits what is more than a bulk', async () => {
    const { items, asked } = countedItems({ bulk: 2 });
    await items.getMany([1, 2, 3]);
    expect(asked).toEqual([[1, 2], [3]]);
  });

  it('gives frozen values', async () => {
    const cache = openCache({ now: 0 });
    const family = itemFamily(async () => []);
    const rows = cache.register({
      ...family,
      load: async (requests: readonly unknown[]) =>
        requests.map(() => ({ outcome: 'value' as const, value: [{ units: 1 }] })),
      encoding: { encode: async () => new Uint8Array(1), decode: () => [] },
    });
    const { value: first } = await rows.get(1);
    expect(Object.isFrozen(first)).toBe(true);
    expect(Object.isFrozen(first?.[0])).toBe(true);
  });

  it('refuses a second family of the same name', () => {
    const { cache } = countedItems();
    expect(() => cache.register(itemFamily(async () => []))).toThrow(/SERVICES_MISWIRED/);
  });

  it('is given up when its caller does, and aborts the load that nobody waits for', async () => {
    const clock = { now: 0 };
    const cache = openCache(clock);
    let aborted = false;
    const items = cache.register({
      ...itemFamily(async () => []),
      load: (_requests: readonly unknown[], { signal }: { signal: AbortSignal }) =>
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('aborted'));
          });
        }),
    });
    const giveUp = new AbortController();
    const reading = items.get(1, { signal: giveUp.signal });
    await turn();
    giveUp.abort();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(aborted).toBe(true);
  });
});

describe('freshness', () => {
  it('serves what is past it within the grace, says so, and refreshes behind', async () => {
    const { items, clock, source, asked } = countedItems();
    await items.get(1);
    source.answer = () => value('newer');
    clock.now += 10_000;
    expect(await items.get(1)).toMatchObject({ value: 'item 1', stale: true, from: 'memory' });
    await turn();
    expect(await items.get(1)).toMatchObject({ value: 'newer', stale: false });
    expect(asked).toHaveLength(2);
  });

  it('waits for the load where the caller takes nothing stale', async () => {
    const { items, clock, source } = countedItems();
    await items.get(1);
    source.answer = () => value('newer');
    clock.now += 10_000;
    expect(await items.get(1, { accept: 'fresh' })).toMatchObject({ value: 'newer', stale: false, from: 'load' });
  });

  it('gives nothing that is past its grace', async () => {
    const { items, clock, source } = countedItems();
    await items.get(1);
    source.answer = () => ({ outcome: 'failed', error: new Error('down') });
    clock.now += 70_000;
    await expect(items.get(1)).rejects.toThrow('down');
  });

  it('goes on serving through the grace while the source is down, and leaves it alone meanwhile', async () => {
    const { items, clock, source, asked } = countedItems();
    await items.get(1);
    source.answer = () => ({ outcome: 'failed', error: new Error('down') });
    clock.now += 10_000;
    for (let read = 0; read < 20; read++) {
      expect(await items.get(1)).toMatchObject({ value: 'item 1', stale: true });
      await turn();
    }
    expect(asked).toHaveLength(2);
  });

  it('does not live longer because a clock was put back', async () => {
    const { items, clock, source } = countedItems();
    await items.get(1);
    source.answer = () => value('newer');
    clock.now -= 3_600_000;
    expect(await items.get(1)).toMatchObject({ value: 'item 1', stale: true });
    await turn();
    expect(await items.get(1)).toMatchObject({ value: 'newer', stale: false });
  });

  it('is renewed early where the load takes long, before anybody has to wait', async () => {
    const clock = { now: 1_000_000 };
    const cache = createCache(cacheOptions(clock, { random: () => 0.99 }));
    let loads = 0;
    const items = cache.register(
      itemFamily(
        async (requests) => {
          loads += 1;
          clock.now += 1_000;
          return requests.map(() => value(`load ${loads}`));
        },
        { lifetime: () => ({ ttl: 10_000, jitter: 0, grace: 0, beta: 1 }) },
      ),
    );
    await items.get(1);
    // 10 s after its birth it ends; a draw of 0.99 reaches 4.6 load times of a second ahead.
    clock.now = 1_005_000;
    await items.get(1);
    await turn();
    expect(loads).toBe(1);
    clock.now = 1_005_500;
    expect(await items.get(1)).toMatchObject({ value: 'load 1', stale: false });
    await turn();
    expect(loads).toBe(2);
    expect(await items.get(1)).toMatchObject({ value: 'load 2' });
  });

  it('ends at different times for what was loaded together', async () => {
    const clock = { now: 0 };
    let draw = 0;
    const cache = createCache(cacheOptions(clock, { random: () => (draw++ % 2 === 0 ? 0 : 0.999) }));
    const items = cache.register(
      itemFamily(async (requests) => requests.map(({ input }) => value(`${input}`)), {
        lifetime: () => ({ ttl: 10_000, jitter: 0.5, grace: 60_000, beta: 0 }),
      }),
    );
    await items.getMany([1, 2]);
    clock.now = 6_000;
    const stale = (await items.getMany([1, 2])).map((answer) => answer.stale);
    expect(new Set(stale)).toEqual(new Set([true, false]));
  });
});

describe('a failing source', () => {
  it('fails once for all who wait, and once a backoff window for who comes later', async () => {
    const { items, clock, source, asked } = countedItems();
    source.answer = () => ({ outcome: 'failed', error: new Error('down') });
    const reads = Array.from({ length: 100 }, () => items.get(1));
    const outcomes = await Promise.allSettled(reads);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    await expect(items.get(1)).rejects.toThrow('down');
    expect(asked).toHaveLength(1);
    clock.now += 500;
    await expect(items.get(1)).rejects.toThrow('down');
    expect(asked).toHaveLength(2);
  });

  it('fails an item of a bulk without the others', async () => {
    const { items, source } = countedItems();
    source.answer = (item) => (item === 2 ? { outcome: 'failed', error: new Error('two') } : value(`${item}`));
    const [one, two, three] = await Promise.allSettled([items.get(1), items.get(2), items.get(3)]);
    expect([one.status, two.status, three.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails when it answers less than it was asked', async () => {
    const cache = openCache({ now: 0 });
    const items = cache.register(itemFamily(async () => []));
    await expect(items.get(1)).rejects.toThrow('0 answers to 1 requests');
  });
});

describe('what the source does not have', () => {
  it('is believed for as long as the family says', async () => {
    const { items, clock, source, asked } = countedItems();
    source.answer = () => ({ outcome: 'missing' });
    expect(await items.get(1)).toMatchObject({ value: null, missing: true, from: 'load' });
    expect(await items.get(1)).toMatchObject({ value: null, missing: true, from: 'memory' });
    clock.now += 1_000;
    await items.get(1);
    expect(asked).toHaveLength(2);
  });
});

describe('a conditional refresh', () => {
  it('renews the value it had when the source says that nothing has changed', async () => {
    const clock = { now: 0 };
    const cache = openCache(clock);
    const versions: (string | null)[] = [];
    const items = cache.register(
      itemFamily(async ([request]) => {
        versions.push(request!.version);
        if (request!.version === 'v1') return [{ outcome: 'not-modified' }];
        return [{ outcome: 'value', value: 'once', version: 'v1' }];
      }),
    );
    await items.get(1);
    clock.now = 12_000;
    expect(await items.get(1, { accept: 'fresh' })).toMatchObject({ value: 'once', bornAt: 12_000, stale: false });
    expect(versions).toEqual([null, 'v1']);
    expect((await cache.overview()).levels[3]).toMatchObject({ notModified: 1 });
  });
});

describe('an invalidation', () => {
  it('takes away what has the tag, and nothing else', async () => {
    const { items, cache, asked } = countedItems();
    await items.getMany([1, 2]);
    await cache.invalidate(['item:1']);
    expect(items.peek(1)).toBeNull();
    expect(items.peek(2)).toMatchObject({ value: 'item 2' });
    await items.getMany([1, 2]);
    expect(asked).toEqual([[1, 2], [1]]);
  });

  it('takes a load under way from newcomers: who was there gets it, nobody keeps it', async () => {
    const { items, cache, source } = heldItems();
    const before = items.get(1);
    await turn();
    await cache.invalidate(['item:1']);
    const after = items.get(1);
    await turn();
    expect(source.waiting).toHaveLength(2);
    source.waiting[1]!.answer([value('new')]);
    expect(await after).toMatchObject({ value: 'new' });
    source.waiting[0]!.answer([value('old')]);
    expect(await before).toMatchObject({ value: 'old' });
    expect(await items.get(1)).toMatchObject({ value: 'new', from: 'memory' });
  });

  it('is not undone by a load that began before and ends after', async () => {
    const { items, cache, source } = heldItems();
    const before = items.get(1);
    await turn();
    await cache.invalidate(['all']);
    source.waiting[0]!.answer([value('old')]);
    await before;
    expect(items.peek(1)).toBeNull();
  });

  it('is not undone by a refresh that began before', async () => {
    const { items, cache, clock, source } = heldItems();
    const first = items.get(1);
    await turn();
    source.waiting[0]!.answer([value('first')]);
    await first;
    clock.now += 10_000;
    await items.get(1);
    await turn();
    await cache.invalidate(['item:1']);
    source.waiting[1]!.answer([value('refreshed from before')]);
    await turn();
    expect(items.peek(1)).toBeNull();
  });
});

describe('set and delete', () => {
  it('puts a value at once, over a load that is under way', async () => {
    const { items, source } = heldItems();
    const reading = items.get(1);
    await turn();
    await items.set(1, 'put');
    source.waiting[0]!.answer([value('loaded before')]);
    await reading;
    expect(await items.get(1)).toMatchObject({ value: 'put', from: 'memory' });
  });

  it('deletes a value and a load under way', async () => {
    const { items, source } = heldItems();
    await items.set(1, 'put');
    await items.delete(1);
    const reading = items.get(1);
    await turn();
    await items.delete(1);
    source.waiting[0]!.answer([value('loaded before')]);
    await reading;
    expect(items.peek(1)).toBeNull();
  });
});

describe('warming', () => {
  it('loads what is not there, leaves what is, and says what it did', async () => {
    const { items, clock, source, asked, cache } = countedItems();
    await items.get(1);
    source.answer = (item) => (item === 3 ? { outcome: 'missing' } : value(`warm ${item}`));
    expect(await items.warm([1, 2, 3])).toEqual(['fresh', 'loaded', 'missing']);
    clock.now += 5_000;
    expect(await items.warm([1], { expiringWithin: 6_000 })).toEqual(['loaded']);
    expect(await items.warm([1], { force: true })).toEqual(['loaded']);
    expect(asked).toEqual([[1], [2, 3], [1], [1]]);
    expect((await cache.overview()).outcomes.requests).toBe(1);
  });

  it('tells which failed and why', async () => {
    const { items, source } = countedItems();
    source.answer = () => ({ outcome: 'failed', error: new Error('down') });
    const failures: unknown[] = [];
    const outcomes = await items.warm([7], { onFailed: (index, error) => failures.push([index, String(error)]) });
    expect(outcomes).toEqual(['failed']);
    expect(failures).toEqual([[0, 'Error: down']]);
  });

  it('loads with background priority, until staff wait for the same', async () => {
    const cache = openCache({ now: 0 });
    let priority = (): string => 'none';
    const items = cache.register({
      ...itemFamily(async () => []),
      load: (requests: readonly unknown[], context: { priority: string }) => {
        priority = () => context.priority;
        return new Promise<Loaded<string>[]>(() => void requests);
      },
    });
    void items.warm([1]);
    await turn();
    expect(priority()).toBe('background');
    expect(cache.staffWait()).toBe(false);
    void items.get(1);
    expect(priority()).toBe('staff');
    expect(cache.staffWait()).toBe(true);
  });
});

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

describe('clearing', () => {
  it('says what it costs, and drops just that', async () => {
    const { items, cache, asked } = countedItems();
    await items.getMany([1, 2]);
    expect(cache.clearCost({ what: 'store', storeId: 1 as never })).toMatchObject({ entries: 1 });
    expect(await cache.clear({ what: 'store', storeId: 1 as never })).toMatchObject({ entries: 1 });
    await items.getMany([1, 2]);
    expect(asked.at(-1)).toEqual([1]);
    for (const target of [
      { what: 'key', key: 'item:1' },
      { what: 'tag', tag: 'item:1' },
    ] as const) {
      await cache.clear(target);
      await items.getMany([1, 2]);
      expect(asked.at(-1)).toEqual([1]);
    }
    for (const target of [{ what: 'all' }, { what: 'level', level: 'L4' }] as const) {
      expect(await cache.clear(target)).toMatchObject({ entries: 2 });
      await items.getMany([1, 2]);
      expect(asked.at(-1)).toEqual([1, 2]);
    }
    await cache.clear({ what: 'level', level: 'L1' });
    expect(items.peek(1)).not.toBeNull();
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
