/** What IT should look at: figures past a threshold. Each rule is one line here, with its threshold beside it. */
import type { CacheAdvice, CacheOverview } from '#shared/contract/index.ts';
import { LEVELS } from '../level.ts';
import type { Counts } from './history.ts';
import { hitRateOf, outcomesOf, sumOutcomes } from './statistics.ts';

export interface AdviceFacts {
  readonly overview: Omit<CacheOverview, 'advice'>;
  /** What happened in the last hour or so. */
  readonly lately: Counts;
  /** How long the process has been counting. */
  readonly uptimeMilliseconds: number;
}

type Rule = (facts: AdviceFacts) => Finding[];
interface Finding {
  readonly code: CacheAdvice['code'];
  readonly severity: CacheAdvice['severity'];
  readonly subject?: string;
  readonly measured: number;
  readonly threshold: number;
  /** Whether it is past the threshold. */
  readonly is: boolean;
}

/** Shares of fewer requests than this say nothing. */
const ENOUGH_REQUESTS = 1_000;
const ENOUGH_LOADS = 20;
/** Fewer reads than this have a slowest hundredth that says nothing of the disk. */
const ENOUGH_READS = 500;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Versions before have no functions that read and compare in one go as the cache's own do. */
const OLDEST_REDIS = 6;

const RULES: readonly Rule[] = [redisRules, hitRateRules, memoryRules, loadRules, tierRules];

export function adviceOf(facts: AdviceFacts): CacheAdvice[] {
  const severities = ['critical', 'warning', 'info'];
  return RULES.flatMap((rule) => rule(facts))
    .filter(({ is }) => is)
    .map(({ is: _, ...finding }) => ({ subject: '', ...finding }))
    .sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

function redisRules({ overview: { redis } }: AdviceFacts): Finding[] {
  if (redis === null) return [];
  const full = redis.maxBytes === null ? 0 : redis.usedBytes / redis.maxBytes;
  const major = Number.parseInt(redis.version, 10);
  const subject = 'redis';
  return [
    {
      code: 'REDIS_NO_MAXMEMORY',
      severity: 'warning',
      subject,
      measured: 0,
      threshold: 1,
      is: redis.maxBytes === null,
    },
    // Without it, a full Redis refuses writes instead of letting go of what nobody wants.
    {
      code: 'REDIS_POLICY',
      severity: 'warning',
      subject: redis.policy,
      measured: 0,
      threshold: 1,
      is: redis.policy !== 'allkeys-lru' && redis.policy !== 'allkeys-lfu',
    },
    { code: 'REDIS_NEARLY_FULL', severity: 'info', subject, measured: full, threshold: 0.9, is: full > 0.9 },
    {
      code: 'REDIS_OLD_VERSION',
      severity: 'warning',
      subject,
      measured: major,
      threshold: OLDEST_REDIS,
      is: major < OLDEST_REDIS,
    },
  ];
}

function hitRateRules({ lately }: AdviceFacts): Finding[] {
  const all = LEVELS.map((level) => ({ level, outcomes: outcomesOf(lately.outcomes, level) }));
  return all.flatMap(({ level, outcomes }): Finding[] => {
    if (outcomes.requests < ENOUGH_REQUESTS) return [];
    const hitRate = hitRateOf(outcomes) ?? 1;
    const stale = outcomes.staleServed / outcomes.requests;
    return [
      {
        code: 'HIT_RATE_LOW',
        severity: 'warning',
        subject: level,
        measured: hitRate,
        threshold: 0.8,
        is: hitRate < 0.8,
      },
      {
        code: 'STALE_SHARE_HIGH',
        severity: 'warning',
        subject: level,
        measured: stale,
        threshold: 0.05,
        is: stale > 0.05,
      },
    ];
  });
}

function memoryRules({ overview: { memory, largest }, lately, uptimeMilliseconds }: AdviceFacts): Finding[] {
  const requests = sumOutcomes(LEVELS.map((level) => outcomesOf(lately.outcomes, level))).requests;
  const pushedOut = requests < ENOUGH_REQUESTS ? 0 : lately.evictions.size / requests;
  const used = memory.bytes / memory.budgetBytes;
  const heap = memory.heapLimitBytes === 0 ? 0 : memory.heapUsedBytes / memory.heapLimitBytes;
  const [first] = largest;
  const share = first === undefined ? 0 : first.bytes / memory.budgetBytes;
  return [
    { code: 'HEAP_PRESSURE', severity: 'critical', measured: heap, threshold: 0.85, is: heap > 0.85 },
    { code: 'MEMORY_TOO_SMALL', severity: 'warning', measured: pushedOut, threshold: 0.05, is: pushedOut > 0.05 },
    {
      code: 'MEMORY_TOO_LARGE',
      severity: 'info',
      measured: used,
      threshold: 0.1,
      is: used < 0.1 && uptimeMilliseconds > DAY && memory.profile === 'fixed',
    },
    {
      code: 'ENTRY_TOO_LARGE',
      severity: 'warning',
      subject: first?.key ?? '',
      measured: share,
      threshold: 0.05,
      is: share > 0.05,
    },
  ];
}

function loadRules({ overview: { levels }, lately }: AdviceFacts): Finding[] {
  const { loads } = sumOutcomes(LEVELS.map((level) => outcomesOf(lately.outcomes, level)));
  const tries = loads + lately.loadFailures;
  const failing = tries < ENOUGH_LOADS ? 0 : lately.loadFailures / tries;
  return [
    { code: 'LOADS_FAILING', severity: 'critical', measured: failing, threshold: 0.05, is: failing > 0.05 },
    ...levels.map(({ level, loadP99 }): Finding => {
      // Single hot items come from platforms on the internet, everything else from this PC.
      const threshold = level === 'L4' ? 10_000 : 2_000;
      const measured = loadP99 ?? 0;
      return { code: 'LOADS_SLOW', severity: 'warning', subject: level, measured, threshold, is: measured > threshold };
    }),
  ];
}

function tierRules({ overview: { at, tiers } }: AdviceFacts): Finding[] {
  return tiers.flatMap((tier): Finding[] => {
    const { tier: subject, state, bytes, budgetBytes, hits, misses, readP99, waiting, begunAnewAt } = tier;
    const away = state === 'open' || state === 'probing';
    const full = budgetBytes === null ? 0 : bytes / budgetBytes;
    const isDisk = subject === 'disk';
    const anewSince =
      begunAnewAt === null ? Number.POSITIVE_INFINITY : (Date.parse(at) - Date.parse(begunAnewAt)) / HOUR;
    return [
      { code: 'TIER_OPEN', severity: 'critical', subject, measured: 1, threshold: 0, is: away },
      {
        code: 'RECOVERY_QUEUE_LONG',
        severity: 'warning',
        subject,
        measured: waiting,
        threshold: 1_000,
        is: waiting > 1_000,
      },
      {
        code: 'DISK_NEARLY_FULL',
        severity: 'info',
        subject,
        measured: full,
        threshold: 0.95,
        is: isDisk && full > 0.95,
      },
      // Said for a day: whoever looks after the PC may not look at once.
      {
        code: 'DISK_BEGUN_ANEW',
        severity: 'warning',
        subject,
        measured: Math.round(anewSince),
        threshold: 24,
        is: anewSince < 24,
      },
      {
        code: 'DISK_SLOW',
        severity: 'warning',
        subject,
        measured: readP99 ?? 0,
        threshold: 10,
        is: isDisk && hits + misses >= ENOUGH_READS && (readP99 ?? 0) > 10,
      },
    ];
  });
}
