import { describe, expect, it } from 'vitest';
import { createCache } from '../../../../src-main/cache/index.ts';
import { cacheOptions, countedItems, itemFamily, turn, value } from './test-cache.ts';

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
