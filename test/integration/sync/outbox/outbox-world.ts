/** A store with one shop on a platform in memory: the real outbox over real files, in virtual time, that can end at any crash point. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import {
  MIGRATIONS,
  migrate,
  openReadable,
  openWritable,
  type ReadableDb,
  type TaskContext,
  type WritableDb,
} from '../../../../src-main/database/index.ts';
import type { ConflictPolicies } from '../../../../src-main/sync/conflicts/index.ts';
import { takesOf } from '../../../../src-main/sync/edits/index.ts';
import {
  type CrashPointName,
  closeOutbox,
  createPush,
  createSeed,
  type Push,
} from '../../../../src-main/sync/outbox/index.ts';
import { createSyncWriteTasks, type SyncReadTasks, syncReadTasks } from '../../../../src-main/sync/tasks.ts';
import { createVirtualTime, seeded } from '../../../virtual-time/index.ts';
import { createModelPlatform, type ModelOptions } from './model-platform.ts';

class Crash extends Error {}

export interface WorldOptions extends Pick<ModelOptions, 'repeat' | 'keyLife' | 'batch' | 'readBatch'> {
  readonly seed?: number;
  readonly listings?: number;
  readonly policies?: ConflictPolicies;
}

/** In whole pieces: 1/1,000 of what the tables hold. */
export const PIECE = 1_000;
export const STORE = 1;
export const SHOP = 1;

type WriteTasks = ReturnType<typeof createSyncWriteTasks>;
type Args<Name extends keyof WriteTasks> = Parameters<WriteTasks[Name]>[1];
type Result<Name extends keyof WriteTasks> = ReturnType<WriteTasks[Name]>;

