import { describe, expect, it } from 'vitest';
import { countedItems, heldItems, turn, value } from './test-cache.ts';

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

  it('lets a source that failed be asked again at once', async () => {
    const { items, cache, source, asked } = countedItems();
    const answer = source.answer;
    source.answer = () => ({ outcome: 'failed', error: new Error('no such item') });
    await expect(items.get(1)).rejects.toThrow('no such item');
    source.answer = answer;
    await cache.invalidate(['item:2']);
    await expect(items.get(1)).rejects.toThrow('no such item');
    await cache.invalidate(['item:1']);
    expect(await items.get(1)).toMatchObject({ value: 'item 1' });
    expect(asked).toHaveLength(2);
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
