/** The health of the cache at this moment, put together from what all its parts count. */
import type { CacheOverview, LevelStatistics, TierStatistics } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { LEVELS, type Level } from '../level.ts';
import { adviceOf } from './advice.ts';
import type { Budget } from './budget.ts';
import { type HeldEntry, overheadBytes } from './held-entry.ts';
import type { Counts } from './history.ts';
import type { CoreParts } from './parts.ts';
import { hitRateOf, outcomesOf, sumOutcomes } from './statistics.ts';

export interface OverviewFacts {
  /** UTC milliseconds: since when it has been counted. */
  readonly since: number;
  readonly budget: Budget;
  readonly heap: { readonly used: number; readonly limit: number };
  readonly storeName: (storeId: number) => string;
  readonly encoding: CacheOverview['encoding'];
  readonly lately: Counts;
}

const MOST_STORES = 20;
const MOST_LARGEST = 15;
const HOUR = 3_600_000;
/** The stretches in which RedisInsight shows what comes free, to the grace of the longest level. */
const EXPIRING = [HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 168 * HOUR];

const instant = (at: number) => new Date(at).toISOString();

export function overviewOf(parts: CoreParts, facts: OverviewFacts): CacheOverview {
  const { memory, statistics, redis, now } = parts;
  const survey = surveyMemory(parts);
  const levels = LEVELS.map((level) => levelOf(parts, level, survey.levels.get(level)));
  const outcomes = sumOutcomes(levels.map((level) => level.outcomes));
  const overview = {
    at: instant(now()),
    since: instant(facts.since),
    memory: {
      bytes: memory.bytes,
      budgetBytes: memory.budget,
      profile: facts.budget.profile,
      stores: facts.budget.stores,
      heapUsedBytes: facts.heap.used,
      heapLimitBytes: facts.heap.limit,
      windowShare: memory.windowShare,
    },
    outcomes,
    hitRate: hitRateOf(outcomes),
    levels,
    tiers: [memoryTier(parts, outcomes), tierOf('disk', parts.disk), tierOf('redis', redis)],
    stores: storesOf(parts, survey.stores, facts.storeName),
    largest: (memory.largest(MOST_LARGEST) as readonly HeldEntry[]).map((entry) => ({
      key: entry.key,
      level: entry.level,
      bytes: entry.bytes,
      bornAt: instant(entry.bornAt),
      freshUntil: instant(entry.freshUntil),
      hits: entry.hits,
    })),
    expiring: survey.expiring,
    encoding: facts.encoding,
    redis: redis?.facts() ?? null,
  };
  const uptimeMilliseconds = now() - facts.since;
  return { ...overview, advice: adviceOf({ overview, lately: facts.lately, uptimeMilliseconds }) };

  function storesOf(
    { statistics: { stores } }: CoreParts,
    held: ReadonlyMap<number, { entries: number; bytes: number }>,
    storeName: (storeId: number) => string,
  ): CacheOverview['stores'] {
    return [...statistics.knownStores()]
      .map(([storeId, slot]) => ({ storeId, requests: stores[slot * 2]!, hits: stores[slot * 2 + 1]! }))
      .sort((one, other) => other.requests - one.requests)
      .slice(0, MOST_STORES)
      .map(({ storeId, requests, hits }) => ({
        storeId: storeId as StoreId,
        name: storeName(storeId),
        requests,
        hitRate: requests === 0 ? null : hits / requests,
        entries: held.get(storeId)?.entries ?? 0,
        memoryBytes: held.get(storeId)?.bytes ?? 0,
      }));
  }
}

/** What can be told often: without a pass over what is held. */
export interface CacheGlance {
  /** Share of requests that needed no load; null before the first. */
  readonly hitRate: number | null;
  readonly entries: number;
  readonly bytes: number;
  readonly tiers: readonly Pick<TierStatistics, 'tier' | 'state' | 'waiting'>[];
}

