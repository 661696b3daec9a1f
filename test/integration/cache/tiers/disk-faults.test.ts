import {
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiskTier } from '../../../../src-main/cache/tiers/index.ts';
import { until } from '../../../waiting/index.ts';
import { type DiskFixture, diskFixture, entryOf, textOf } from './disk-fixture.ts';
import { smallDisk } from './small-disk.ts';

let fixture: DiskFixture;
beforeEach(() => {
  fixture = diskFixture();
});
afterEach(() => fixture.remove());

const read = (disk: DiskTier, key: string, tags: readonly string[] = []) => textOf(disk.readOne({ key, tags }));
const state = (disk: DiskTier) => disk.statistics().state;

/** Starts the app on a copy of the data directory as it is now: what a power failure would leave. */
async function afterPowerFailure(): Promise<{ disk: DiskTier; remove: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-test-'));
  cpSync(fixture.directory, directory, { recursive: true });
  const copy = diskFixture(directory);
  const { disk } = await copy.start();
  return { disk, remove: copy.remove };
}

/** Another process that is writing: SQLite lets nobody else write meanwhile. */
function lock(): Sqlite {
  const other = new SqliteDatabase(fixture.file);
  other.exec('BEGIN IMMEDIATE');
  return other;
}

describe('while another process has locked the file', () => {
  it('goes on reading, keeps nobody waiting, and writes what must not be lost when it is free', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1, { tags: ['t'] }), entryOf('a:2', 2)], null);
    const other = lock();
    const began = performance.now();
    await disk.writeMany([entryOf('a:3', 3)], null);
    await disk.invalidate(['t'], 4);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(disk.statistics()).toMatchObject({ state: 'open', problem: expect.stringContaining('DATABASE_BUSY') });
    expect(read(disk, 'a:1', ['t'])).toBeNull();
    expect(read(disk, 'a:2')).toBe('payload of a:2 at 2');
    expect(read(disk, 'a:3')).toBeNull();
    other.exec('COMMIT');
    other.close();
    await until(() => state(disk) === 'ready', 'it writes again');
    await disk.writeMany([entryOf('a:3', 5)], null);
    expect(read(disk, 'a:3')).toBe('payload of a:3 at 5');
    await disk.close();
    const again = await fixture.start();
    expect(read(again.disk, 'a:1', ['t'])).toBeNull();
    expect(read(again.disk, 'a:2')).toBe('payload of a:2 at 2');
  });

  it('gives nothing that was invalidated then, though the process ended before it could be written', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1, { tags: ['t'] })], null);
    const other = lock();
    await disk.invalidate(['t'], 2);
    const restarted = await afterPowerFailure();
    expect(read(restarted.disk, 'a:1', ['t'])).toBeNull();
    // Redis may not know it either.
    expect(restarted.disk.recovery.invalidations().clears.has(null)).toBe(true);
    await restarted.remove();
    other.exec('ROLLBACK');
    other.close();
    await until(() => state(disk) === 'ready', 'it writes again');
    const whole = await afterPowerFailure();
    expect(read(whole.disk, 'a:1', ['t'])).toBeNull();
    expect(whole.disk.recovery.waiting).toBe(0);
    await whole.remove();
  });

  it('starts without it, and uses it with all that it holds as soon as it is free', async () => {
    const first = await fixture.start();
    await first.disk.writeMany([entryOf('a:1', 1)], null);
    await first.disk.close();
    const other = new SqliteDatabase(fixture.file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE; CREATE TABLE made_by_another (x); ROLLBACK;');
    other.exec('BEGIN EXCLUSIVE');
    const { disk, firstStamp } = await fixture.start();
    expect(firstStamp).toBeGreaterThan(1_000_000);
    expect(read(disk, 'a:1')).toBeNull();
    await disk.writeMany([entryOf('a:2', firstStamp)], null);
    expect(state(disk)).toBe('open');
    other.exec('ROLLBACK');
    other.close();
    await until(() => state(disk) === 'ready', 'the file is used');
    expect(read(disk, 'a:1')).toBe('payload of a:1 at 1');
    await disk.writeMany([entryOf('a:2', firstStamp + 1)], null);
    expect(read(disk, 'a:2')).not.toBeNull();
  });
});

