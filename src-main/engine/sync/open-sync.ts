/** Sync put together for an engine, once configuration, database and cache are there. */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later } from '../../resilience/index.ts';
import {
  createLocks,
  createRedisAsking,
  type LeaseStore,
  type Quota,
  type ScriptRedis,
} from '../../resilience/index.ts';
import { createVault, loadSync, type SecretBox, type Sync } from '../../sync/index.ts';
import type { Config } from '../config/index.ts';
import type { DataPaths } from '../paths.ts';
import type { EngineReadTasks } from '../workers/read-tasks.ts';
import type { EngineWriteTasks } from '../workers/write-tasks.ts';
import { officeSetup } from './office-setup.ts';
import { openCalls } from './open-calls.ts';

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
  /** Ends sync, then writes down what limits and quotas have come to. */
  close(): Promise<void>;
}

/** Makes sync and opens its shops; nothing is called before `keepTime`. */
export async function openSync(options: OpenSyncOptions): Promise<OpenedSync> {
  const { anyLinkUp, createHttpTransport, createSync, isLoopback, PLATFORMS, probeTargets } = await loadSync();
  const { paths, config, database, now, later, random, log } = options;
  const { reader, writer } = database;
  const computer = createHash('sha256').update(`${hostname()} ${paths.directory}`).digest('hex').slice(0, 16);
  const redis = createRedisAsking({
    redis: options.redis,
    prefix: () => config().redis.chain,
    later,
    failed: (problem) => log.warn('limits are not shared now', { problem }),
  });
  const limitsOf = (name: string) => PLATFORMS.find((platform) => platform.name === name)?.capabilities;
  const { calls, quota, ...limits } = await openCalls({
    reader,
    writer,
    limitsOf,
    redis,
    computer,
    now,
    later,
    random,
    log,
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
    // Under the same name after a restart: what this computer held when it ended, it takes up again at once.
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

  async function close(): Promise<void> {
    await sync.close();
    await limits.close();
  }

  try {
    await sync.open();
  } catch (error) {
    // Whoever needs it next makes it anew: what was begun for this one must not go on beside it.
    await close();
    throw error;
  }
  return { sync, quota, close };
}
