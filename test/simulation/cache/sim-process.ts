/** One process with its cache, its directory and its line to Redis; it can crash and start again on the same directory. */
import {
  type Answer,
  type Cached,
  type CoreFaults,
  createCache,
  createMemory,
  createStamps,
  type Loaded,
  type OpenedCache,
} from '../../../src-main/cache/index.ts';
import { createLog, createTrace } from '../../../src-main/logging/index.ts';
import type { Scheduler } from './scheduler.ts';
import { createSimDisk, type Directory } from './sim-disk.ts';
import type { SimRedis, SimRedisTier } from './sim-redis.ts';
import { createFloors, type Floors, ITEMS, type Truth } from './truth.ts';

const log = createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now });

/** Room for about five of eight entries, so that some are let go of. */
const MEMORY_BYTES = 2_300;
/** Short, so that a few steps of time pass it. */
const TTL = 3_000;
const GRACE = 6_000;

export interface SimProcess {
  readonly owner: object;
  readonly cache: OpenedCache;
  readonly items: Cached<number, number>;
  readonly redis: SimRedisTier | null;
  readonly floors: Floors;
  /** Reads that were asked for and count as requests. */
  asked: number;
  /** Wall clock of this process against the scheduler's. */
  readonly clock: { off: number };
  /** What it has changed and Redis does not know yet. */
  readonly untold: Map<number, number>;
  alive: boolean;
}

export interface ProcessOptions {
  readonly scheduler: Scheduler;
  readonly truth: Truth;
  readonly directory: Directory;
  readonly redis: SimRedis | null;
  readonly scope: 'shared' | 'dataset';
  readonly faults: CoreFaults;
  readonly droppedWrites: number;
  readonly failingLoads: number;
}

/** Resolves when it has opened its directory. */
export async function startProcess(options: ProcessOptions): Promise<SimProcess> {
  const { scheduler, truth, directory, scope } = options;
  const { random } = scheduler;
  const owner = {};
  const clock = { off: 0 };
  const now = () => scheduler.now + clock.off;
  const stamps = createStamps();
  const floors = createFloors();
  const keys = Array.from({ length: ITEMS }, (_, item) => `item:${item}`);
  const redis = options.redis?.tier({ owner, nextStamp: stamps.next, queue: directory.queue }) ?? null;
  const cache = createCache({
    memory: createMemory,
    disk: createSimDisk({ scheduler, owner, directory, now, keys, dropped: options.droppedWrites }),
    redis,
    stamps,
    budget: { profile: 'fixed', bytes: MEMORY_BYTES, stores: 1 },
    datasetShared: true,
    log,
    now,
    ticks: () => scheduler.now,
    later: (milliseconds, run) => scheduler.later(owner, milliseconds, run),
    soon: (work) => scheduler.step(owner, work),
    random,
    backoff: { first: 200, most: 400 },
    faults: options.faults,
  });

  /** Reads the source somewhere between the call and the answer, each item by itself. */
  async function load(inputs: readonly number[]): Promise<Loaded<number>[]> {
    const read: Loaded<number>[] = [];
    for (const item of inputs) {
      await scheduler.pause(owner);
      if (random() < options.failingLoads) read.push({ outcome: 'failed', error: new Error('source down') });
      else read.push({ outcome: 'value', value: truth.versions[item]! });
    }
    await scheduler.pause(owner);
    return read;
  }

  const items = cache.register<number, number>({
    name: 'item',
    level: 'L4',
    key: String,
    tags: (item) => [`item:${item}`, 'all'],
    storeId: (item) => item % 2,
    load: (requests) => load(requests.map(({ input }) => input)),
    encoding: {
      async encode(version) {
        if (random() < 0.5) await scheduler.pause(owner);
        return Buffer.from(String(version));
      },
      async decode(payload) {
        if (random() < 0.3) await scheduler.pause(owner);
        return Number(Buffer.from(payload).toString());
      },
    },
    lifetime: () => ({ ttl: TTL, jitter: 0.2, grace: GRACE, beta: 1 }),
    missingTtl: 500,
    tiers: ['memory', 'disk', 'redis'],
    scope,
    bulk: 2,
  });
  const self: SimProcess = { owner, cache, items, redis, floors, asked: 0, clock, untold: new Map(), alive: true };
  await cache.start();
  // What others did while it was away it cannot know.
  redis?.connect();
  return self;
}

export function versionOf({ value }: Answer<number>): number {
  return value ?? 0;
}
