/**
 * A store's computer: the real sync over real files. It can end at any moment, and what it was waiting for then never comes; it
 * begins again with what its files hold and nothing else.
 */
import type { Quota } from '../../../../src-main/resilience/index.ts';
import type { ConflictPolicies } from '../../../../src-main/sync/conflicts/index.ts';
import { takesOf } from '../../../../src-main/sync/edits/index.ts';
import type { OfficeCrashPointName } from '../../../../src-main/sync/head-office/index.ts';
import type { Sync } from '../../../../src-main/sync/index.ts';
import { PLATFORMS } from '../../../../src-main/sync/loaded.ts';
import { type ChangeRow, type CrashPointName, createSeed } from '../../../../src-main/sync/outbox/index.ts';
import { appOf, type Secrets } from '../../../../src-main/sync/shops/index.ts';
import type { VirtualTime } from '../../../virtual-time/index.ts';
import type { OfficeLine, SimOffice } from '../office/index.ts';
import type { Life, PlantedBug } from '../planted.ts';
import type { SimRedis } from '../redis/index.ts';
import type { SimShop } from '../sim-shop.ts';
import { composeSync } from './compose-sync.ts';
import {
  openSimDatabase,
  type SimDatabase,
  type WriteArgs,
  type WriteResult,
  type WriteTasks,
} from './sim-database.ts';
import { createSimFiles } from './sim-files.ts';

/** What ends a process at a crash point. */
class Crash extends Error {}

export type AnyCrashPoint = CrashPointName | OfficeCrashPointName;

export interface SimPcOptions {
  readonly name: string;
  readonly directory: string;
  /** Its store's code. */
  readonly store: string;
  readonly role: 'store' | 'office';
  /** Those that it is connected with. */
  readonly shops: readonly SimShop[];
  readonly time: VirtualTime;
  /** Draws ids and waits; in [0, 1). */
  readonly random: () => number;
  readonly policies: ConflictPolicies;
  /** Whether what one shop sells is sold in the store's others too. */
  readonly shareStock: boolean;
  readonly dailyCalls: number | null;
  /** Null: there is none. */
  readonly redis: SimRedis | null;
  readonly office: Pick<SimOffice, 'line'> | null;
  /** Between two exchanges with it; a minute when left out. */
  readonly officeSeconds?: number;
  readonly bug: PlantedBug | null;
  readonly onLog: (line: string) => void;
  readonly onCrash: (point: AnyCrashPoint) => void;
  /** It has written on a platform. */
  readonly onWrite: () => void;
}

/** What a copy is made of. */
interface CopiedPc {
  readonly directory: string;
  readonly secrets: ReadonlyMap<number, Secrets>;
  restart(between: () => void): Promise<void>;
}

export type SimPc = ReturnType<typeof createSimPc>;

export const TAKES = takesOf(PLATFORMS);

/** What a process that has ended is waiting for never comes. */
const never = <Value>(): Promise<Value> => new Promise(() => undefined);
const OFFICE_SECONDS = 60;
const START_MILLISECONDS = 60_000;
/** Hexadecimal digits, as the tables make them. */
const IDENTITY_LENGTH = 8;