describe('a file that is damaged', () => {
  it('is set aside when it is no database at all', async () => {
    writeFileSync(fixture.file, 'this is not a database, but it is long enough to be taken for one'.repeat(100));
    writeFileSync(`${fixture.file}.sound`, '');
    const { disk } = await fixture.start();
    expect(read(disk, 'a:1')).toBeNull();
    await disk.writeMany([entryOf('a:1', 1)], null);
    expect(read(disk, 'a:1')).not.toBeNull();
    expect(readdirSync(join(fixture.directory, 'damaged', 'cache'))).toContain('cache.db');
  });

  it('is set aside when a read meets the damage, and an empty one is used at once', async () => {
    const first = await fixture.start();
    const payload = Buffer.alloc(20_000, 7);
    const keys = Array.from({ length: 50 }, (_, at) => `a:${at}`);
    await first.disk.writeMany(
      keys.map((key, at) => entryOf(key, at + 1, { payload })),
      null,
    );
    await first.disk.close();
    const { size } = statSync(fixture.file);
    const file = openSync(fixture.file, 'r+');
    for (let at = 40_960; at < size; at += 4_096) writeSync(file, Buffer.alloc(2_000, 0xa5), 0, 2_000, at + 1_000);
    const { disk } = await fixture.start();
    await disk.invalidate(['t'], 1_000);
    for (const key of keys) {
      const entry = disk.readOne({ key, tags: [] });
      if (entry) expect(Buffer.compare(entry.payload, payload)).toBe(0);
    }
    await until(() => existsSync(join(fixture.directory, 'damaged', 'cache', 'cache.db')), 'it is set aside');
    await until(() => state(disk) === 'ready', 'a new one is used');
    await disk.writeMany([entryOf('a:1', 2_000, { tags: ['t'] })], null);
    expect(read(disk, 'a:1', ['t'])).not.toBeNull();
  });

  it('does not take with it what Redis has still to be told', async () => {
    const first = await fixture.start();
    await first.disk.recovery.addInvalidations({ tags: new Map([['t', 1]]), keys: new Map(), clears: new Map() });
    await first.disk.close();
    writeFileSync(fixture.file, 'x'.repeat(10_000));
    const { disk } = await fixture.start();
    await until(() => disk.recovery.waiting > 0, 'a clear waits for redis');
    expect([...disk.recovery.invalidations().clears.keys()]).toEqual([null]);
  });

  it('is dropped when another version of the app wrote it', async () => {
    const first = await fixture.start();
    await first.disk.writeMany([entryOf('a:1', 1)], null);
    await first.disk.close();
    const db = new SqliteDatabase(fixture.file);
    db.pragma('user_version = 99');
    db.close();
    const { disk } = await fixture.start();
    expect(read(disk, 'a:1')).toBeNull();
    await disk.writeMany([entryOf('a:1', 1)], null);
    expect(read(disk, 'a:1')).not.toBeNull();
    expect(existsSync(join(fixture.directory, 'damaged'))).toBe(false);
  });
});

