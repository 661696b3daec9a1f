/** The whole cache while Redis or its file misbehave: staff get their answers, nothing waits, nothing stale comes back. */
import { writeFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Cached,
  chooseBudget,
  createCache,
  createMemory,
  createStamps,
  type Family,
  jsonEncoding,
  type OpenedCache,
} from '../../../../src-main/cache/index.ts';
import { createRedisTier } from '../../../../src-main/cache/tiers/redis/redis-tier.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { type DelayingProxy, type RedisServer, startProxy, startRedis } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { cacheOver, codec, createFolder, diskOf, type Folder, log, PATIENT_MILLISECONDS } from './disk-cache.ts';

const MINUTE = 60_000;
/** Above what a read may take here, far below any time-out of a connection: a busy machine must not fail the test. */
const GENEROUS_MILLISECONDS = 1_000;
const READS = 60;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** What is in the shop, and how often it was looked at. */
interface Shop {
  version: number;
  loads: number;
}

function stockFamily(shop: Shop, scope: 'shared' | 'dataset' = 'shared'): Family<number, string> {
  return {
    name: 'stock',
    level: 'L4',
    key: String,
    tags: (item) => [`item:${item}`],
    storeId: () => null,
    async load(requests) {
      shop.loads += 1;
      return requests.map(({ input }) => ({ outcome: 'value' as const, value: `item ${input} v${shop.version}` }));
    },
    encoding: jsonEncoding(codec),
    lifetime: () => ({ ttl: 10 * MINUTE, jitter: 0, grace: 10 * MINUTE, beta: 0 }),
    missingTtl: MINUTE,
    tiers: ['memory', 'disk', 'redis'],
    scope,
    bulk: 100,
  };
}

interface Pc {
  readonly cache: OpenedCache;
  readonly stock: Cached<number, string>;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

async function startPc(shop: Shop, { host, port }: Address, folder: Folder = ownFolder()): Promise<Pc> {
  const stamps = createStamps();
  const disk = diskOf(folder);
  const redis = createRedisTier({
    target: { mode: 'single', host, port },
    chain: 'faults',
    dataset: null,
    scopeOf: (family) => cache.scopeOf(family),
    nextStamp: stamps.next,
    recovery: disk.recovery,
    deadline: PATIENT_MILLISECONDS,
    log,
    now: Date.now,
    later,
  });
  const cache = createCache({
    memory: createMemory,
    disk,
    redis,
    stamps,
    budget: chooseBudget(1),
    log,
    now: Date.now,
    ticks: () => performance.now(),
    later,
    random: Math.random,
  });
  const stock = cache.register(stockFamily(shop));
  await cache.start();
  redis.start();
  endings.push(() => cache.close());
  return { cache, stock };
}

function ownFolder(): Folder {
  const folder = createFolder();
  endings.push(() => folder.remove());
  return folder;
}

async function stateOfRedis({ cache }: Pc): Promise<string> {
  return (await cache.overview()).tiers.find(({ tier }) => tier === 'redis')!.state;
}

const ready = (pc: Pc) => until(async () => (await stateOfRedis(pc)) === 'ready', 'Redis is used');
const away = (pc: Pc) => until(async () => (await stateOfRedis(pc)) !== 'ready', 'Redis is known to be away');

async function startServer(): Promise<RedisServer> {
  const server = await startRedis();
  endings.push(() => server.stop());
  return server;
}

/** Reads one after another; gives the time of the slowest but one in a hundred. */
async function slowest({ stock }: Pc, items: readonly number[]): Promise<number> {
  const times: number[] = [];
  for (const item of items) {
    const began = performance.now();
    expect((await stock.get(item)).value).toMatch(`item ${item} v`);
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)]!;
}

const range = (from: number) => Array.from({ length: READS }, (_, at) => from + at);