export function createSimPc(options: SimPcOptions) {
  const { name, store, shops, time, random, policies, bug, onLog, officeSeconds = OFFICE_SECONDS } = options;
  const files = createSimFiles(options.directory);
  const secrets = new Map<number, Secrets>();
  const addressOf = (place: number) => `http://${shops[place]!.platform}.stand-in`;
  let offset = 0;
  let run = 0;
  /** The run that was begun last: another one has ended by itself. */
  let begun = -1;
  let isOpen = false;
  let lineDownUntil = 0;
  let redisCutUntil = 0;
  let fullEveryHours = 24;
  let armed: { readonly point: AnyCrashPoint; left: number } | null = null;
  let database: SimDatabase;
  let sync: Sync;
  let quota: Quota;
  let office: OfficeLine | null = null;
  /** Of one that is switched off for good. */
  let lastChanges: Map<string, ChangeRow> | null = null;
  /** Resolves when the process ends. */
  let death = Promise.withResolvers<void>();

  const now = () => time.now() + offset;
  const isUp = () => time.elapsed() >= lineDownUntil;
  const isDead = () => run !== begun;

  function crashPoint(point: AnyCrashPoint): void {
    if (armed?.point !== point || --armed.left > 0) return;
    armed = null;
    run += 1;
    death.resolve();
    options.onCrash(point);
    throw new Crash(point);
  }

  /** Lets go of the files as they are. */
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    run += 1;
    death.resolve();
    armed = null;
    database.close();
  }

  /** What ends with the process. */
  function lifeOf(): Life {
    const mine = run;
    const later = (milliseconds: number, work: () => void) =>
      time.later(milliseconds, () => {
        if (mine === run) work();
      });
    return { directory: files.directory, later, random };
  }

  function write<Name extends keyof WriteTasks>(task: Name, args: WriteArgs<Name>): WriteResult<Name> {
    if (!bug?.write) return database.write(task, args);
    return bug.write(task, args, database.write as never, { ...lifeOf(), db: database.db }) as WriteResult<Name>;
  }

  function compose(): void {
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
    const lines = new Map(
      shops.map((shop, place) => [
        addressOf(place),
        shop.line({ isUp: () => isUp() && alive(), onWrite: options.onWrite }),
      ]),
    );
    office =
      options.office?.line({ isUp: () => isUp() && alive(), mortal, onCall: (what) => onLog(`office ${what}`) }) ??
      null;
    const side = office && (bug?.office?.(office.office, life) ?? office.office);
    const composed = composeSync({
      name,
      store,
      owner: `${name}#${run}`,
      database,
      write,
      secrets,
      redis: options.redis?.line({
        later: life.later,
        isCut: () => !alive() || time.elapsed() < redisCutUntil,
        failed: (problem) => onLog(`redis ${problem}`),
        through: bug?.redis,
      }) ?? { ask: async () => null },
      office: side && {
        connect: async () => side,
        settings: () => ({ role: options.role, stores: [store], sendContacts: false, everySeconds: officeSeconds }),
        crashPoint,
        computer: name,
      },
      transport: (request, signal) => {
        const line = lines.get(new URL(request.url).origin);
        if (!line) throw new Error(`nobody is at ${request.url}`);
        return mortal(() => line(request, signal));
      },
      dailyCalls: options.dailyCalls,
      policies,
      shareStock: options.shareStock,
      fullEveryHours: () => fullEveryHours,
      isUp,
      isAnybodyThere: () => isUp() && shops.some((shop) => time.elapsed() >= shop.downUntil),
      crashPoint,
      bug,
      life,
      mortal,
      now,
      onLog,
    });
    sync = composed.sync;
    quota = composed.quota;
  }

  /** @param identity of an outbox that is new. */
  async function start(identity: string | null = null): Promise<void> {
    bug?.beforeStart?.(files.directory);
    begun = run;
    death = Promise.withResolvers();
    database = openSimDatabase({ files, crashPoint, now, onLog, isDead });
    isOpen = true;
    // All come from one template: each is its own.
    if (identity !== null) database.db.prepare('UPDATE hybrid_clock SET node = ?').run(identity);
    compose();
    await sync.open();
    // What it waits for needs no time where everybody answers, and a while where somebody does not.
    await time.until(sync.keepTime(), START_MILLISECONDS);
  }

  /** Waits for what the process was asked; one that ends over it owes no answer. */
  async function answered(work: Promise<unknown>): Promise<void> {
    await time.until(Promise.race([work, death.promise]));
  }

  /** All rows of a query. */
  function all<Row>(sql: string, ...values: unknown[]): Row[] {
    return database.db.prepare<unknown[], Row>(sql).all(...values);
  }

  const count = (sql: string) => all<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)[0]!.n;

  const pc = {
    name,
    store,
    role: options.role,
    shops,
    hasOffice: options.office !== null,
    now,
    all,
    isUp,
    answered,
    get sync() {
      return sync;
    },
    get db() {
      return database.db;
    },
    /** It has ended by itself and was not started again. */
    get crashed() {
      return !isOpen || isDead();
    },
    /** Its database is, or was for a while, one from before. */
    isRestored: false,
    /** A backup was put back, and the mirror that knew what came after it was lost later. */
    hasLostBoth: false,
    /** Its clock was wrong for a while: its days are not the platforms'. */
    hadWrongClock: false,
    starts: 0,
    /** It is switched off for good. */
    isOff: false,
    write,
    seed: () => createSeed(random),
    /** Null: it does not know its store yet. */
    storeId: () => all<{ id: number }>('SELECT id FROM store WHERE code = ?', store)[0]?.id ?? null,
    identity: () => database.read('outbox.identity', undefined),
    setClock(milliseconds: number) {
      offset = milliseconds;
      pc.hadWrongClock ||= milliseconds !== 0;
    },
    cutLine(milliseconds: number) {
      lineDownUntil = time.elapsed() + milliseconds;
    },
    cutRedis(milliseconds: number) {
      redisCutUntil = time.elapsed() + milliseconds;
    },
    /** Since when it reaches Redis; virtual milliseconds since the beginning. */
    reachesRedisSince: () => redisCutUntil,
    loseOfficeAnswer: (after: number) => office?.loseAnswer(after),
    listEverything() {
      fullEveryHours = 0;
    },
    crashAt(point: AnyCrashPoint, nth: number) {
      armed = { point, left: nth };
    },
    disarm() {
      armed = null;
    },
    /** The disk has room for so many pages more; null: as many as it likes. */
    limitDisk(pages: number | null) {
      if (isOpen) database.limit(pages);
    },
    /** Makes the data directory, opens it for the first time and connects its shops. @param from files to begin with. */
    async begin(from: string): Promise<void> {
      files.begin(from);
      await start(createSeed(random).slice(0, IDENTITY_LENGTH));
      for (const [place, shop] of shops.entries()) {
        const input = {
          platform: shop.platform,
          store,
          baseUrl: addressOf(place),
          credentials: shop.credentials(),
        };
        await time.until(sync.connect(input, new AbortController().signal));
      }
      await sync.syncNow(null);
    },
    /** Begins with the files of another one, as they are while it is switched off. */
    async beginAsCopyOf(other: CopiedPc): Promise<void> {
      await other.restart(() => files.begin(other.directory));
      for (const [id, kept] of other.secrets) secrets.set(id, kept);
      await start();
    },
    directory: files.directory,
    secrets,
    /** Ends the process, and starts another one on the same files. @param between what befalls the files. */
    async restart(between: () => void = () => undefined): Promise<void> {
      close();
      between();
      pc.starts += 1;
      await start();
    },
    switchOff() {
      lastChanges = pc.changes();
      close();
      pc.isOff = true;
    },
    /** Ends it, and of the log only so much is left, in [0, 1). */
    async tear(left: number): Promise<void> {
      pc.isRestored = true;
      const files_ = files.snapshot();
      await pc.restart(() => files_.putBack(left));
    },
    backUp() {
      database.db.pragma('wal_checkpoint(TRUNCATE)');
      files.keepBackup();
    },
    hasBackup: () => files.hasBackup,
    /** The database is lost, and the backup takes its place. */
    async restore(): Promise<void> {
      pc.isRestored = true;
      await pc.restart(files.putBackupBack);
    },
    async loseMirror(): Promise<void> {
      pc.hasLostBoth ||= pc.isRestored;
      await pc.restart(files.loseMirror);
    },
    async signIn(shopId: number): Promise<void> {
      const shop = sync.shops.get(shopId);
      const place = shops.findIndex(({ platform }) => platform === shop.row.platform);
      await answered(sync.signIn(shopId, shops[place]!.credentials(), new AbortController().signal));
    },
    /** Calls are bought where they run low, or everywhere. Gives for how many shops. */
    async buyCalls(calls: number, everywhere = false): Promise<number> {
      let bought = 0;
      for (const shop of sync.shops.list()) {
        const app = { platform: shop.row.platform, app: appOf(shop) };
        const { limit, used, level } = quota.state(app);
        const isEnough = !everywhere && (level === 'ok' || level === 'warning');
        if (limit === null || isEnough) continue;
        bought += 1;
        pc.shopOf(shop.row.id).callsBought += Math.max(calls, used - limit + calls);
        await answered(quota.topUp(app, Math.max(calls, used - limit + calls), ''));
        if (pc.crashed) break;
        await sync.syncNow(shop.row.id);
      }
      return bought;
    },
    shopOf(shopId: number): SimShop {
      const { platform } = all<{ platform: string }>('SELECT platform FROM shop WHERE id = ?', shopId)[0]!;
      return shops.find((shop) => shop.platform === platform)!;
    },
    /** Every change that either file knows, by id. */
    changes(): Map<string, ChangeRow> {
      if (lastChanges) return lastChanges;
      const rows = new Map(files.mirroredChanges().map((row) => [row.id, row]));
      for (const row of all<ChangeRow>('SELECT * FROM change')) rows.set(row.id, row);
      return rows;
    },
    waiting: () => count('change WHERE settled_at IS NULL'),
    /** What the head office has not been told. */
    untold: () =>
      pc.hasOffice
        ? count('office_pending') + count('office_gone') + count('office_stock_move') + count('office_said')
        : 0,
    /** Nothing waits, nothing is in doubt, nothing is under way. */
    isAtRest(): boolean {
      if (pc.isOff) return true;
      if (pc.waiting() > 0 || pc.untold() > 0 || count('listing WHERE recheck = 1') > 0) return false;
      return sync.shops.list().every(({ row }) => !sync.push.shop(row.id).running);
    },
    isListing: () => !pc.isOff && sync.shops.list().some(({ row }) => sync.pull.state(row.id).nextAt === null),
    close,
  };
  return pc;
}
