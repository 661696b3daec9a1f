/** The health of the cache: what it holds, what it served and from where, and why something was not there. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, storeId } from './primitives.ts';

export const cacheLevel = z.enum(['L1', 'L2', 'L3', 'L4']);
export type CacheLevel = z.infer<typeof cacheLevel>;
export const cacheTier = z.enum(['memory', 'disk', 'redis']);
export type CacheTier = z.infer<typeof cacheTier>;

/**
 * How requests ended. They add up: requests = memoryHits + diskHits + redisHits + staleServed + loads + shared + missing
 * + failed. Each request is in exactly one of them.
 */
export const cacheOutcomes = z.object({
  requests: z.int(),
  memoryHits: z.int(),
  diskHits: z.int(),
  redisHits: z.int(),
  /** Answered with a value past its freshness (and said so), from whatever tier. */
  staleServed: z.int(),
  /** Waited for a load that this request began. */
  loads: z.int(),
  /** Waited for a load that another request had begun. */
  shared: z.int(),
  /** Answered that the source has nothing, from memory of having asked. */
  missing: z.int(),
  failed: z.int(),
});
export type CacheOutcomes = z.infer<typeof cacheOutcomes>;

export const evictionCause = z.enum(['size', 'expired', 'replaced', 'invalidated', 'cleared', 'pressure', 'refused']);
export type EvictionCause = z.infer<typeof evictionCause>;

const bytes = z.int();
const milliseconds = z.number();
const share = z.number().min(0).max(1);

export const levelStatistics = z.object({
  level: cacheLevel,
  outcomes: cacheOutcomes,
  /** Share of requests that needed no load; null before the first request. */
  hitRate: share.nullable(),
  entries: z.int(),
  /** What its values take in memory, and what they took before they were compressed. */
  memoryBytes: bytes,
  storedBytes: bytes,
  rawBytes: bytes,
  loadP50: milliseconds.nullable(),
  loadP99: milliseconds.nullable(),
  /** Loads behind the scenes: early refreshes, stale-while-revalidate, warmup. */
  backgroundLoads: z.int(),
  notModified: z.int(),
  loadFailures: z.int(),
  oldestBornAt: instant.nullable(),
  evictions: z.record(evictionCause, z.int()),
});
export type LevelStatistics = z.infer<typeof levelStatistics>;

export const tierStatistics = z.object({
  tier: cacheTier,
  /** `off`: not configured. `open`: its breaker keeps reads from it. `probing`: the breaker lets one through. */
  state: z.enum(['off', 'ready', 'open', 'probing']),
  /** Why it is not ready, in English, for IT; null when it is. */
  problem: z.string().nullable(),
  entries: z.int(),
  bytes,
  budgetBytes: bytes.nullable(),
  hits: z.int(),
  misses: z.int(),
  failures: z.int(),
  /** Calls that were given up at the deadline. */
  timeouts: z.int(),
  readP50: milliseconds.nullable(),
  readP99: milliseconds.nullable(),
  /** Writes and invalidations that wait until the tier is back. */
  waiting: z.int(),
  /** When its file had to begin anew while the app ran: it was deleted, or damaged. Null: it did not have to. */
  begunAnewAt: instant.nullable(),
});
export type TierStatistics = z.infer<typeof tierStatistics>;

export const storeStatistics = z.object({
  storeId,
  name: z.string(),
  requests: z.int(),
  hitRate: share.nullable(),
  entries: z.int(),
  memoryBytes: bytes,
});

export const redisFacts = z.object({
  version: z.string(),
  mode: z.enum(['single', 'sentinel', 'cluster']),
  usedBytes: bytes,
  maxBytes: bytes.nullable(),
  policy: z.string(),
  connectedClients: z.int(),
});
export type RedisFacts = z.infer<typeof redisFacts>;

/** Advice has a code whose sentence stands in the page's language, what was measured, and the threshold it is past. */
export const cacheAdvice = z.object({
  code: z.enum([
    'REDIS_NO_MAXMEMORY',
    'REDIS_POLICY',
    'REDIS_NEARLY_FULL',
    'REDIS_OLD_VERSION',
    'HIT_RATE_LOW',
    'MEMORY_TOO_SMALL',
    'MEMORY_TOO_LARGE',
    'HEAP_PRESSURE',
    'STALE_SHARE_HIGH',
    'LOADS_SLOW',
    'LOADS_FAILING',
    'DISK_NEARLY_FULL',
    'DISK_SLOW',
    'DISK_BEGUN_ANEW',
    'TIER_OPEN',
    'RECOVERY_QUEUE_LONG',
    'ENTRY_TOO_LARGE',
    'WARMUP_LATE',
  ]),
  severity: z.enum(['info', 'warning', 'critical']),
  measured: z.number(),
  threshold: z.number(),
  /** What it is about: a level, a tier or a key; empty when it is the whole. */
  subject: z.string(),
});
export type CacheAdvice = z.infer<typeof cacheAdvice>;

