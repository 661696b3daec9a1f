/** Puts the core of the cache together. Two of them can live in one process: nothing is kept outside of what is made here. */
import type { EvictionCause } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Cached } from '../cache.ts';
import type { MemoryEntry } from '../entry.ts';
import type { Family } from '../family.ts';
import { createBackoff } from './backoff.ts';
import { clear, clearCost } from './clearing.ts';
import { createDiaries, type Diaries } from './diary.ts';
import { createEncodingFigures } from './encoding-figures.ts';
import { askedKeys, explain } from './explain.ts';
import { type FamilyState, familyState } from './family-state.ts';
import { createFetching } from './fetching.ts';
import { createFlights } from './flights.ts';
import { createRefill, loadHeat, saveHeat } from './heat.ts';
import { type HeldEntry, shortKey } from './held-entry.ts';
import { createHistory } from './history.ts';
import { createInvalidation } from './invalidation.ts';
import type { OpenedCache } from './opened-cache.ts';
import type { CacheOptions } from './options.ts';
import { glanceOf, overviewOf } from './overview.ts';
import type { CoreParts } from './parts.ts';
import { createReads } from './reads.ts';
import { createStatistics, type Statistics } from './statistics.ts';
import { createTagTable } from './tag-table.ts';
import { createUpkeep } from './upkeep.ts';
import { createWrites } from './writes.ts';

/** A source that is down is tried twice a second at first, then twice a minute. */
const BACKOFF = { first: 500, most: 30_000 };
const NO_HEAP = { used: 0, limit: 0 };

export function createCache(options: CacheOptions): OpenedCache {
  const { disk, redis, now, storeName = String, backoff: times = BACKOFF } = options;
  const parts = createParts(options);
  const fetching = createFetching(parts, times.first);
  const { keeping } = fetching;
  const invalidation = createInvalidation(parts, {
    keeping,
    anyShared: () => anyShared,
    isShared: (key) => stateOf(key)?.family.scope === 'shared',
  });
  const history = createHistory(parts);
  const upkeep = createUpkeep(parts, {
    history,
    saveHeat: () => saveHeat(parts, refill.waiting),
    heap: options.heap,
    later: options.later,
  });
  const encoding = createEncodingFigures();
  const families = new Map<string, FamilyState>();
  const registered = new Map<string, Cached<unknown, unknown>>();
  const stateOf = (key: string) => families.get(key.slice(0, Math.max(0, key.indexOf(':'))));
  const since = now();
  let { budget } = options;
  let refill = createRefill(parts, [], stateOf);
  let anyShared = false;

  function register<Input, Value>(family: Family<Input, Value>): Cached<Input, Value> {
    if (families.has(family.name)) {
      throw new AppError('SERVICES_MISWIRED', { details: { reason: `two cache families named ${family.name}` } });
    }
    // Its keys are made of its inputs only, and under them lie only values that it has made.
    const state = familyState(family as Family<unknown, unknown>, {
      hasDisk: disk !== null,
      hasRedis: redis !== null,
      datasetShared: options.datasetShared ?? false,
    });
    families.set(family.name, state);
    anyShared ||= family.scope === 'shared';
    const reads = createReads(parts, state, fetching);
    const writes = createWrites(parts, state, { keeping, invalidation });
    const cached: Cached<unknown, unknown> = { name: family.name, ...reads, ...writes };
    registered.set(family.name, cached);
    return cached as Cached<Input, Value>;
  }

  return {
    register,
    invalidate: invalidation.invalidate,
    clear: (target) => clear(parts, invalidation, target),
    clearCost: (target) => clearCost(parts, target),
    explain: (key) => explain(parts, key, stateOf(key)),
    async overview() {
      const heap = options.heap?.() ?? NO_HEAP;
      return overviewOf(parts, {
        since,
        budget,
        heap,
        storeName,
        encoding: encoding.figures(),
        lately: history.lately(),
      });
    },
    glance: () => glanceOf(parts),
    registered: (name) => registered.get(name) ?? null,
    heldKeys(family) {
      const held: string[] = [];
      for (const entry of parts.memory.entries()) {
        if (entry.family === family) held.push(entry.key.slice(family.length + 1));
      }
      return held;
    },
    keys: (query) => askedKeys(parts, query),
    history: history.read,
    noteEncoding: encoding.note,
    staffWait: parts.flights.staffWait,
    scopeOf: (family) => families.get(family)?.family.scope ?? 'dataset',
    settled: keeping.settled,
    setBudget(next) {
      budget = next;
      parts.memory.setBudget(next.bytes);
    },
    async start() {
      redis?.listen((message) => invalidation.hear(message));
      if (disk !== null) options.stamps.goOnFrom(await disk.open());
      refill = createRefill(parts, await loadHeat(parts), stateOf);
      upkeep.start();
    },
    refill: () => refill.run(),
    expire: () => void parts.memory.expire(now(), Number.POSITIVE_INFINITY),
    async rollOver() {
      await history.tick();
      await history.save();
    },
    async close() {
      upkeep.stop();
      await refill.stop();
      disk?.hurry();
      await keeping.settled();
      await Promise.all([saveHeat(parts, refill.waiting), history.save()]);
      await redis?.close();
      await disk?.close();
    },
  };
}

function createParts(options: CacheOptions): CoreParts {
  const { disk, redis, now, ticks, random, faults = {}, backoff = BACKOFF } = options;
  const statistics = createStatistics();
  const diaries = createDiaries(now);
  const tags = createTagTable();
  const onEvict = (entry: MemoryEntry, cause: EvictionCause) => noteEnd(statistics, diaries, entry as HeldEntry, cause);
  return {
    memory: options.memory({ budget: options.budget.bytes, random, onEvict }),
    disk,
    redis,
    statistics,
    tags,
    flights: createFlights(faults.joinRevoked),
    backoff: createBackoff(backoff, ticks, tags.valid),
    diaries,
    nextStamp: options.stamps.next,
    now,
    hitClock: options.hitClock ?? now,
    ticks,
    random,
    soon: options.soon ?? queueMicrotask,
    rawBytes: options.rawBytes ?? ((payload) => payload.length),
    log: options.log.child('cache'),
    faults,
  };
}

function noteEnd(statistics: Statistics, diaries: Diaries, entry: HeldEntry, cause: EvictionCause): void {
  const { shelf } = entry;
  const short = shortKey(entry);
  if (shelf.get(short) === entry) shelf.delete(short);
  statistics.levels.get(entry.level)!.evictions[cause] += 1;
  diaries.left(entry.key, entry.hits);
  if (cause === 'replaced') return;
  if (cause === 'size' || cause === 'pressure') diaries.note(entry.key, 'evicted', cause);
  else diaries.note(entry.key, cause, 'memory');
}
