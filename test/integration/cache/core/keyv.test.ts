/** The test suite that Keyv gives its storage adapters, on memory and a real cache file. */
import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import Keyv from 'keyv';
import * as vitest from 'vitest';
import {
  asKeyv,
  createStamps,
  jsonEncoding,
  type KeyvRecord,
  type OpenedCache,
} from '../../../../src-main/cache/index.ts';
import { createRedisTier } from '../../../../src-main/cache/tiers/redis/redis-tier.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { startRedis } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { cacheOver, codec, createFolder, diskOf, log, PATIENT_MILLISECONDS } from './disk-cache.ts';

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

describe('Keyv over two caches on one Redis', () => {
  it('gives in one process what the other has set, replaced, deleted and cleared', async () => {
    const server = await startRedis();
    const one = await startShared(server);
    const other = await startShared(server);
    try {
      await one.keyv.set('a', 1);
      expect(await other.keyv.get('a')).toBe(1);
      await other.keyv.set('a', 2);
      expect(await one.keyv.get('a')).toBe(2);
      await one.keyv.delete('a');
      expect(await other.keyv.get('a')).toBeUndefined();
      await other.keyv.set('b', 3);
      expect(await one.keyv.get('b')).toBe(3);
      await one.keyv.clear();
      expect(await other.keyv.get('b')).toBeUndefined();
    } finally {
      await one.stop();
      await other.stop();
      await server.stop();
    }
  });
});

async function startShared({ host, port }: { readonly host: string; readonly port: number }) {
  const own = createFolder();
  const stamps = createStamps();
  const disk = diskOf(own);
  const redis = createRedisTier({
    target: { mode: 'single', host, port },
    chain: 'keyv',
    dataset: 'same',
    scopeOf: () => 'dataset',
    nextStamp: stamps.next,
    recovery: disk.recovery,
    deadline: PATIENT_MILLISECONDS,
    log,
    now: Date.now,
    later,
  });
  const shared = cacheOver(own, { disk, redis, stamps, datasetShared: true });
  const keyv = new Keyv({ store: asKeyv(shared, { encoding }) });
  await shared.start();
  redis.start();
  await until(() => redis.statistics().state === 'ready', 'Redis is used');
  return {
    keyv,
    async stop() {
      await shared.close();
      own.remove();
    },
  };
}
