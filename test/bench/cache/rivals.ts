/** Every cache of the bench behind one small face, each with the options that favour it. */
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache as createCacheManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { LRUCache } from 'lru-cache';
import {
  type CacheOptions,
  chooseBudget,
  createCache,
  createMemory,
  createStamps,
  createTurnClock,
  type Encoding,
  type Family,
  type TierName,
} from '../../../src-main/cache/index.ts';
import { later } from '../../../src-main/engine/timer.ts';
import { createLog, createTrace } from '../../../src-main/logging/index.ts';

export interface Rival {
  readonly name: string;
  getOrSet(key: string, load: () => Promise<unknown>): Promise<unknown>;
  set(key: string, value: unknown): unknown;
  /** What it offers for many keys at once; one after another where it offers nothing. */
  getMany(keys: string[]): Promise<unknown>;
}

export const HOUR = 3_600_000;
export const log = createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now });

/** What is asked of the source by key: the family has one loader, where the others are given one at each call. */
export type Source = (key: string) => Promise<unknown>;

export function benchFamily(
  source: Source,
  tiers: readonly TierName[],
  encoding: Encoding<unknown>,
): Family<string, unknown> {
  return {
    name: 'bench',
    level: 'L4',
    key: (key) => key,
    tags: () => [],
    storeId: () => null,
    load: (requests) =>
      Promise.all(
        requests.map(async ({ input }) => {
          try {
            return { outcome: 'value' as const, value: await source(input) };
          } catch (error) {
            return { outcome: 'failed' as const, error };
          }
        }),
      ),
    encoding,
    lifetime: () => ({ ttl: HOUR, jitter: 0, grace: HOUR, beta: 1 }),
    missingTtl: 1_000,
    tiers,
    scope: 'dataset',
    bulk: 100,
  };
}

export function cacheParts(): CacheOptions {
  return {
    memory: createMemory,
    disk: null,
    redis: null,
    stamps: createStamps(),
    budget: chooseBudget(1),
    log,
    now: Date.now,
    hitClock: createTurnClock(Date.now),
    ticks: () => performance.now(),
    later,
    random: Math.random,
  };
}

/** In memory nothing is encoded: rows of about 130 bytes are charged by their number. */
const unencoded: Encoding<unknown> = {
  encode: async (value) => Buffer.from(JSON.stringify(value)),
  decode: (payload) => JSON.parse(Buffer.from(payload).toString()) as unknown,
  size: (value) => (Array.isArray(value) ? value.length * 130 : 130),
};

export function openMendian(source: Source): Rival & { peek(key: string): unknown } {
  const entries = createCache(cacheParts()).register(benchFamily(source, ['memory'], unencoded));
  return {
    name: 'mendian',
    getOrSet: (key) => entries.get(key),
    set: (key, value) => entries.set(key, value),
    getMany: (keys) => entries.getMany(keys),
    peek: (key) => entries.peek(key),
  };
}

/**
 * The multi-tier libraries with their memory tier. BentoCache twice: as it is installed, and told to hand the same mutable
 * object to every reader, as cache-manager does. Ours are shared, too, but frozen.
 */
export function openPeers(): Rival[] {
  const cacheable = new Cacheable({ ttl: HOUR });
  const manager = createCacheManager({ ttl: HOUR });
  return [
    openBento('bentocache', true),
    {
      name: 'cacheable',
      getOrSet: (key, load) => cacheable.getOrSet(key, load, { ttl: HOUR }),
      set: (key, value) => cacheable.set(key, value, HOUR),
      getMany: (keys) => cacheable.getMany(keys),
    },
    openBento('bentocache, uncopied', false),
    {
      name: 'cache-manager',
      getOrSet: (key, load) => manager.wrap(key, load, HOUR),
      set: (key, value) => manager.set(key, value, HOUR),
      getMany: (keys) => manager.mget(keys),
    },
  ];
}

function openBento(name: string, serialize: boolean): Rival {
  const layer = serialize ? memoryDriver({ maxItems: 100_000 }) : memoryDriver({ maxItems: 100_000, serialize: false });
  const bento = new BentoCache({ default: 'memory', stores: { memory: bentostore().useL1Layer(layer) } });
  return {
    name,
    getOrSet: (key, load) => bento.getOrSet({ key, factory: load, ttl: HOUR }),
    set: (key, value) => bento.set({ key, value, ttl: HOUR }),
    getMany: (keys) => Promise.all(keys.map((key) => bento.get({ key }))),
  };
}

export interface LruRival extends Rival {
  peek(key: string): unknown;
}

export function openLru(source: Source): LruRival {
  const lru = new LRUCache<string, object>({
    maxSize: 1 << 30,
    sizeCalculation: () => 130,
    ttl: HOUR,
    fetchMethod: (key) => source(key) as Promise<object>,
  });
  return {
    name: 'lru-cache',
    getOrSet: (key) => lru.fetch(key),
    set: (key, value) => lru.set(key, value as object),
    getMany: async (keys) => keys.map((key) => lru.get(key)),
    peek: (key) => lru.get(key),
  };
}

/** Rows of orders: 1 takes about 0.1 KB as JSON, 500 63 KB, 40,000 5 MB. */
export function ordersOf(count: number): unknown {
  const rows = Array.from({ length: count }, (_, at) => ({
    order: `SO-2026-${String(at).padStart(7, '0')}`,
    store: at % 100,
    placedAt: '2026-11-20T08:15:00Z',
    lines: 3,
    netSales: 1_250_000 + at,
    status: 'delivered',
  }));
  return count === 1 ? rows[0] : rows;
}
