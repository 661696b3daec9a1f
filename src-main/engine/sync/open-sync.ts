/**
 * Sync put together for an engine: what platforms allow, how they are called, and the sync itself. It is made at the start, when
 * configuration, database and cache are there.
 */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import {
  createLocalBuckets,
  createLocks,
  createPlatformBreakers,
  createQuota,
  createRateLimiter,
  createRedisAsking,
  createRemoteCalls,
  createSharedBuckets,
  createShareQuota,
  type LeaseStore,
  type Quota,
  type ScriptRedis,
} from '../../resilience/index.ts';
import { createVault, loadSync, type SecretBox, type Sync } from '../../sync/index.ts';
import type { Config } from '../config/index.ts';
import type { DataPaths } from '../paths.ts';
import type { Later } from '../timer.ts';
import type { EngineReadTasks } from '../workers/read-tasks.ts';
import type { EngineWriteTasks } from '../workers/write-tasks.ts';
import { keepLimits } from './keep-limits.ts';
import { officeSetup } from './office-setup.ts';

export interface OpenSyncOptions {
  readonly paths: DataPaths;
  readonly config: () => Config;
  readonly database: Database<EngineReadTasks, EngineWriteTasks>;
  readonly box: SecretBox;
  /** Null while there is no Redis to share limits over. */
  readonly redis: () => ScriptRedis | null;
  readonly defaultTimeZone: () => string;
  readonly now: () => number;
  readonly later: Later;
  readonly random: () => number;
  readonly log: Log;
  readonly onData: (storeId: number) => void;
}

export interface OpenedSync {
  readonly sync: Sync;
  readonly quota: Quota;
  /** Takes nothing more, and writes down what platforms' limits have come to. */
  close(): Promise<void>;
}

/** Of a platform that an earlier version knew. */
const UNKNOWN_RATE = { perSecond: 1, burst: 1 };

export async function openSync(options: OpenSyncOptions): Promise<OpenedSync> {
  const { anyLinkUp, createHttpTransport, createSync, isLoopback, PLATFORMS, probeTargets } = await loadSync();
  const { paths, config, database, now, later, random, log } = options;
  const { reader, writer } = database;
  const capabilitiesOf = (name: string) => PLATFORMS.find((platform) => platform.name === name)?.capabilities;
  const computer = createHash('sha256').update(`${hostname()} ${paths.directory}`).digest('hex').slice(0, 16);
  const redis = createRedisAsking({
    redis: options.redis,
    prefix: () => config().redis.chain,
    later,
    failed: (problem) => log.warn('limits are not shared now', { problem }),
  });
  const local = createLocalBuckets({ nominal: (name) => capabilitiesOf(name)?.rate ?? UNKNOWN_RATE, now });
  local.restore(await reader.read('readRateLimits', undefined));
  const limiter = createRateLimiter({ buckets: createSharedBuckets({ redis, local, owner: computer, now }), later });
  const quota = createQuota({
    rule(name) {
      const capabilities = capabilitiesOf(name);
      return { dailyCalls: capabilities?.dailyCalls ?? null, dayOffset: capabilities?.quotaDayOffset ?? 0 };
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
    limiter,
    breakers: createPlatformBreakers({
      later,
      onChange: (platform, state, problem) => log.info('a platform', { platform, state, problem }),
    }),
    quota,
  });
  let claims: () => LeaseStore | null = () => null;
  const locksOf = (owner: string) =>
    createLocks({
      redis,
      office: () => claims(),
      owner,
      later,
      failed: (error) => log.warn('the right to send is not renewed', { error }),
    });
  const sync = createSync({
    reader,
    writer,
    vault: createVault(paths.vault, options.box),
    calls,
    quota,
    transport: createHttpTransport({ fetch }),
    locks: locksOf(randomUUID()),
    // What this computer held when it was ended it takes up again at once.
    shopLocks: locksOf(computer),
    settings: () => config().sync,
    policies: () => config().conflicts,
    office: officeSetup(config, computer, log),
    defaultTimeZone: options.defaultTimeZone,
    line: { isUp: (targets) => anyLinkUp() || targets.some(isLoopback), probe: probeTargets },
    now,
    later,
    random,
    log,
    onData: options.onData,
  });
  claims = sync.claims;
  await sync.open();
  const stopKeeping = keepLimits({ buckets: local, writer, later, log });

  return {
    sync,
    quota,
    async close() {
      await sync.close();
      await stopKeeping();
      await quota.close();
    },
  };
}
