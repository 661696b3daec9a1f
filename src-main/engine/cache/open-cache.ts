/**
 * The cache put together: tiers, core, kinds of answers, and the follower that keeps them in step with the database. It is
 * made at the start, when configuration and database are there.
 */
import { getHeapStatistics } from 'node:v8';
import { type Analytics, createLocalClock } from '../../analytics/index.ts';
import type { Areas } from '../../api/index.ts';
import {
  type AnswerFamilies,
  type Cached,
  type ChangeFollower,
  chooseBudget,
  createAnsweredAreas,
  createCache,
  createChangeFollower,
  createCodec,
  createDiskTier,
  createLoadLane,
  createMemory,
  createOrderLists,
  createRecentSets,
  createStamps,
  createStoreDirectory,
  createTurnClock,
  createWarmInputs,
  type Family,
  jsonEncoding,
  type Lifetime,
  type LifetimeName,
  loadRedisTier,
  type OpenedCache,
  ORDERS_TABLES,
  payloadHeader,
  type RecentSets,
  type RedisTier,
  registerAnswers,
  type StoreDirectory,
  tablesEncoding,
  type WarmInputs,
} from '../../cache/index.ts';
import type { Database, TaskPool } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later } from '../../resilience/index.ts';
import { type PlatformCaches, type PlatformFamiliesOptions, platformFamilies } from '../../warmup/index.ts';
import { type Config, redisTarget } from '../config/index.ts';
import type { DataPaths } from '../paths.ts';
import type { EngineReadTasks } from '../workers/read-tasks.ts';
import { workerFile } from '../workers/worker-file.ts';
import type { EngineWriteTasks } from '../workers/write-tasks.ts';
import { createCacheArea } from './cache-area.ts';

export interface OpenCacheOptions {
  readonly paths: DataPaths;
  readonly config: () => Config;
  readonly database: Database<EngineReadTasks, EngineWriteTasks>;
  /** What answers without the cache. */
  readonly uncached: Analytics;
  readonly codecThreads: TaskPool;
  /** The thread that writes the cache's file; it ends with the cache. */
  readonly fileThread: TaskPool;
  readonly platforms: Pick<PlatformFamiliesOptions, 'sources' | 'calls'>;
  readonly log: Log;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  readonly defaultTimeZone: () => string;
}

