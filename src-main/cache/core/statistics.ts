/**
 * What became of every request, counted where it ends and exactly once, so that the outcomes add up to the requests. A
 * hit costs three additions to typed arrays.
 */
import type { CacheOutcomes, EvictionCause } from '#shared/contract/index.ts';
import { LEVELS, type Level } from '../level.ts';
import {
  addDuration,
  createHistogram,
  createRecentHistogram,
  type Histogram,
  type RecentHistogram,
} from './histogram.ts';

export const OUTCOMES = [
  'memoryHits',
  'diskHits',
  'redisHits',
  'staleServed',
  'loads',
  'shared',
  'missing',
  'failed',
] as const satisfies readonly (keyof CacheOutcomes)[];
export type Outcome = (typeof OUTCOMES)[number];

export const EVICTION_CAUSES = [
  'size',
  'expired',
  'replaced',
  'invalidated',
  'cleared',
  'pressure',
  'refused',
] as const satisfies readonly EvictionCause[];

const WIDTH = OUTCOMES.length;
/** Ended without waiting for a load. */
const WITHOUT_LOAD: ReadonlySet<Outcome> = new Set(['memoryHits', 'diskHits', 'redisHits', 'staleServed', 'missing']);

/** Stores beyond this many are counted together, in slot 0, where entries of several stores or none are too. */
const MOST_STORES = 20_000;

export interface LevelCounts {
  backgroundLoads: number;
  notModified: number;
  loadFailures: number;
  /** Encoded bytes and bytes before that, of what was written lately: their ratio is what counts. */
  encodedBytes: number;
  rawBytes: number;
  readonly loads: RecentHistogram;
  readonly evictions: Record<EvictionCause, number>;
}

export interface Statistics {
  /** One row of outcomes a level. */
  readonly outcomes: Float64Array;
  /** Requests and those without a load, by store slot. Grows: read it anew each time. */
  stores: Float64Array;
  readonly levels: ReadonlyMap<Level, LevelCounts>;
  /** All loads since the last point of the history. */
  readonly pointLoads: Histogram;
  storeSlot(storeId: number | null): number;
  knownStores(): Iterable<readonly [storeId: number, slot: number]>;
  count(level: Level, storeSlot: number, outcome: Outcome): void;
  loaded(level: Level, milliseconds: number): void;
}

export function counterOf(level: Level, outcome: Outcome): number {
  return LEVELS.indexOf(level) * WIDTH + OUTCOMES.indexOf(outcome);
}

export function createStatistics(): Statistics {
  const slots = new Map<number, number>();
  const statistics: Statistics = {
    outcomes: new Float64Array(LEVELS.length * WIDTH),
    stores: new Float64Array(2 * 64),
    levels: new Map(LEVELS.map((level) => [level, createLevelCounts()])),
    pointLoads: createHistogram(),
    storeSlot(storeId) {
      if (storeId === null) return 0;
      const known = slots.get(storeId);
      if (known !== undefined) return known;
      if (slots.size >= MOST_STORES) return 0;
      const slot = slots.size + 1;
      slots.set(storeId, slot);
      if (slot * 2 >= statistics.stores.length) {
        const wider = new Float64Array(statistics.stores.length * 2);
        wider.set(statistics.stores);
        statistics.stores = wider;
      }
      return slot;
    },
    knownStores: () => slots,
    count(level, storeSlot, outcome) {
      statistics.outcomes[counterOf(level, outcome)]! += 1;
      statistics.stores[storeSlot * 2]! += 1;
      if (WITHOUT_LOAD.has(outcome)) statistics.stores[storeSlot * 2 + 1]! += 1;
    },
    loaded(level, milliseconds) {
      statistics.levels.get(level)!.loads.add(milliseconds);
      addDuration(statistics.pointLoads, milliseconds);
    },
  };
  return statistics;
}

function createLevelCounts(): LevelCounts {
  return {
    backgroundLoads: 0,
    notModified: 0,
    loadFailures: 0,
    encodedBytes: 0,
    rawBytes: 0,
    loads: createRecentHistogram(),
    evictions: noEvictions(),
  };
}

export function noEvictions(): Record<EvictionCause, number> {
  return { size: 0, expired: 0, replaced: 0, invalidated: 0, cleared: 0, pressure: 0, refused: 0 };
}

/** Gives the outcomes of one row of counters. */
export function outcomesOf(counters: Float64Array, level: Level): CacheOutcomes {
  const sum = { requests: 0 } as CacheOutcomes;
  for (const outcome of OUTCOMES) {
    sum[outcome] = counters[counterOf(level, outcome)]!;
    sum.requests += sum[outcome];
  }
  return sum;
}

export function sumOutcomes(all: readonly CacheOutcomes[]): CacheOutcomes {
  const sum = outcomesOf(new Float64Array(LEVELS.length * WIDTH), 'L1');
  for (const outcomes of all) for (const name of ['requests', ...OUTCOMES] as const) sum[name] += outcomes[name];
  return sum;
}

/** Share of the requests that needed no load; null before the first. */
export function hitRateOf(outcomes: CacheOutcomes): number | null {
  if (outcomes.requests === 0) return null;
  let hits = 0;
  for (const outcome of WITHOUT_LOAD) hits += outcomes[outcome];
  return hits / outcomes.requests;
}
