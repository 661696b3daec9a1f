/**
 * What became of requests over time: a point every quarter of an hour for 30 days, kept by the disk tier. Points add up,
 * so that a longer stretch is shown in wider ones.
 */
import type { CacheHistoryPoint } from '#shared/contract/index.ts';
import { LEVELS, type Level } from '../level.ts';
import { createHistogram, type Histogram, percentile, sumHistograms } from './histogram.ts';
import type { CoreParts } from './parts.ts';
import { EVICTION_CAUSES, hitRateOf, noEvictions, OUTCOMES, outcomesOf, sumOutcomes } from './statistics.ts';

export interface History {
  /** Call it now and then: ends the point when its time is over. */
  tick(): Promise<void>;
  /** Keeps what there is of the present point, before an end. */
  save(): Promise<void>;
  read(hours: number): Promise<{ stepMilliseconds: number; points: CacheHistoryPoint[] }>;
  /** What was counted in the last hour or so. */
  lately(): Counts;
}

/** Counters that only grow; the difference of two is what happened between. */
export interface Counts {
  /** Rows of outcomes by level. */
  readonly outcomes: Float64Array;
  readonly loadFailures: number;
  readonly evictions: ReturnType<typeof noEvictions>;
}

/** As it is written: sums only, and the histogram without its zeros. */
interface StoredPoint {
  readonly outcomes: readonly number[];
  readonly evictions: ReturnType<typeof noEvictions>;
  readonly loads: readonly (readonly [bucket: number, count: number])[];
  readonly memoryBytes: number;
}

export const STEP_MILLISECONDS = 15 * 60_000;
const HOUR = 3_600_000;
/** Without a disk tier so many points are kept: two days. */
const MOST_IN_MEMORY = 192;
/** Points of the last hour. */
const LATELY = 4;

/** About two hundred points, whatever the stretch. */
function stepOf(hours: number): number {
  if (hours <= 48) return STEP_MILLISECONDS;
  return hours <= 192 ? HOUR : 4 * HOUR;
}

export function createHistory(parts: CoreParts): History {
  const { disk, now, statistics, memory } = parts;
  const kept: { readonly at: number; readonly point: StoredPoint }[] = [];
  /** How the counters stood at the begin of the last few points, the present one included. */
  const begins: Counts[] = [countsOf(parts)];
  // The first point begins with the process, so that it does not take the place of one from before a restart.
  let slot = now();

  function present(): StoredPoint {
    const { outcomes, evictions } = difference(countsOf(parts), begins.at(-1)!);
    const loads = [...statistics.pointLoads.entries()].filter(([, count]) => count > 0);
    return { outcomes: [...outcomes], evictions, loads, memoryBytes: memory.bytes };
  }

  async function save(): Promise<void> {
    const point = present();
    if (disk !== null) await disk.appendHistory(slot, point);
    else {
      if (kept.at(-1)?.at === slot) kept.pop();
      kept.push({ at: slot, point });
      if (kept.length > MOST_IN_MEMORY) kept.shift();
    }
  }

  return {
    save,
    async tick() {
      // A clock that has gone back goes on in its point until it is past it.
      if (slotOf(now()) <= slot) return;
      const saved = save();
      slot = slotOf(now());
      begins.push(countsOf(parts));
      if (begins.length > LATELY + 1) begins.shift();
      statistics.pointLoads.fill(0);
      await saved;
    },
    async read(hours) {
      const since = now() - hours * HOUR;
      const stepMilliseconds = stepOf(hours);
      const stored = disk === null ? kept : await disk.history(since);
      const all = [
        ...stored
          .filter(({ at }) => at >= since && at !== slot)
          .map(({ at, point }) => ({ at, point: point as StoredPoint })),
        { at: slot, point: present() },
      ];
      const groups = Map.groupBy(all, ({ at }) => at - (at % stepMilliseconds));
      const points = [...groups].map(([at, group]) =>
        pointOf(
          at,
          group.map(({ point }) => point),
        ),
      );
      return { stepMilliseconds, points: points.sort((one, other) => one.at.localeCompare(other.at)) };
    },
    lately: () => difference(countsOf(parts), begins[0]!),
  };
}

function slotOf(at: number): number {
  return at - (at % STEP_MILLISECONDS);
}

function countsOf({ statistics }: CoreParts): Counts {
  const evictions = noEvictions();
  let loadFailures = 0;
  for (const counts of statistics.levels.values()) {
    loadFailures += counts.loadFailures;
    for (const cause of EVICTION_CAUSES) evictions[cause] += counts.evictions[cause];
  }
  return { outcomes: statistics.outcomes.slice(), loadFailures, evictions };
}

function difference(later: Counts, earlier: Counts): Counts {
  const evictions = noEvictions();
  for (const cause of EVICTION_CAUSES) evictions[cause] = later.evictions[cause] - earlier.evictions[cause];
  return {
    outcomes: later.outcomes.map((count, index) => count - earlier.outcomes[index]!),
    loadFailures: later.loadFailures - earlier.loadFailures,
    evictions,
  };
}

function pointOf(at: number, points: readonly StoredPoint[]): CacheHistoryPoint {
  const outcomes = new Float64Array(LEVELS.length * OUTCOMES.length);
  const evictions = noEvictions();
  const histograms: Histogram[] = [];
  for (const point of points) {
    point.outcomes.forEach((count, index) => {
      outcomes[index]! += count;
    });
    for (const cause of EVICTION_CAUSES) evictions[cause] += point.evictions[cause];
    const histogram = createHistogram();
    for (const [bucket, count] of point.loads) histogram[bucket] = count;
    histograms.push(histogram);
  }
  const levels = LEVELS.map((level) => ({ level, outcomes: outcomesOf(outcomes, level) }));
  const all = sumOutcomes(levels.map((one) => one.outcomes));
  const loads = sumHistograms(histograms);
  return {
    at: new Date(at).toISOString(),
    outcomes: all,
    byLevel: levels.map((one) => ({
      level: one.level as Level,
      requests: one.outcomes.requests,
      hits: hitsOf(one.outcomes),
    })),
    byTier: [
      { tier: 'memory', hits: all.memoryHits },
      { tier: 'disk', hits: all.diskHits },
      { tier: 'redis', hits: all.redisHits },
    ],
    loadP50: percentile(loads, 0.5),
    loadP99: percentile(loads, 0.99),
    memoryBytes: points.at(-1)?.memoryBytes ?? 0,
    evictions,
  };
}

function hitsOf(outcomes: CacheHistoryPoint['outcomes']): number {
  return Math.round((hitRateOf(outcomes) ?? 0) * outcomes.requests);
}
