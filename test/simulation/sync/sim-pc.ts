/**
 * A store's computer: the real sync over real files. It can end at any moment, and what it was waiting for then never comes; it
 * begins again with what its files hold and nothing else.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import {
  MIGRATIONS,
  migrate,
  openReadable,
  openWritable,
  type ReadableDb,
  type TaskContext,
  toDatabaseError,
  type WritableDb,
} from '../../../src-main/database/index.ts';
import type { Log } from '../../../src-main/logging/index.ts';
import {
  createLocalBuckets,
  createLocks,
  createPlatformBreakers,
  createQuota,
  createRateLimiter,
  createRemoteCalls,
} from '../../../src-main/resilience/index.ts';
import type { ConflictPolicies } from '../../../src-main/sync/conflicts/index.ts';
import { takesOf } from '../../../src-main/sync/edits/index.ts';
import type { Sync } from '../../../src-main/sync/index.ts';
import { createSync, PLATFORMS } from '../../../src-main/sync/loaded.ts';
import { type ChangeRow, type CrashPointName, closeOutbox, createSeed } from '../../../src-main/sync/outbox/index.ts';
import type { Secrets, Vault } from '../../../src-main/sync/shops/index.ts';
import {
  createSyncWriteTasks,
  type SyncReadTasks,
  type SyncWriteTasks,
  syncReadTasks,
} from '../../../src-main/sync/tasks.ts';
import type { VirtualTime } from '../../virtual-time/index.ts';
import type { Life, PlantedBug } from './planted.ts';
import type { SimShop } from './sim-shop.ts';

/** What ends a process at a crash point. */
class Crash extends Error {}

export interface SimPcOptions {
  readonly name: string;
  readonly directory: string;
  readonly shops: readonly SimShop[];
  readonly time: VirtualTime;
  /** Draws ids and waits; in [0, 1). */
  readonly random: () => number;
  readonly policies: ConflictPolicies;
  /** Whether what one shop sells is sold in the others too; not, if left out. */
  readonly shareStock?: boolean;
  readonly bug: PlantedBug | null;
  readonly onLog: (line: string) => void;
  readonly onCrash: (point: CrashPointName) => void;
}

export type SimPc = ReturnType<typeof createSimPc>;

type Args<Name extends keyof SyncWriteTasks> = Parameters<SyncWriteTasks[Name]>[1];
type Result<Name extends keyof SyncWriteTasks> = ReturnType<SyncWriteTasks[Name]>;

export const TAKES = takesOf(PLATFORMS);
export const STORE = 1;

/** What a process that has ended is waiting for never comes. */
const never = <Value>(): Promise<Value> => new Promise(() => undefined);
const RATE = (name: string) =>
  PLATFORMS.find((platform) => platform.name === name)?.capabilities.rate ?? { perSecond: 1, burst: 1 };

