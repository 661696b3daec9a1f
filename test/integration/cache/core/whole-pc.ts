/** The whole cache of one PC, memory, a real cache file and a real Redis, before a shop that says how long it took itself. */
import { setTimeout as wait } from 'node:timers/promises';
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
import type { RedisTier } from '../../../../src-main/cache/tiers/redis/redis.ts';
import { createRedisTier } from '../../../../src-main/cache/tiers/redis/redis-tier.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { until } from '../../../waiting/index.ts';
import { codec, diskOf, log } from './disk-cache.ts';

const MINUTE = 60_000;

/** What is in the shop, and what asking it cost. */
export interface Shop {
  version: number;
  /** What a question takes by itself, in milliseconds. */
  readonly pause: number;
  /** How many items were asked for. */
  asked: number;
  /** By item, what the last question for it took by itself, in milliseconds. */
  readonly took: Map<number, number>;
}

export function openShop(pause = 0): Shop {
  return { version: 1, pause, asked: 0, took: new Map() };
}

export const stockOf = (item: number, version: number) => `item ${item} v${version}`;

function stockFamily(shop: Shop): Family<number, string> {
  return {
    name: 'stock',
    level: 'L4',
    key: String,
    tags: (item) => [`item:${item}`],
    storeId: () => null,
    async load(requests) {
      const began = performance.now();
      if (shop.pause > 0) await wait(shop.pause);
      const took = performance.now() - began;
      shop.asked += requests.length;
      for (const { input } of requests) shop.took.set(input, took);
      return requests.map(({ input }) => ({ outcome: 'value' as const, value: stockOf(input, shop.version) }));
    },
    encoding: jsonEncoding(codec),
    lifetime: () => ({ ttl: 10 * MINUTE, jitter: 0, grace: 10 * MINUTE, beta: 0 }),
    missingTtl: MINUTE,
    tiers: ['memory', 'disk', 'redis'],
    scope: 'shared',
    bulk: 100,
  };
}

export interface WholePc {
  readonly cache: OpenedCache;
  readonly redis: RedisTier;
  readonly stock: Cached<number, string>;
  /** Redis and the file are used, and Redis has been told all that it missed. */
  upToDate(): Promise<boolean>;
  /** What Redis has still to be told. */
  waiting(): Promise<number>;
}

export interface PcOptions {
  readonly shop: Shop;
  readonly folder: { readonly file: string };
  readonly redis: { readonly host: string; readonly port: number };
}

/** Starts it; Redis is used as soon as it is there. */
export async function startWholePc({ shop, folder, redis: { host, port } }: PcOptions): Promise<WholePc> {
  const stamps = createStamps();
  const disk = diskOf({ ...folder, path: '', remove: () => undefined });
  const redis = createRedisTier({
    target: { mode: 'single', host, port },
    chain: 'whole',
    dataset: null,
    scopeOf: (family) => cache.scopeOf(family),
    nextStamp: stamps.next,
    recovery: disk.recovery,
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
  return {
    cache,
    redis,
    stock,
    async upToDate() {
      const { tiers } = await cache.overview();
      return tiers.every(({ tier, state, waiting }) => state === 'ready' && (tier !== 'redis' || waiting === 0));
    },
    waiting: async () => (await cache.overview()).tiers.find(({ tier }) => tier === 'redis')?.waiting ?? 0,
  };
}

export const upToDate = (pc: WholePc) => until(pc.upToDate, 'disk and Redis are used, and nothing waits');

/** How much of what one PC did while Redis was away another one finds: values of before are missed invalidations. */
export async function foundBy(
  { stock, redis }: WholePc,
  shop: Shop,
  { changed, loaded }: { readonly changed: readonly number[]; readonly loaded: readonly number[] },
): Promise<{ readonly invalidations: number; readonly writes: number }> {
  const answers = await stock.getMany(changed, { accept: 'fresh' });
  const there = await Promise.all(loaded.map((item) => isInRedis(redis, item)));
  return {
    invalidations: answers.filter(({ value }, at) => value === stockOf(changed[at]!, shop.version)).length,
    writes: there.filter(Boolean).length,
  };
}

/** Asks until Redis has answered: on a busy machine a read may be given up, which says nothing. */
async function isInRedis(redis: RedisTier, item: number): Promise<boolean> {
  let there = false;
  await until(async () => {
    const { entries, lease } = await redis.readMany([{ key: `stock:${item}`, tags: [`item:${item}`] }]);
    there = entries[0] !== null;
    return lease !== null;
  }, 'Redis answers');
  return there;
}
