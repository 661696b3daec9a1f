/** What all calls to platforms share: limits, breakers and quotas, taken up where this computer left them. */
import type { Reader, Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import {
  createLocalBuckets,
  createPlatformBreakers,
  createQuota,
  createRateLimiter,
  createRemoteCalls,
  createSharedBuckets,
  createShareQuota,
  type Later,
  type Quota,
  type RedisAsking,
  type RemoteCalls,
  type ResilienceReadTasks,
  type ResilienceWriteTasks,
} from '../../resilience/index.ts';
import { keepLimits } from './keep-limits.ts';

export interface OpenCallsOptions {
  readonly reader: Reader<ResilienceReadTasks>;
  readonly writer: Writer<ResilienceWriteTasks>;
  /** What a platform is known to allow; undefined for one that only an earlier or later version knows. */
  readonly limitsOf: (platform: string) => PlatformLimits | undefined;
  readonly redis: RedisAsking;
  /** Tells this computer and data directory from others, also after a restart. */
  readonly computer: string;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

/** A platform's limits, as its `capabilities` declare them. */
export interface PlatformLimits {
  readonly rate: { readonly perSecond: number; readonly burst: number };
  readonly dailyCalls: number | null;
  readonly quotaDayOffset: number;
}

export interface OpenedCalls {
  readonly calls: RemoteCalls;
  readonly quota: Quota;
  /** Writes down what limits and quotas have come to. */
  close(): Promise<void>;
}

/** For a platform that this version does not know: slow enough for any. */
const UNKNOWN_RATE = { perSecond: 1, burst: 1 };

/** Reads what was kept of limits and quotas, and makes the way to call. */
export async function openCalls(options: OpenCallsOptions): Promise<OpenedCalls> {
  const { reader, writer, limitsOf, redis, computer, now, later, random, log } = options;
  const local = createLocalBuckets({ nominal: (platform) => limitsOf(platform)?.rate ?? UNKNOWN_RATE, now });
  local.restore(await reader.read('readRateLimits', undefined));
  const quota = createQuota({
    rule(platform) {
      const limits = limitsOf(platform);
      return { dailyCalls: limits?.dailyCalls ?? null, dayOffset: limits?.quotaDayOffset ?? 0 };
    },
    now,
    keep: (day, events) => writer.write('keepQuotaDay', { day, events }),
    share: createShareQuota({ redis, computer }),
    failed: (error) => log.warn('the calls of the day are not written down', { error }),
    kept: await reader.read('readQuotaDays', undefined),
  });
  const calls = createRemoteCalls({
    later,
    random,
    limiter: createRateLimiter({ buckets: createSharedBuckets({ redis, local, owner: computer, now }), later }),
    breakers: createPlatformBreakers({
      later,
      onChange: (platform, state, problem) => log.info('a platform', { platform, state, problem }),
    }),
    quota,
  });
  const stopKeeping = keepLimits({ buckets: local, writer, later, log });
  return {
    calls,
    quota,
    async close() {
      await stopKeeping();
      await quota.close();
    },
  };
}