describe.each([
  ['frozen', (server: RedisServer) => server.freeze(), (server: RedisServer) => server.thaw()],
  ['killed', (server: RedisServer) => server.kill(), (server: RedisServer) => server.restart()],
] as const)('a Redis that is %s', (_, breakIt, mendIt) => {
  it('costs staff nothing, and learns afterwards what it missed', async () => {
    const server = await startServer();
    const shop = { version: 1, loads: 0 };
    const pc = await startPc(shop, server);
    const other = await startPc(shop, server);
    await ready(pc);
    await ready(other);
    await pc.stock.getMany(range(0));
    await pc.cache.settled();
    await other.stock.getMany(range(0));
    expect(shop.loads).toBe(1);

    await breakIt(server);
    expect(await slowest(pc, range(0))).toBeLessThan(GENEROUS_MILLISECONDS);
    expect(await slowest(pc, range(1_000))).toBeLessThan(GENEROUS_MILLISECONDS);
    await away(pc);
    shop.version = 2;
    await pc.cache.invalidate(['item:1', 'item:2']);
    expect((await pc.stock.get(1)).value).toBe('item 1 v2');

    await mendIt(server);
    await ready(pc);
    await ready(other);
    await until(async () => {
      const tier = (await pc.cache.overview()).tiers.find((one) => one.tier === 'redis');
      return tier?.waiting === 0;
    }, 'everything that waited is delivered');
    expect((await other.stock.get(1, { accept: 'fresh' })).value).toBe('item 1 v2');
    expect((await other.stock.get(2, { accept: 'fresh' })).value).toBe('item 2 v2');
  });
});

describe('a Redis that', () => {
  it('was never there is not waited for', async () => {
    const server = await startServer();
    await server.kill();
    const pc = await startPc({ version: 1, loads: 0 }, server);
    expect(await slowest(pc, range(0))).toBeLessThan(GENEROUS_MILLISECONDS);
    await server.restart();
    await ready(pc);
  });

  it('answers two seconds late is not waited for', async () => {
    const server = await startServer();
    const proxy: DelayingProxy = await startProxy(server);
    endings.push(() => proxy.stop());
    const pc = await startPc({ version: 1, loads: 0 }, proxy);
    await ready(pc);
    proxy.setDelay(2_000);
    expect(await slowest(pc, range(0))).toBeLessThan(GENEROUS_MILLISECONDS);
    await away(pc);
    proxy.setDelay(0);
    await ready(pc);
  });

  it.each([
    ['is out of memory', ['maxmemory', '1']],
    ['takes no writes', ['min-replicas-to-write', '3']],
  ] as const)('%s hinders nobody', async (_, [setting, value]) => {
    const server = await startServer();
    const shop = { version: 1, loads: 0 };
    const pc = await startPc(shop, server);
    await ready(pc);
    await pc.stock.getMany(range(0));
    await server.admin.config('SET', setting, value);
    expect(await slowest(pc, range(2_000))).toBeLessThan(GENEROUS_MILLISECONDS);
    shop.version = 2;
    await pc.cache.invalidate(['item:1']);
    expect((await pc.stock.get(1)).value).toBe('item 1 v2');
  });

  it('is read-only hinders nobody', async () => {
    const server = await startServer();
    const nobody = await startServer();
    await nobody.kill();
    const shop = { version: 1, loads: 0 };
    const pc = await startPc(shop, server);
    await ready(pc);
    await pc.stock.getMany(range(0));
    await server.admin.replicaof(nobody.host, nobody.port);
    expect(await slowest(pc, range(2_000))).toBeLessThan(GENEROUS_MILLISECONDS);
    shop.version = 2;
    await pc.cache.invalidate(['item:1']);
    expect((await pc.stock.get(1)).value).toBe('item 1 v2');
    await server.admin.replicaof('NO', 'ONE');
    await ready(pc);
  });
});

describe('two PCs on one Redis', () => {
  it('give nothing from before the other has invalidated it', async () => {
    const server = await startServer();
    const shop = { version: 1, loads: 0 };
    const one = await startPc(shop, server);
    const other = await startPc(shop, server);
    await ready(one);
    await ready(other);
    for (let round = 0; round < 50; round++) {
      await Promise.all([one.stock.get(1), other.stock.get(1)]);
      shop.version += 1;
      const by = round % 2 === 0 ? one : other;
      await by.cache.invalidate(['item:1']);
      const answers = await Promise.all([one.stock.get(1), other.stock.get(1)]);
      expect(answers.map((answer) => answer.value)).toEqual(Array(2).fill(`item 1 v${shop.version}`));
    }
  });

  it('load once for both', async () => {
    const server = await startServer();
    const shop = { version: 1, loads: 0 };
    const one = await startPc(shop, server);
    const other = await startPc(shop, server);
    await ready(one);
    await ready(other);
    await Promise.all([one.stock.get(5), other.stock.get(5)]);
    expect(shop.loads).toBe(1);
  });
});

