import { describe, expect, it } from 'vitest';
import { countedItems, itemFamily, openCache, turn, value } from './test-cache.ts';

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
