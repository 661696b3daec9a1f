import { describe, expect, it } from 'vitest';
import type { Loaded } from '../../../../src-main/cache/index.ts';
import { countedItems, itemFamily, openCache, turn, value } from './test-cache.ts';

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
