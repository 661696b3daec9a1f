/** The test suite that Keyv gives its storage adapters, on memory and a real cache file. */
import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import Keyv from 'keyv';
import * as vitest from 'vitest';
import { asKeyv, jsonEncoding, type KeyvRecord, type OpenedCache } from '../../../../src-main/cache/index.ts';
import { cacheOver, codec, createFolder } from './disk-cache.ts';

// The suite is typed for the vitest that it brings; it uses what both have.
const suite = vitest as unknown as Parameters<typeof keyvTestSuite>[0];
const { afterAll, beforeAll, describe, expect, it } = vitest;
const folder = createFolder();
let cache: OpenedCache;
const encoding = jsonEncoding<KeyvRecord>(codec);
const store = () => asKeyv(cache, { encoding });

beforeAll(async () => {
  cache = cacheOver(folder);
  asKeyv(cache, { encoding });
  await cache.start();
});

afterAll(async () => {
  await cache.close();
  folder.remove();
});

describe('Keyv over the cache', () => {
  keyvTestSuite(suite, Keyv, store);
  keyvIteratorTests(suite, Keyv, store);

  it('sets, asks and deletes many at once', async () => {
    const keyv = new Keyv({ store: store(), namespace: 'many' });
    await keyv.setMany([
      { key: 'a', value: 1 },
      { key: 'b', value: 2, ttl: 60_000 },
    ]);
    expect(await keyv.getMany(['a', 'b', 'c'])).toEqual([1, 2, undefined]);
    expect(await keyv.hasMany(['a', 'c'])).toEqual([true, false]);
    expect(await keyv.deleteMany(['a', 'b'])).toBe(true);
    expect(await keyv.getMany(['a', 'b'])).toEqual([undefined, undefined]);
  });

  it('finds again after a restart what was set before', async () => {
    const own = createFolder();
    const first = cacheOver(own);
    const before = new Keyv({ store: asKeyv(first, { encoding }) });
    await first.start();
    await before.set('kept', { units: 3 });
    await first.close();
    const second = cacheOver(own);
    const after = new Keyv({ store: asKeyv(second, { encoding }) });
    await second.start();
    expect(await after.get('kept')).toEqual({ units: 3 });
    await second.close();
    own.remove();
  });
});
