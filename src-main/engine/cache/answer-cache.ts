/**
 * The cache as the composition root sees it before anything has started: its areas, its follower and its warm targets are
 * there at once and reach what the start has opened.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Analytics } from '../../analytics/index.ts';
import type { Areas } from '../../api/index.ts';
import { type CacheGlance, startCacheWriter } from '../../cache/index.ts';
import { createTaskPool, type DatabaseFollower, type TaskPool } from '../../database/index.ts';
import type { Trace } from '../../logging/index.ts';
import type { Service, ServiceCondition } from '../container/index.ts';
import { workerFile } from '../workers/worker-file.ts';
import { type OpenCache, type OpenCacheOptions, openCache } from './open-cache.ts';

export interface AnswerCacheOptions extends Omit<OpenCacheOptions, 'codecThreads' | 'fileThread'> {
  readonly trace: Trace;
}

export interface AnswerCache {
  readonly service: Service;
  readonly areas: Analytics & { readonly cache: Areas['cache'] };
  readonly follower: DatabaseFollower;
  /** Starts the thread of the cache's file, so that it is there when the database is open. It opens nothing yet. */
  startThread(): void;
  /** Ends that thread, if the start has failed before the cache could take it over. */
  endThread(): Promise<void>;
  /** Fills the memory with what was wanted most when the last run ended. */
  refill(): void;
  /** @throws AppError ENGINE_STARTING before the start. */
  opened(): OpenCache;
  /** Share of requests that needed no load; null before the first. */
  hitRate(): number | null;
  /** The settings have changed. */
  applySettings(): void;
}

/** Threads that pack tables; none is kept when there is nothing to pack. */
const CODEC_THREADS = 2;

export function createAnswerCache(options: AnswerCacheOptions): AnswerCache {
  let open: OpenCache | null = null;
  let threads: TaskPool | null = null;
  /** Null once the cache has it. */
  let fileThread: TaskPool | null = null;
  /** The memory is being filled again with what the last run held. */
  let filling = false;

  function opened(): OpenCache {
    if (!open) throw new AppError('ENGINE_STARTING', { action: 'retry' });
    return open;
  }

  function startThread(): void {
    const { paths, log } = options;
    fileThread ??= startCacheWriter({ file: paths.cache, workerFile: workerFile('cache'), log });
  }

  function takeThread(): TaskPool {
    startThread();
    const taken = fileThread!;
    fileThread = null;
    return taken;
  }

  async function refill(): Promise<void> {
    filling = true;
    try {
      await opened().core.refill();
    } catch (error) {
      options.log.warn('the memory could not be filled again', { error });
    } finally {
      filling = false;
    }
  }

  const service: Service = {
    name: 'cache',
    requires: ['config', 'database'],
    optional: false,
    async initialize() {
      const { paths, log, trace } = options;
      threads = createTaskPool({
        name: 'codec',
        workerFile: workerFile('codec'),
        threads: CODEC_THREADS,
        keptThreads: 0,
        start: { dataDirectory: paths.directory, databaseFile: paths.database },
        log,
        traceId: trace.current,
      });
      open = await openCache({ ...options, codecThreads: threads, fileThread: takeThread() });
    },
    health: () => healthOf(opened().core.glance(), filling),
    async close() {
      await open?.close();
      await threads?.close();
      open = null;
    },
  };

  return {
    service,
    areas: lateAreas(opened),
    follower: {
      // Before the start nothing is answered, and the start itself catches up.
      written: async () => open?.follower.catchUp(),
      replaced: async () => open?.follower.replaced(),
    },
    startThread,
    async endThread() {
      await fileThread?.close();
      fileThread = null;
    },
    refill: () => void refill(),
    opened,
    hitRate: () => open?.core.glance().hitRate ?? null,
    applySettings: () => open?.applySettings(),
  };
}

/**
 * Memory alone is a cache. A Redis that is away is named among the facts and is no ailment: it is optional, and staff have
 * nothing to do about it. A disk that does not answer belongs to this PC and may be failing.
 */
function healthOf({ hitRate, entries, bytes, tiers }: CacheGlance, filling: boolean): ServiceCondition {
  const down = tiers.filter(({ state }) => state === 'open' || state === 'probing').map(({ tier }) => tier);
  return {
    state: down.includes('disk') ? 'degraded' : 'healthy',
    facts: {
      entries,
      bytes,
      ...(hitRate !== null && { hitRate }),
      ...(filling && { filling }),
      ...(down.length > 0 && { tiersDown: down.join(', ') }),
    },
  };
}

/** Areas that reach what is opened at each call. */
function lateAreas(opened: () => OpenCache): AnswerCache['areas'] {
  const areas = () => opened().areas;
  return {
    analytics: {
      overview: (input, call) => areas().analytics.overview(input, call),
      breakdown: (input, call) => areas().analytics.breakdown(input, call),
      bounds: (input, call) => areas().analytics.bounds(input, call),
    },
    orders: {
      list: (input, call) => areas().orders.list(input, call),
      find: (input, call) => areas().orders.find(input, call),
      detail: (input, call) => areas().orders.detail(input, call),
      byStatus: (input, call) => areas().orders.byStatus(input, call),
    },
    stores: {
      list: (input, call) => areas().stores.list(input, call),
      update: (input, call) => areas().stores.update(input, call),
    },
    cache: {
      overview: (input, call) => areas().cache.overview(input, call),
      history: (input, call) => areas().cache.history(input, call),
      keys: (input, call) => areas().cache.keys(input, call),
      explain: (input, call) => areas().cache.explain(input, call),
      clearCost: (input, call) => areas().cache.clearCost(input, call),
      clear: (input, call) => areas().cache.clear(input, call),
    },
  };
}
