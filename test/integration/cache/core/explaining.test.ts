/** What is told of a key whose answers came from a tier behind the memory. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { jsonEncoding } from '../../../../src-main/cache/index.ts';
import { itemFamily, value } from '../../../unit/cache/core/test-cache.ts';
import { cacheOver, codec, createFolder, type Folder } from './disk-cache.ts';

let folder: Folder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

const items = () =>
  itemFamily(async (requests) => requests.map(({ input }) => value(`item ${input}`)), {
    tiers: ['memory', 'disk'],
    encoding: jsonEncoding<string>(codec),
  });

it('a hit from disk stands in the history of its key, after the miss in memory', async () => {
  const before = cacheOver(folder);
  const written = before.register(items());
  await before.start();
  await written.get(1);
  await before.settled();
  await before.close();
  // One byte: nothing stays in memory, so that every read goes to the disk.
  const after = cacheOver(folder, { budget: { profile: 'fixed', bytes: 1, stores: 1 } });
  const read = after.register(items());
  await after.start();
  expect(await read.get(1)).toMatchObject({ value: 'item 1', from: 'disk' });
  const { events, places } = await after.explain('item:1');
  expect(events.map(({ event, detail }) => `${event}: ${detail}`)).toEqual([
    'hit: disk',
    'refused: memory',
    'miss: memory',
  ]);
  expect(places.find(({ tier }) => tier === 'disk')).toMatchObject({ found: true, reason: 'present' });
  expect(after.keys({ search: 'item', limit: 1 })).toMatchObject([{ key: 'item:1', lastOutcome: 'hit' }]);
  await after.close();
});