describe('a file that is taken away while it is open', () => {
  const takeAway = () => {
    for (const suffix of ['', '-wal', '-shm', '.sound']) rmSync(`${fixture.file}${suffix}`, { force: true });
  };

  it('is said, and an empty one takes its place that is there after the next start', async () => {
    const { disk } = await fixture.start();
    await disk.writeMany([entryOf('a:1', 1)], null);
    expect(disk.statistics()).toMatchObject({ state: 'ready', begunAnewAt: null });
    takeAway();
    expect(disk.statistics()).toMatchObject({ state: 'open', problem: 'the file was taken away' });
    await until(() => state(disk) === 'ready', 'a new one is used');
    expect(disk.statistics().begunAnewAt).not.toBeNull();
    expect(fixture.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect(read(disk, 'a:1')).toBeNull();
    await disk.writeMany([entryOf('a:2', 2)], null);
    await disk.close();
    const again = await fixture.start();
    expect(read(again.disk, 'a:2')).toBe('payload of a:2 at 2');
  });

  it('is noticed by the next write, which goes into the new one', async () => {
    const { disk } = await fixture.start();
    takeAway();
    await disk.writeMany([entryOf('a:1', 1)], null);
    expect(read(disk, 'a:1')).toBe('payload of a:1 at 1');
    expect(existsSync(fixture.file)).toBe(true);
  });

  it('for an older copy gives nothing that the copy holds, now and after the next start', async () => {
    const first = await fixture.start();
    await first.disk.writeMany([entryOf('a:1', 1, { tags: ['t'] })], null);
    await first.disk.close();
    const copy = `${fixture.file}.copy`;
    cpSync(fixture.file, copy);
    const { disk } = await fixture.start();
    await disk.invalidate(['t'], 2);
    takeAway();
    cpSync(copy, fixture.file);
    writeFileSync(`${fixture.file}.sound`, '');
    await disk.writeMany([entryOf('a:2', 3)], null);
    expect(read(disk, 'a:1', ['t'])).toBeNull();
    await disk.close();
    const again = await fixture.start();
    expect(read(again.disk, 'a:1', ['t'])).toBeNull();
    expect(read(again.disk, 'a:2')).toBe('payload of a:2 at 3');
  });

  it('does not take with it what Redis has still to be told', async () => {
    const { disk } = await fixture.start();
    await disk.recovery.addInvalidations({ tags: new Map([['t', 1]]), keys: new Map(), clears: new Map() });
    takeAway();
    await disk.writeMany([entryOf('a:1', 2)], null);
    await disk.close();
    const again = await fixture.start();
    expect([...again.disk.recovery.invalidations().tags.keys()]).toEqual(['t']);
  });
});

describe('a disk', () => {
  it('that is full costs nothing but what is not kept, and is used again when there is room', async () => {
    const small = smallDisk(12);
    const full = diskFixture(small.directory);
    try {
      const { disk } = await full.start();
      await disk.writeMany([entryOf('a:1', 1, { tags: ['t'] }), entryOf('a:2', 2)], null);
      small.fill();
      const payload = Buffer.alloc(500_000, 1);
      for (let at = 0; at < 20 && state(disk) === 'ready'; at++) {
        await disk.writeMany([entryOf(`b:${at}`, 3 + at, { payload })], null);
      }
      expect(disk.statistics()).toMatchObject({ state: 'open', problem: expect.stringContaining('DISK_FULL') });
      await disk.invalidate(['t'], 100);
      expect(read(disk, 'a:1', ['t'])).toBeNull();
      expect(read(disk, 'a:2')).toBe('payload of a:2 at 2');
      small.free();
      await until(() => state(disk) === 'ready', 'it writes again');
      await disk.writeMany([entryOf('a:3', 101)], null);
      expect(read(disk, 'a:3')).not.toBeNull();
    } finally {
      rmSync(join(small.directory, 'filler'), { force: true });
      await full.close();
      small.remove();
    }
  });

  it('that cannot be written means misses, and nothing else', async () => {
    const small = smallDisk(12);
    const stuck = diskFixture(small.directory);
    try {
      const first = await stuck.start();
      await first.disk.writeMany([entryOf('a:1', 1)], null);
      await first.disk.close();
      small.makeReadOnly();
      const { disk, firstStamp } = await stuck.start();
      await disk.writeMany([entryOf('a:2', firstStamp)], null);
      await disk.invalidate(['t'], firstStamp + 1);
      await disk.saveHeat(Uint8Array.of(1));
      expect(
        (
          await disk.readMany([
            { key: 'a:1', tags: [] },
            { key: 'a:2', tags: [] },
          ])
        ).entries,
      ).toEqual([null, null]);
      expect(await disk.history(0)).toEqual([]);
      expect(state(disk)).toBe('open');
    } finally {
      await stuck.close();
      small.remove();
    }
  });
});