export function createSimPc(options: SimPcOptions) {
  const { directory, shops, time, random, policies, bug, onLog } = options;
  const file = join(directory, 'mendian.db');
  const backup = join(directory, 'backup.db');
  const mirror = join(directory, 'outbox.db');
  /** The keychain: not one of the files that are lost here. */
  const secrets = new Map<number, Secrets>();
  const addressOf = (place: number) => `http://${shops[place]!.platform}.stand-in`;
  let offset = 0;
  let run = 0;
  let isOpen = false;
  let isRestored = false;
  let lineDownUntil = 0;
  let fullEveryHours = 24;
  let armed: { readonly point: CrashPointName; left: number } | null = null;
  let db: WritableDb;
  let reading: ReadableDb;
  let sync: Sync;

  const now = () => time.now() + offset;
  const isUp = () => time.elapsed() >= lineDownUntil;

  function crashPoint(name: CrashPointName): void {
    if (armed?.point !== name || --armed.left > 0) return;
    armed = null;
    die();
    options.onCrash(name);
    throw new Crash(name);
  }
  const writeTasks = createSyncWriteTasks(crashPoint);

  function contextOf<Db>(connection: Db): TaskContext<Db> {
    return {
      db: connection,
      dataDirectory: directory,
      cancelled: () => false,
      report: () => undefined,
      now,
      log: (level, message) => onLog(`${level} ${message}`),
    };
  }

  function call<Name extends keyof SyncWriteTasks>(name: Name, args: Args<Name>): Result<Name> {
    const task = writeTasks[name] as (context: TaskContext<WritableDb>, args: unknown) => Result<Name>;
    const mine = run;
    try {
      // What crosses into a thread is copied: nothing is shared here either.
      const result = structuredClone(task(contextOf(db), structuredClone(args)));
      return result;
    } catch (error) {
      throw mine === run ? toDatabaseError(error) : error;
    }
  }

  function read<Name extends keyof SyncReadTasks>(name: Name, args: unknown): ReturnType<SyncReadTasks[Name]> {
    const task = syncReadTasks[name] as (context: TaskContext<ReadableDb>, args: unknown) => never;
    return structuredClone(task(contextOf(reading), args));
  }

  function die(): void {
    run += 1;
  }

  /** Lets go of the files as they are. */
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    die();
    armed = null;
    reading.close();
    closeOutbox(db);
    db.close();
  }

  /** What ends with the process. */
  function lifeOf(): Life {
    const mine = run;
    const later = (milliseconds: number, work: () => void) =>
      time.later(milliseconds, () => {
        if (mine === run) work();
      });
    return { directory, later, random };
  }

  function write<Name extends keyof SyncWriteTasks>(name: Name, args: Args<Name>): Result<Name> {
    if (!bug?.write) return call(name, args);
    return bug.write(name, args, call as never, lifeOf()) as Result<Name>;
  }

  function compose(): Sync {
    const mine = run;
    const alive = () => mine === run;
    const mortal = <Value>(work: () => Value | Promise<Value>): Promise<Value> => {
      if (!alive()) return never();
      return Promise.resolve()
        .then(() => (alive() ? work() : never<Value>()))
        .then(
          (value) => (alive() ? value : never<Value>()),
          (error: unknown) => (alive() ? Promise.reject(error) : never<Value>()),
        );
    };
    const life = lifeOf();
    const { later } = life;
    const vault: Vault = {
      read: (id) => mortal(() => secrets.get(id) ?? null),
      write: (id, kept) => mortal(() => void secrets.set(id, kept)),
      forget: (id) => mortal(() => void secrets.delete(id)),
    };
    const say = (level: string) => (message: string) => onLog(`${level} ${message}`);
    const log: Log = {
      debug: () => undefined,
      info: say('info'),
      warn: say('warn'),
      error: (message, details) => onLog(`error ${message} ${String(details?.error ?? '')}`),
      write: (level, message, details) => {
        if (level !== 'debug') onLog(`${level} ${message} ${String(details?.error ?? '')}`);
      },
      child: () => log,
    };
    const quota = createQuota({
      rule: () => ({ dailyCalls: null, dayOffset: 0 }),
      now,
      keep: async () => undefined,
      share: async () => null,
      failed: () => undefined,
      kept: [],
    });
    const lines = new Map(shops.map((shop, place) => [addressOf(place), shop.line(() => isUp() && alive())]));
    return createSync({
      reader: { read: (name, args) => mortal(() => read(name, args)) as never },
      writer: {
        write: (name, args) => mortal(() => write(name, args as never)) as never,
      },
      vault,
      calls: createRemoteCalls({
        later,
        random,
        limiter: createRateLimiter({ buckets: createLocalBuckets({ nominal: RATE, now }), later }),
        breakers: createPlatformBreakers({ later }),
        quota,
      }),
      quota,
      transport: (request, signal) => {
        const line = lines.get(new URL(request.url).origin);
        if (!line) throw new Error(`nobody is at ${request.url}`);
        return mortal(() => line(request, signal));
      },
      settings: () => ({
        enabled: true,
        everySeconds: 600,
        fullEveryHours,
        firstDays: 2,
        shareStock: options.shareStock ?? false,
      }),
      // Nobody shares these files: each PC has an outbox of its own.
      locks: createLocks({ redis: { ask: async () => null }, owner: options.name, later, failed: () => undefined }),
      shopLocks: createLocks({ redis: { ask: async () => null }, owner: options.name, later, failed: () => undefined }),
      policies: () => policies,
      office: null,
      defaultTimeZone: () => 'Asia/Shanghai',
      line: {
        isUp,
        probe: async () =>
          isUp() && shops.some((shop) => time.elapsed() >= shop.downUntil) ? 'reached' : 'unreachable',
      },
      platforms: bug?.platform ? PLATFORMS.map((platform) => bug.platform!(platform, life)) : PLATFORMS,
      crashPoint,
      now,
      later,
      random,
      log,
      onData: () => undefined,
    });
  }

  async function start(): Promise<void> {
    bug?.beforeStart?.(directory);
    db = openWritable(file);
    // The directory is thrown away, and no crash of these takes the system along: nothing is proved by waiting for the disk.
    db.pragma('synchronous = OFF');
    migrate(db, MIGRATIONS);
    reading = openReadable(file);
    isOpen = true;
    sync = compose();
    await sync.open();
    if (options.shareStock) {
      await time.until(sync.keepTime());
      return;
    }
    // Without the clockwork that looks at the line each second: calls that fail tell of it as well.
    await sync.push.start();
    sync.pull.start();
  }

  /** All rows of a query. */
  function all<Row>(sql: string, ...values: unknown[]): Row[] {
    return db.prepare<unknown[], Row>(sql).all(...values);
  }

  const pc = {
    name: options.name,
    shops,
    now,
    all,
    isUp,
    get sync() {
      return sync;
    },
    /** It has ended by itself and was not started again. */
    get crashed() {
      return !isOpen || armedDeath();
    },
    /** A backup was put back, and the mirror that knew what came after it was lost later. */
    hasLostBoth: false,
    write,
    seed: () => createSeed(random),
    setClock(milliseconds: number) {
      offset = milliseconds;
    },
    cutLine(milliseconds: number) {
      lineDownUntil = time.elapsed() + milliseconds;
    },
    listEverything() {
      fullEveryHours = 0;
    },
    crashAt(point: CrashPointName, nth: number) {
      armed = { point, left: nth };
    },
    disarm() {
      armed = null;
    },
    /** The disk has room for so many pages more; null: as many as it likes. */
    limitDisk(pages: number | null) {
      if (!isOpen) return;
      const used = Number(db.pragma('page_count', { simple: true }));
      db.pragma(`max_page_count = ${pages === null ? 1_073_741_823 : used + pages}`);
    },
    /** Makes the data directory, opens it for the first time and connects its shops. */
    async begin(template: string): Promise<void> {
      mkdirSync(directory, { recursive: true });
      copyFileSync(template, file);
      await start();
      for (const [place, shop] of shops.entries()) {
        const input = {
          platform: shop.platform,
          store: STORE,
          baseUrl: addressOf(place),
          credentials: shop.credentials(),
        };
        await time.until(sync.connect(input, new AbortController().signal));
      }
      await sync.syncNow(null);
    },
    /** Ends the process, and starts another one on the same files. @param between what befalls the files. */
    async restart(between: () => void = () => undefined): Promise<void> {
      close();
      between();
      seenRun = run;
      await start();
    },
    /** Ends it in the middle of a commit: a frame of the log is there by half. */
    async tear(): Promise<void> {
      const wal = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0);
      const main = readFileSync(file);
      await pc.restart(() => {
        const torn = wal.length > 32 ? Buffer.concat([wal, Buffer.from(wal.subarray(32, 32 + 1_500)).reverse()]) : wal;
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
        writeFileSync(file, main);
        writeFileSync(`${file}-wal`, torn);
      });
    },
    backUp() {
      db.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(file, backup);
    },
    hasBackup: () => existsSync(backup),
    /** The database is lost, and the backup takes its place. */
    async restore(): Promise<void> {
      isRestored = true;
      await pc.restart(() => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
        copyFileSync(backup, file);
      });
    },
    async loseMirror(): Promise<void> {
      pc.hasLostBoth ||= isRestored;
      await pc.restart(() => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${mirror}${suffix}`, { force: true });
      });
    },
    async signIn(shopId: number): Promise<void> {
      const shop = sync.shops.get(shopId);
      const place = shops.findIndex(({ platform }) => platform === shop.row.platform);
      await time.until(sync.shops.signIn(shopId, shops[place]!.credentials(), new AbortController().signal));
      sync.push.wake([shopId]);
    },
    shopOf(shopId: number): SimShop {
      const { platform } = all<{ platform: string }>('SELECT platform FROM shop WHERE id = ?', shopId)[0]!;
      return shops.find((shop) => shop.platform === platform)!;
    },
    /** Every change that either file knows, by id. */
    changes(): Map<string, ChangeRow> {
      const rows = new Map<string, ChangeRow>();
      const mirrored = new SqliteDatabase(mirror, { readonly: true });
      for (const body of mirrored.prepare<[], string>('SELECT body FROM mirrored_change').pluck().all()) {
        const { row } = JSON.parse(body) as { row: ChangeRow };
        rows.set(row.id, row);
      }
      mirrored.close();
      for (const row of all<ChangeRow>('SELECT * FROM change')) rows.set(row.id, row);
      return rows;
    },
    waiting: () => all<{ n: number }>('SELECT count(*) AS n FROM change WHERE settled_at IS NULL')[0]!.n,
    /** Nothing waits, nothing is in doubt, nothing is under way. */
    isAtRest(): boolean {
      if (pc.waiting() > 0 || all('SELECT 1 FROM listing WHERE recheck = 1 LIMIT 1').length > 0) return false;
      return sync.shops.list().every(({ row }) => !sync.push.shop(row.id).running);
    },
    isListing: () => sync.shops.list().some(({ row }) => sync.pull.state(row.id).nextAt === null),
    close,
  };
  let seenRun = run;
  const armedDeath = () => run !== seenRun;
  return pc;
}