export const cacheOverview = z.object({
  at: instant,
  since: instant,
  memory: z.object({
    bytes,
    budgetBytes: bytes,
    /** Which budget profile was chosen, and for how many stores. */
    profile: z.enum(['small', 'medium', 'large', 'huge', 'fixed']),
    stores: z.int(),
    heapUsedBytes: bytes,
    heapLimitBytes: bytes,
    /** Share of the budget that the policy gives to newcomers. */
    windowShare: share,
  }),
  outcomes: cacheOutcomes,
  hitRate: share.nullable(),
  levels: z.array(levelStatistics),
  tiers: z.array(tierStatistics),
  /** The stores that were asked for most, the most first. */
  stores: z.array(storeStatistics),
  largest: z.array(
    z.object({ key: z.string(), level: cacheLevel, bytes, bornAt: instant, freshUntil: instant, hits: z.int() }),
  ),
  /** Memory that comes free as time goes: bytes whose freshness ends within so many milliseconds. */
  expiring: z.array(z.object({ withinMilliseconds: z.number(), bytes, entries: z.int() })),
  encoding: z.object({
    ratio: z.number().nullable(),
    encodeP50: milliseconds.nullable(),
    decodeP50: milliseconds.nullable(),
  }),
  redis: redisFacts.nullable(),
  advice: z.array(cacheAdvice),
});
export type CacheOverview = z.infer<typeof cacheOverview>;

export const cacheHistoryPoint = z.object({
  /** Begin of the point. */
  at: instant,
  outcomes: cacheOutcomes,
  byLevel: z.array(z.object({ level: cacheLevel, requests: z.int(), hits: z.int() })),
  byTier: z.array(z.object({ tier: cacheTier, hits: z.int() })),
  loadP50: milliseconds.nullable(),
  loadP99: milliseconds.nullable(),
  memoryBytes: bytes,
  evictions: z.record(evictionCause, z.int()),
});
export type CacheHistoryPoint = z.infer<typeof cacheHistoryPoint>;

/** What the cache knows of a key, enough to say why the last read of it was a hit or a miss. */
export const cacheExplanation = z.object({
  key: z.string(),
  family: z.string().nullable(),
  level: cacheLevel.nullable(),
  /** Where it is now, tier by tier. */
  places: z.array(
    z.object({
      tier: cacheTier,
      found: z.boolean(),
      bornAt: instant.nullable(),
      freshUntil: instant.nullable(),
      goneAt: instant.nullable(),
      bytes: bytes.nullable(),
      /** Why the tier does not give it. */
      reason: z.enum([
        'present',
        'stale',
        'never-stored',
        'expired',
        'invalidated',
        'evicted',
        'refused',
        'cleared',
        'tier-down',
        'tier-off',
      ]),
    }),
  ),
  /** What happened to it lately, the newest first: kept for the keys that were asked for in the last while. */
  events: z.array(
    z.object({
      at: instant,
      event: z.enum([
        'hit',
        'stale',
        'miss',
        'loaded',
        'load-failed',
        'refreshed',
        'not-modified',
        'evicted',
        'expired',
        'invalidated',
        'cleared',
        'refused',
      ]),
      /** The tier, the tag or the cause, as fits the event. */
      detail: z.string(),
    }),
  ),
  tags: z.array(z.object({ tag: z.string(), invalidatedAt: instant.nullable() })),
  /** How often it was asked for lately, as the policy estimates it: 0 to 15. */
  frequency: z.int(),
});
export type CacheExplanation = z.infer<typeof cacheExplanation>;

export const clearTarget = z.discriminatedUnion('what', [
  z.object({ what: z.literal('all') }),
  z.object({ what: z.literal('level'), level: cacheLevel }),
  z.object({ what: z.literal('store'), storeId }),
  z.object({ what: z.literal('tag'), tag: z.string().min(1).max(200) }),
  z.object({ what: z.literal('key'), key: z.string().min(1).max(500) }),
]);
export type ClearTarget = z.infer<typeof clearTarget>;

/** What a clearing would drop, and how long it would take to load again at the pace of late. */
export const clearCost = z.object({ entries: z.int(), bytes, reloadMilliseconds: milliseconds });

const tags = ['Cache'];
export const cacheContract = {
  overview: oc.route({ method: 'GET', path: '/cache', tags, summary: 'Health of the cache' }).output(cacheOverview),
  history: oc
    .route({ method: 'GET', path: '/cache/history', tags, summary: 'Hit rates, latency and evictions over time' })
    .input(z.object({ hours: z.coerce.number().min(1).max(720).default(24) }))
    .output(z.object({ stepMilliseconds: z.int(), points: z.array(cacheHistoryPoint) })),
  keys: oc
    .route({ method: 'GET', path: '/cache/keys', tags, summary: 'Keys asked for lately, with misses first' })
    .input(
      z.object({
        search: z.string().max(200).default(''),
        level: cacheLevel.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        keys: z.array(
          z.object({
            key: z.string(),
            level: cacheLevel,
            lastAskedAt: instant,
            lastOutcome: z.string(),
            hits: z.int(),
            misses: z.int(),
          }),
        ),
      }),
    ),
  explain: oc
    .route({ method: 'POST', path: '/cache/explain', tags, summary: 'Why was this a miss?' })
    .input(z.object({ key: z.string().min(1).max(500) }))
    .output(cacheExplanation),
  clearCost: oc
    .route({ method: 'POST', path: '/cache/clear/cost', tags, summary: 'What a clearing would cost' })
    .input(clearTarget)
    .output(clearCost),
  clear: oc
    .route({
      method: 'POST',
      path: '/cache/clear',
      tags,
      summary: 'Drop entries; they are loaded again when asked for',
    })
    .input(clearTarget)
    .output(clearCost),
};
