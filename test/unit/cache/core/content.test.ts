import { describe, expect, it } from 'vitest';
import { contentForLater, contentOf } from '../../../../src-main/cache/core/content.ts';
import type { Encoding } from '../../../../src-main/cache/index.ts';
import { itemFamily, openCache, plainEncoding } from './test-cache.ts';

describe('content that is put off', () => {
  const payload = Buffer.from('{}');

  it('is opened when it is asked for, once, and is the same object from then on', async () => {
    let opened = 0;
    const encoding = { ...plainEncoding<unknown>(), decodeLater: () => () => ({ opened: ++opened }) };
    const content = await contentForLater(encoding, payload);
    expect(opened).toBe(0);
    expect(content.payload).toBe(payload);
    expect(content.value).toBe(content.value);
    expect(opened).toBe(1);
    expect(content.payload).toBeNull();
  });

  it('is opened at once where opening takes long', async () => {
    const content = await contentForLater({ ...plainEncoding<unknown>(), decodeLater: () => null }, payload);
    expect(content.payload).toBeNull();
    expect(content.value).toEqual({});
  });

  it('is there at once where nothing was put off', () => {
    const value = {};
    expect(contentOf(value).value).toBe(value);
  });
});

describe('what is made ready for nobody yet', () => {
  function payloadItems(open: (text: string) => string = (text) => text) {
    const opened: string[] = [];
    const loaded: number[] = [];
    const plain = plainEncoding<string>();
    const openNow = (payload: Uint8Array) => {
      const text = plain.decode(payload) as string;
      opened.push(text);
      return open(text);
    };
    const encoding: Encoding<string> = { ...plain, decode: openNow, decodeLater: (payload) => () => openNow(payload) };
    const clock = { now: 1_000_000 };
    const cache = openCache(clock);
    const items = cache.register(
      itemFamily(
        async (requests) =>
          requests.map(({ input, version }) => {
            loaded.push(input);
            if (version === 'v1') return { outcome: 'not-modified' };
            return { outcome: 'payload', payload: Buffer.from(JSON.stringify(`item ${input}`)), version: 'v1' };
          }),
        { encoding },
      ),
    );
    return { clock, items, opened, loaded };
  }

  it('stays encoded until the first read, which is a hit', async () => {
    const { items, opened, loaded } = payloadItems();
    expect(await items.warm([1, 2])).toEqual(['loaded', 'loaded']);
    expect(opened).toEqual([]);
    expect(await items.get(2)).toMatchObject({ value: 'item 2', from: 'memory' });
    expect(items.peek(1)).toMatchObject({ value: 'item 1', from: 'memory' });
    expect(await items.get(2)).toMatchObject({ value: 'item 2', from: 'memory' });
    expect(opened).toEqual(['item 2', 'item 1']);
    expect(loaded).toEqual([1, 2]);
  });

  it('stays so when the source says that nothing has changed', async () => {
    const { items, opened } = payloadItems();
    await items.warm([1]);
    expect(await items.warm([1], { force: true })).toEqual(['not-modified']);
    expect(opened).toEqual([]);
    expect((await items.get(1)).value).toBe('item 1');
  });

  it('is opened at once where staff wait', async () => {
    const { items, opened } = payloadItems();
    const [outcomes, answer] = await Promise.all([items.warm([1]), items.get(1)]);
    expect(outcomes).toEqual(['loaded']);
    expect(answer.value).toBe('item 1');
    expect(opened).toEqual(['item 1']);
  });

  it('counts as not there when it cannot be opened after all', async () => {
    let broken = true;
    const { items, loaded } = payloadItems((text) => {
      if (broken) throw new Error('unreadable');
      return text;
    });
    await items.warm([1]);
    expect(items.peek(1)).toBeNull();
    await items.warm([1]);
    const answer = items.get(1);
    broken = false;
    expect(await answer).toMatchObject({ value: 'item 1', from: 'load' });
    expect(loaded).toEqual([1, 1, 1]);
  });
});