describe('a cache file that', () => {
  async function startAlone(folder: Folder, shop: Shop): Promise<Pc> {
    const cache = cacheOver(folder);
    const stock = cache.register(stockFamily(shop, 'dataset'));
    await cache.start();
    endings.push(() => cache.close());
    return { cache, stock };
  }

  it('is locked hinders nobody', async () => {
    const folder = ownFolder();
    const shop = { version: 1, loads: 0 };
    const pc = await startAlone(folder, shop);
    await pc.stock.getMany(range(0));
    await pc.cache.settled();
    const locker = new SqliteDatabase(folder.file);
    locker.exec('BEGIN EXCLUSIVE');
    expect(await slowest(pc, range(0))).toBeLessThan(GENEROUS_MILLISECONDS);
    expect(await slowest(pc, range(500))).toBeLessThan(GENEROUS_MILLISECONDS);
    shop.version = 2;
    await pc.cache.invalidate(['item:1']);
    expect((await pc.stock.get(1)).value).toBe('item 1 v2');
    locker.exec('ROLLBACK');
    locker.close();
  });

  it('is no database is set aside, and the cache begins cold', async () => {
    const folder = ownFolder();
    writeFileSync(folder.file, Buffer.alloc(64_000, 'not a database '));
    const shop = { version: 1, loads: 0 };
    const pc = await startAlone(folder, shop);
    expect(await slowest(pc, range(0))).toBeLessThan(GENEROUS_MILLISECONDS);
    expect(shop.loads).toBe(READS);
  });

  it('is full of a store’s orders gives them back after a restart, before anybody asks', async () => {
    const folder = ownFolder();
    const shop = { version: 1, loads: 0 };
    const first = cacheOver(folder);
    const before = first.register(stockFamily(shop, 'dataset'));
    await first.start();
    const items = Array.from({ length: 1_000 }, (_, at) => at % 200);
    for (const item of items) await before.get(item);
    await first.close();
    const second = cacheOver(folder);
    const after = second.register(stockFamily(shop, 'dataset'));
    await second.start();
    endings.push(() => second.close());
    expect(await second.refill()).toBe(200);
    shop.loads = 0;
    for (const item of items) await after.get(item);
    const { outcomes, hitRate } = await second.overview();
    expect(outcomes.memoryHits).toBe(1_000);
    expect(hitRate).toBe(1);
    expect(shop.loads).toBe(0);
  });

  it('ends before it was full again, and still knows at the next start what was wanted', async () => {
    const folder = ownFolder();
    const shop = { version: 1, loads: 0 };
    const first = cacheOver(folder);
    const asked = first.register(stockFamily(shop, 'dataset'));
    await first.start();
    for (const item of range(0)) await asked.get(item);
    await first.close();
    // A command of the command line: it starts and ends, and fills nothing.
    const command = cacheOver(folder);
    command.register(stockFamily(shop, 'dataset'));
    await command.start();
    await command.close();
    const last = cacheOver(folder);
    last.register(stockFamily(shop, 'dataset'));
    await last.start();
    endings.push(() => last.close());
    expect(await last.refill()).toBe(READS);
  });

  it('was invalidated before the end does not give it back', async () => {
    const folder = ownFolder();
    const shop = { version: 1, loads: 0 };
    const first = cacheOver(folder);
    const before = first.register(stockFamily(shop, 'dataset'));
    await first.start();
    await before.getMany([1, 2]);
    await first.settled();
    shop.version = 2;
    await first.invalidate(['item:1']);
    await first.close();
    const second = cacheOver(folder);
    const after = second.register(stockFamily(shop, 'dataset'));
    await second.start();
    endings.push(() => second.close());
    expect((await after.get(1)).value).toBe('item 1 v2');
    expect((await after.get(2)).value).toBe('item 2 v1');
  });
});
