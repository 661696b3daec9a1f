/** Sync as the engine puts it together, on the world's time, lines and files. */
import type { Log } from '../../../../src-main/logging/index.ts';
import {
  createLocalBuckets,
  createLocks,
  createPlatformBreakers,
  createQuota,
  createRateLimiter,
  createRemoteCalls,
  createSharedBuckets,
  createShareQuota,
  type LeaseStore,
  type Quota,
  type RedisAsking,
} from '../../../../src-main/resilience/index.ts';
import type { ConflictPolicies } from '../../../../src-main/sync/conflicts/index.ts';
import type { OfficeSetup, Sync } from '../../../../src-main/sync/index.ts';
import { createSync, PLATFORMS } from '../../../../src-main/sync/loaded.ts';
import type { CrashPoint } from '../../../../src-main/sync/outbox/index.ts';
import type { Platform, Transport } from '../../../../src-main/sync/platform/index.ts';
import type { Secrets, Vault } from '../../../../src-main/sync/shops/index.ts';
import type { Life, PlantedBug } from '../planted.ts';
import type { SimDatabase, WriteArgs, WriteResult, WriteTasks } from './sim-database.ts';

export interface ComposeOptions {
  readonly name: string;
  /** Its store's code. */
  readonly store: string;
  /** Of this process: no other one has it. */
  readonly owner: string;
  readonly database: SimDatabase;
  readonly write: <Name extends keyof WriteTasks>(name: Name, args: WriteArgs<Name>) => WriteResult<Name>;
  /** The keychain: not one of the files that are lost here. */
  readonly secrets: Map<number, Secrets>;
  readonly redis: RedisAsking;
  readonly office: OfficeSetup | null;
  readonly transport: Transport;
  readonly dailyCalls: number | null;
  readonly policies: ConflictPolicies;
  /** Whether what one shop sells is sold in the store's others too. */
  readonly shareStock: boolean;
  readonly fullEveryHours: () => number;
  readonly isUp: () => boolean;
  readonly isAnybodyThere: () => boolean;
  readonly crashPoint: CrashPoint;
  readonly bug: PlantedBug | null;
  readonly life: Life;
  /** What a process that has ended is waiting for never comes. */
  readonly mortal: <Value>(work: () => Value | Promise<Value>) => Promise<Value>;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly onLog: (line: string) => void;
}

const USUAL_RATE = { perSecond: 1, burst: 1 };
const capabilitiesOf = (name: string) => PLATFORMS.find((platform) => platform.name === name)?.capabilities;

export function composeSync(options: ComposeOptions): { readonly sync: Sync; readonly quota: Quota } {
  const { name, owner, database, write, secrets, redis, life, mortal, now, onLog, bug } = options;
  const { later, random } = life;
  const vault: Vault = {
    read: (id) => mortal(() => secrets.get(id) ?? null),
    write: (id, kept) => mortal(() => void secrets.set(id, kept)),
    forget: (id) => mortal(() => void secrets.delete(id)),
  };
  const counted = createQuota({
    rule: (platform) => ({
      dailyCalls: options.dailyCalls,
      dayOffset: capabilitiesOf(platform)?.quotaDayOffset ?? 0,
    }),
    now,
    keep: (day, events) => mortal(() => write('keepQuotaDay', { day, events })),
    share: createShareQuota({ redis, computer: name }),
    failed: (error) => onLog(`quota ${String(error)}`),
    kept: database.read('readQuotaDays', undefined),
  });
  const quota = bug?.quota ? bug.quota(counted) : counted;
  const local = createLocalBuckets({ nominal: (platform) => capabilitiesOf(platform)?.rate ?? USUAL_RATE, now });
  const buckets = createSharedBuckets({ redis, local, owner: name, now });
  let claims: () => LeaseStore | null = () => null;
  const locksOf = (holder: string) =>
    createLocks({
      redis,
      office: () => claims(),
      owner: holder,
      later,
      failed: (error) => onLog(`lock ${String(error)}`),
    });
  const sync = createSync({
    reader: { read: (task, args) => mortal(() => database.read(task, args)) as never },
    writer: { write: (task, args) => mortal(() => write(task, args as never)) as never },
    vault,
    calls: createRemoteCalls({
      later,
      random,
      limiter: createRateLimiter({ buckets, later }),
      breakers: createPlatformBreakers({ later }),
      quota,
    }),
    quota,
    transport: options.transport,
    settings: () => ({
      enabled: true,
      everySeconds: 600,
      fullEveryHours: options.fullEveryHours(),
      firstDays: 2,
      shareStock: options.shareStock,
    }),
    locks: locksOf(owner),
    shopLocks: locksOf(name),
    policies: () => options.policies,
    office: options.office,
    defaultTimeZone: () => 'Asia/Shanghai',
    line: {
      isUp: options.isUp,
      probe: async () => (options.isAnybodyThere() ? 'reached' : 'unreachable'),
    },
    platforms: PLATFORMS.map((platform) => withOwnId(bug?.platform?.(platform, life) ?? platform, options.store)),
    crashPoint: options.crashPoint,
    now,
    later,
    random,
    log: logTo(onLog),
    onData: () => undefined,
  });
  claims = sync.claims;
  return { sync, quota };
}

/** Stand-ins of a platform all give the same id: each store's shop is another one, to everybody of the chain. */
function withOwnId(platform: Platform, store: string): Platform {
  return {
    ...platform,
    async shopInfo(context) {
      const info = await platform.shopInfo(context);
      return { ...info, shopId: `${info.shopId}-${store}` };
    },
  };
}

function logTo(onLog: (line: string) => void): Log {
  const say = (level: string) => (message: string, details?: { readonly error?: unknown }) =>
    onLog(`${level} ${message} ${inWords(details?.error)}`);
  const log: Log = {
    debug: () => undefined,
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    write: (level, message, details) => {
      if (level !== 'debug') say(level)(message, details);
    },
    child: () => log,
  };
  return log;
}

/** With what is behind it: an error that nobody foresaw says nothing by itself. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return error === undefined ? '' : String(error);
  return error.cause === undefined ? String(error) : `${String(error)}: ${inWords(error.cause)}`;
}