export async function openWorld(options: WorldOptions) {
  const time = createVirtualTime();
  const random = seeded(options.seed ?? 1);
  /** How far the computer's clock is off. */
  let offset = 0;
  const now = () => time.now() + offset;
  const directory = mkdtempSync(join(tmpdir(), 'mendian-outbox-'));
  const file = join(directory, 'mendian.db');
  const policies = options.policies ?? { price: 'local', title: 'local', note: 'local' };
  const model = createModelPlatform({
    ...options,
    now: time.now,
    line: () => time.sleep(5 + Math.floor(random() * 200)),
  });
  const takes = takesOf([model.platform]);
  let crashIn = Number.POSITIVE_INFINITY;
  let crashed: CrashPointName | null = null;
  let run = 0;

  function crashPoint(name: CrashPointName): void {
    crashIn -= 1;
    if (crashIn > 0) return;
    crashIn = Number.POSITIVE_INFINITY;
    crashed = name;
    run += 1;
    throw new Crash(name);
  }

  let db: WritableDb;
  let reading: ReadableDb;
  let push: Push;
  const tasks = createSyncWriteTasks(crashPoint);

  function contextOf<Db>(connection: Db): TaskContext<Db> {
    return {
      db: connection,
      dataDirectory: directory,
      cancelled: () => false,
      report: () => undefined,
      now,
      log: () => undefined,
    };
  }

  /** What a process that has ended is waiting for never comes. */
  const forever = new Promise<never>(() => undefined);
  const never = <Value>(): Promise<Value> => forever;

  function open(): void {
    const mine = run;
    const alive = () => mine === run;
    db = openWritable(file);
    // The directory is thrown away, and no crash of these takes the system along: nothing is proved by waiting for the disk.
    db.pragma('synchronous = OFF');
    migrate(db, MIGRATIONS);
    reading = openReadable(file);
    const mortal = <Value>(work: () => Value | Promise<Value>) => (alive() ? Promise.resolve(work()) : never<Value>());
    const platform = new Proxy(model.platform, {
      get: (target, name: keyof typeof model.platform) => {
        const member = target[name];
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          mortal(() => Reflect.apply(member as (...args: unknown[]) => unknown, target, args)).then(
            (value) => (alive() ? value : never()),
            (error: unknown) => (alive() ? Promise.reject(error) : never()),
          );
      },
    });
    push = createPush({
      reader: { read: (name, args) => mortal(() => read(name, args as never)) as never },
      writer: { write: (name, args) => mortal(async () => call(name, args as never)) as never },
      open: async () => ({ platform, context: { call: () => never(), setting: () => null, now: time.now } }),
      policies: () => policies,
      now,
      later: (milliseconds, work) => time.later(milliseconds, () => void (alive() && work())),
      random,
      crashPoint,
      log: () => undefined,
      onNews: () => undefined,
    });
  }

  function close(): void {
    reading.close();
    closeOutbox(db);
    db.close();
  }

  function read<Name extends keyof SyncReadTasks>(
    name: Name,
    args?: Parameters<SyncReadTasks[Name]>[1],
  ): ReturnType<SyncReadTasks[Name]> {
    const task = syncReadTasks[name] as (context: TaskContext<ReadableDb>, args: unknown) => never;
    return task(contextOf(reading), args);
  }

  function call<Name extends keyof WriteTasks>(name: Name, args: Args<Name>): Result<Name> {
    const task = tasks[name] as (context: TaskContext<WritableDb>, args: unknown) => Result<Name>;
    return structuredClone(task(contextOf(db), structuredClone(args)));
  }

  open();
  db!.exec(`
    INSERT INTO currency (id, code) VALUES (1, 'CNY');
    INSERT INTO store (id, code, name, time_zone, currency_id) VALUES (${STORE}, 'A', 'A', 'Asia/Shanghai', 1);
    INSERT INTO shop (id, platform, remote_shop_id, title, store_id, base_url, state, connected_at)
      VALUES (${SHOP}, 'taobao', 'S', 'Shop', ${STORE}, 'https://example.com', 'active', 0);
  `);
  for (let i = 1; i <= (options.listings ?? 3); i++) {
    model.listings.set(`L${i}`, { title: `Title ${i}`, price: 100, quantity: 100 * PIECE, version: 1 });
  }

  const world = {
    time,
    model,
    directory,
    file,
    takes,
    read,
    call,
    seed: () => createSeed(random),
    get db() {
      return db;
    },
    get push() {
      return push;
    },
    get crashed() {
      return crashed;
    },
    crashAfter(points: number) {
      crashIn = points;
    },
    /** What the platform says of all its listings; what it was asked at `readAt` may be old by now. */
    /** The platform's own clock stays right, and each of its answers tells how far ours is off. */
    setClock(milliseconds: number) {
      offset = milliseconds;
      db.prepare('UPDATE shop SET clock_offset = ?').run(-offset);
    },
    now,
    pull(readAt = now(), said = [...model.listings.keys()].map((id) => model.listing(id)!)) {
      call('outbox.readBack', { shopId: SHOP, seed: world.seed(), policies, listings: said, asked: [], readAt });
    },
    productOf: (listingId: string) =>
      db.prepare<[string], number>('SELECT product_id FROM listing WHERE listing_id = ?').pluck().get(listingId)!,
    edit(listingId: string, change: { price?: number; name?: string; stockDelta?: number; stockCounted?: number }) {
      const edits = [{ productId: world.productOf(listingId), ...change }];
      const saved = call('products.edit', { storeId: STORE, edits, takes, seed: world.seed(), actor: 'test' });
      push.wake(saved.shopIds);
      return saved;
    },
    undo(editId: string) {
      const saved = call('products.undo', { editId, takes, seed: world.seed(), actor: 'test' });
      push.wake(saved.shopIds);
      return saved;
    },
    /** Ends the process as it stands, and starts another one on the same files. @param between what befalls the files. */
    restart(between: () => void = () => undefined) {
      run += 1;
      close();
      between();
      crashed = null;
      open();
      return push.start();
    },
    /** Copies the database as it is now; an older copy gives way. */
    backUp() {
      rmSync(`${file}.copy`, { force: true });
      db.exec(`VACUUM INTO '${file}.copy'`);
    },
    hasBackup: () => existsSync(`${file}.copy`),
    /** Puts the copy in the database's place, as a recovery does: only while nothing has it open. */
    putBackupBack() {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
      copyFileSync(`${file}.copy`, file);
    },
    /** What the mirror and the database hold, to be compared. */
    states() {
      const sql = (table: string) => `SELECT id, rev, settled_at IS NOT NULL AS settled FROM ${table} ORDER BY id`;
      const mirror = new SqliteDatabase(join(directory, 'outbox.db'), { readonly: true });
      const mirrored = mirror.prepare(sql('mirrored_change')).all() as { id: string }[];
      mirror.close();
      return { main: db.prepare(sql('change')).all(), mirrored };
    },
    waiting: () => db.prepare<[], number>('SELECT count(*) FROM change WHERE settled_at IS NULL').pluck().get()!,
    /** Somebody looks into the platform's books whether a difference in stock has arrived there that nobody could tell of. */
    answerConflicts() {
      const open = db
        .prepare<[], { id: number; key: string }>(
          `SELECT f.id, coalesce(c.send_key, c.id) AS key FROM conflict f JOIN change c ON c.id = f.change_id
           WHERE f.resolution IS NULL AND f.kind = 'stock'`,
        )
        .all();
      for (const { id, key } of open) {
        const arrived = model.writes.some(({ item }) => item.changeId === key);
        const resolution = arrived ? 'remote' : 'local';
        call('conflicts.resolve', { id, resolution, seed: world.seed(), actor: 'test' });
        push.wake([SHOP]);
      }
    },
    /** Lets time pass until nothing waits. Gives whether that came about within so many milliseconds. */
    async drained(within = 3_600_000): Promise<boolean> {
      for (let passed = 0; passed < within; passed += 10_000) {
        await time.advance(10_000);
        if (crashed) await world.restart();
        world.answerConflicts();
        const doubtful = db.prepare('SELECT 1 FROM listing WHERE recheck = 1').get();
        if (world.waiting() === 0 && !doubtful && !push.shop(SHOP).running) return true;
      }
      return false;
    },
    stock: (listingId: string) =>
      db
        .prepare<[number], number>('SELECT quantity FROM stock_level WHERE product_id = ?')
        .pluck()
        .get(world.productOf(listingId))!,
    listing: (listingId: string) =>
      db
        .prepare<[string], { price: number; title: string; quantity: number; recheck: number }>(
          'SELECT price, title, quantity, recheck FROM listing WHERE listing_id = ?',
        )
        .get(listingId)!,
    async remove() {
      run += 1;
      close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  world.pull();
  await push!.start();
  return world;
}

export type OutboxWorld = Awaited<ReturnType<typeof openWorld>>;