export interface OpenCache {
  readonly areas: Analytics & { readonly cache: Areas['cache'] };
  readonly follower: ChangeFollower;
  readonly families: AnswerFamilies;
  readonly directory: StoreDirectory;
  readonly warmInputs: WarmInputs;
  readonly recentSets: RecentSets;
  readonly core: OpenedCache;
  readonly redis: RedisTier | null;
  readonly platformCaches: PlatformCaches;
  /** The settings have changed: what the memory may take holds at once. What is asked at each use needs no word. */
  applySettings(): void;
  /** Drops what nobody can be given any more, in memory and on disk, and puts the file in order. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const MEGABYTE = 1_048_576;
const SECOND = 1_000;

/** Opens it; it is in step with the database when this resolves. */
export async function openCache(options: OpenCacheOptions): Promise<OpenCache> {
  const { paths, config, database, log, now, later, defaultTimeZone } = options;
  const { redis: redisSettings } = config();
  const stamps = createStamps();
  const disk = createDiskTier({
    file: paths.cache,
    workerFile: workerFile('cache'),
    writer: options.fileThread,
    budget: () => config().cache.diskMegabytes * MEGABYTE,
    deadline: config().cache.diskDeadline,
    log,
    now,
    later,
  });
  const scopes = new Map<string, 'shared' | 'dataset'>();
  const redis =
    redisSettings.url === ''
      ? null
      : (await loadRedisTier())({
          target: redisTarget(redisSettings.url, redisSettings),
          chain: redisSettings.chain,
          dataset: redisSettings.dataSet === '' ? null : redisSettings.dataSet,
          scopeOf: (family) => scopes.get(family) ?? 'dataset',
          nextStamp: stamps.next,
          recovery: disk.recovery,
          log,
          now,
          later,
        });
  const names = new Map<number, string>();
  const core = createCache({
    memory: createMemory,
    disk,
    redis,
    stamps,
    budget: chooseBudget(0, fixedMegabytes(config())),
    datasetShared: redisSettings.dataSet !== '',
    storeName: (storeId) => names.get(storeId) ?? String(storeId),
    rawBytes: (payload) => payloadHeader(payload).rawLength,
    heap() {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return { used, limit };
    },
    log,
    now,
    ticks: () => performance.now(),
    hitClock: createTurnClock(now),
    later,
    random: Math.random,
  });
  const codec = createCodec({
    threads: { run: (task, args) => options.codecThreads.run(task, args) },
    onMeasured: core.noteEncoding,
  });
  function register<Input, Value>(family: Family<Input, Value>): Cached<Input, Value> {
    scopes.set(family.name, family.scope);
    return core.register(family);
  }
  const lane = createLoadLane(() => config().database.readers);
  const families = registerAnswers({
    register,
    reader: database.reader,
    lane,
    encoding: () => jsonEncoding(codec),
    ordersEncoding: tablesEncoding(codec, ORDERS_TABLES),
    lifetime: (name) => lifetimeOf(config(), name),
    sharesDataSet: redisSettings.dataSet !== '',
  });
  const { order, tracking } = platformFamilies({
    ...options.platforms,
    encoding: jsonEncoding(codec),
    lifetime: {
      order: () => lifetimeOf(config(), 'orderDetail'),
      tracking: () => lifetimeOf(config(), 'tracking'),
    },
    tiers: ['memory', 'disk', 'redis'],
  });
  const platformCaches = { order: register(order), tracking: register(tracking) };
  const directory = createStoreDirectory({ list: families.storeList, clock: createLocalClock(), defaultTimeZone });
  const orderLists = createOrderLists({ families, directory });
  const recentSets = createRecentSets(now);
  const follower = createChangeFollower({
    reader: database.reader,
    writer: database.writer,
    cache: core,
    marks: { load: disk.loadMark, save: disk.saveMark },
    log,
    onStoreList: () => adoptStores(),
  });

  /** The budget grows with the chain, and its figures are shown by the stores' names. */
  async function adoptStores(): Promise<void> {
    const stores = await directory.stores();
    names.clear();
    for (const { id, name } of stores) names.set(id, name);
    applySettings();
  }

  function applySettings(): void {
    core.setBudget(chooseBudget(names.size, fixedMegabytes(config())));
  }

  await core.start();
  await follower.catchUp();
  await adoptStores();
  // Only now: what other PCs do meanwhile must find this one in step with its own data.
  redis?.start();

  return {
    areas: {
      ...createAnsweredAreas({
        uncached: options.uncached,
        families,
        directory,
        orderLists,
        recentSets,
        now,
        defaultTimeZone,
      }),
      cache: createCacheArea(core),
    },
    follower,
    families,
    directory,
    warmInputs: createWarmInputs({
      directory,
      bounds: families.bounds,
      reader: database.reader,
      lane,
      now,
      defaultTimeZone,
    }),
    recentSets,
    core,
    redis,
    platformCaches,
    applySettings,
    async tidy() {
      core.expire();
      await disk.tidy();
    },
    async close() {
      await core.close();
    },
  };
}

function fixedMegabytes({ cache }: Config): number | null {
  return cache.memoryMegabytes === 0 ? null : cache.memoryMegabytes;
}

const TTL_OF = {
  orders: 'ordersTtl',
  aggregates: 'aggregatesTtl',
  diagnosis: 'diagnosisTtl',
  orderDetail: 'orderDetailTtl',
  orderSearch: 'orderSearchTtl',
  tracking: 'trackingTtl',
} as const satisfies Record<LifetimeName, keyof Config['cache']>;

export function lifetimeOf({ cache }: Config, name: LifetimeName): Lifetime {
  const { jitter, grace, earlyRefresh } = cache;
  return { ttl: cache[TTL_OF[name]] * SECOND, jitter, grace: grace * SECOND, beta: earlyRefresh };
}