export function glanceOf({ memory, statistics, disk, redis }: CoreParts): CacheGlance {
  return {
    hitRate: hitRateOf(sumOutcomes(LEVELS.map((level) => outcomesOf(statistics.outcomes, level)))),
    entries: memory.size,
    bytes: memory.bytes,
    tiers: [tierOf('disk', disk), tierOf('redis', redis)],
  };
}

/** What a pass over the entries finds of a level. */
interface HeldOfLevel {
  /** UTC milliseconds. */
  readonly oldest: number;
  /** What its entries are charged for beside their encoded bytes. */
  readonly overhead: number;
}

/** One pass over what is in memory. */
function surveyMemory({ memory, now }: CoreParts) {
  const levels = new Map<Level, HeldOfLevel>();
  const stores = new Map<number, { entries: number; bytes: number }>();
  const expiring = EXPIRING.map((withinMilliseconds) => ({ withinMilliseconds, bytes: 0, entries: 0 }));
  const at = now();
  for (const entry of memory.entries()) {
    const { level, storeId, bornAt, freshUntil, bytes } = entry;
    const held = levels.get(level) ?? { oldest: bornAt, overhead: 0 };
    levels.set(level, { oldest: Math.min(bornAt, held.oldest), overhead: held.overhead + overheadBytes(entry) });
    for (const stretch of expiring) {
      if (freshUntil - at > stretch.withinMilliseconds) continue;
      stretch.bytes += bytes;
      stretch.entries += 1;
    }
    if (storeId === null) continue;
    const store = stores.get(storeId) ?? { entries: 0, bytes: 0 };
    store.entries += 1;
    store.bytes += bytes;
    stores.set(storeId, store);
  }
  return { levels, stores, expiring };
}

function levelOf(
  { memory, statistics }: CoreParts,
  level: Level,
  { oldest, overhead }: HeldOfLevel | { oldest: null; overhead: 0 } = { oldest: null, overhead: 0 },
): LevelStatistics {
  const counts = statistics.levels.get(level)!;
  const outcomes = outcomesOf(statistics.outcomes, level);
  const { entries, bytes } = memory.use(level);
  const storedBytes = Math.max(0, bytes - overhead);
  const ratio = counts.encodedBytes === 0 ? 1 : counts.rawBytes / counts.encodedBytes;
  return {
    level,
    outcomes,
    hitRate: hitRateOf(outcomes),
    entries,
    memoryBytes: bytes,
    storedBytes,
    rawBytes: Math.round(storedBytes * ratio),
    loadP50: counts.loads.percentile(0.5),
    loadP99: counts.loads.percentile(0.99),
    backgroundLoads: counts.backgroundLoads,
    notModified: counts.notModified,
    loadFailures: counts.loadFailures,
    oldestBornAt: oldest === null ? null : instant(oldest),
    evictions: { ...counts.evictions },
  };
}

function memoryTier({ memory }: CoreParts, outcomes: CacheOverview['outcomes']): TierStatistics {
  return {
    tier: 'memory',
    state: 'ready',
    problem: null,
    entries: memory.size,
    bytes: memory.bytes,
    budgetBytes: memory.budget,
    hits: outcomes.memoryHits,
    misses: outcomes.requests - outcomes.memoryHits,
    failures: 0,
    timeouts: 0,
    // Below what a clock can tell.
    readP50: null,
    readP99: null,
    waiting: 0,
    begunAnewAt: null,
  };
}

function tierOf(tier: 'disk' | 'redis', there: { statistics(): TierStatistics } | null): TierStatistics {
  if (there !== null) return there.statistics();
  const nothing = { entries: 0, bytes: 0, budgetBytes: null, hits: 0, misses: 0, failures: 0, timeouts: 0, waiting: 0 };
  return { tier, state: 'off', problem: null, ...nothing, readP50: null, readP99: null, begunAnewAt: null };
}
