import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFiles, listBackups, MIGRATIONS } from '../../../src-main/database/index.ts';
import { removeDirectory, temporaryDirectory, testDatabase } from './engine-database.ts';

const NEWEST = MIGRATIONS.at(-1)!.version;

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

/** Writes through a connection of its own while no engine has the file. */
function withFile<Result>(work: (db: SqliteDatabase.Database) => Result): Result {
  const db = new SqliteDatabase(databaseFiles(directory).database);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function addChannels(count: number, name = 'channel'): void {
  withFile((db) => {
    const insert = db.prepare('INSERT INTO channel (name) VALUES (?)');
    for (let i = 0; i < count; i++) insert.run(`${name} ${i} ${'x'.repeat(200)}`);
  });
}

function countChannels(): number {
  return withFile((db) => db.prepare<[], { n: number }>('SELECT count(*) AS n FROM channel').get()!.n);
}

async function openAndClose(): Promise<void> {
  const { database } = testDatabase(directory);
  await database.open();
  await database.close();
}

/** Overwrites the middle of the database file with rubbish, as a dying disk does. */
function damage(): void {
  const { database } = databaseFiles(directory);
  const bytes = readFileSync(database);
  bytes.fill(0xa5, Math.floor(bytes.length / 3), Math.floor((bytes.length * 2) / 3));
  writeFileSync(database, bytes);
}

describe('opening a database', () => {
  it('makes a new one with the newest schema', async () => {
    const { database } = testDatabase(directory);
    const opened = await database.open();
    expect(opened.schemaVersion).toBe(NEWEST);
    expect(opened.migrations).toEqual(MIGRATIONS.map((migration) => migration.version));
    await database.close();
  });

  it('takes the thread that was started ahead, and ends it where nobody opens', async () => {
    const { database, logged } = testDatabase(directory);
    database.startThread();
    await database.endThread();
    expect(existsSync(databaseFiles(directory).database)).toBe(false);
    database.startThread();
    expect((await database.open()).schemaVersion).toBe(NEWEST);
    // Now it belongs to the database.
    await database.endThread();
    await database.createBackup(1);
    await database.close();
    expect(logged.filter(({ level }) => level !== 'debug')).toEqual([]);
  });

  it('applies nothing to one that is up to date', async () => {
    await openAndClose();
    const { database } = testDatabase(directory);
    expect((await database.open()).migrations).toEqual([]);
    await database.close();
  });

  it('puts off the full check after an orderly end, and not after any other', async () => {
    await openAndClose();
    const clean = testDatabase(directory);
    expect((await clean.database.open()).checked).toBe(false);
    await clean.database.close();
    addChannels(1, 'other'); // somebody else touched the file
    const touched = testDatabase(directory);
    expect((await touched.database.open()).checked).toBe(true);
    await touched.database.close();
  });

  it('ends, and lets the next one in, where the mark of an orderly end cannot be written', async () => {
    const { database, logged } = testDatabase(directory);
    await database.open();
    mkdirSync(databaseFiles(directory).cleanMark);
    await database.close();
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'database file not left in order' }),
    );
    const next = testDatabase(directory).database;
    expect((await next.open()).checked).toBe(true);
    await next.close();
  });

  it('refuses a second engine on the same directory, and lets it in once the first has gone', async () => {
    const first = testDatabase(directory);
    await first.database.open();
    const second = testDatabase(directory);
    await expect(second.database.open()).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
    await first.database.close();
    await second.database.open();
    await second.database.close();
  });

  it('lets two engines live in one process on two directories', async () => {
    const other = temporaryDirectory();
    try {
      const a = testDatabase(directory);
      const b = testDatabase(other);
      await Promise.all([a.database.open(), b.database.open()]);
      expect(a.database.facts().schemaVersion).toBe(b.database.facts().schemaVersion);
      await Promise.all([a.database.close(), b.database.close()]);
    } finally {
      removeDirectory(other);
    }
  });

  it('refuses a database of a newer version and leaves it as it is', async () => {
    await openAndClose();
    withFile((db) => db.pragma(`user_version = ${NEWEST + 1}`));
    const { database } = testDatabase(directory);
    await expect(database.open()).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      details: { found: NEWEST + 1, known: NEWEST },
    });
    expect(withFile((db) => db.pragma('user_version', { simple: true }))).toBe(NEWEST + 1);
  });
});

describe('a damaged database', () => {
  it('is set aside, and the newest good backup takes its place', async () => {
    await openAndClose();
    addChannels(500);
    const before = testDatabase(directory);
    await before.database.open();
    const backup = await before.database.createBackup(5);
    await before.database.close();
    addChannels(1, 'later');
    damage();

    const after = testDatabase(directory);
    const opened = await after.database.open();
    expect(opened.recovered?.from).toBe(backup.fileName);
    expect(after.recoveries).toHaveLength(1);
    expect(existsSync(join(opened.recovered!.setAside!, 'mendian.db'))).toBe(true);
    await after.database.close();
    expect(countChannels()).toBe(500);
  });

  it('passes over a backup that is itself damaged', async () => {
    await openAndClose();
    addChannels(300);
    const before = testDatabase(directory);
    await before.database.open();
    const good = await before.database.createBackup(5);
    const bad = await before.database.createBackup(5);
    await before.database.close();
    const archive = join(databaseFiles(directory).backups, bad.fileName);
    truncateSync(archive, Math.floor(statSync(archive).size / 2));
    damage();

    const after = testDatabase(directory);
    expect((await after.database.open()).recovered?.from).toBe(good.fileName);
    await after.database.close();
    expect(countChannels()).toBe(300);
  });

  it('starts empty and keeps the damaged file when there is no backup', async () => {
    await openAndClose();
    addChannels(300);
    writeFileSync(
      databaseFiles(directory).database,
      'this is not a database at all, and long enough to be read as one'.repeat(100),
    );
    const { database } = testDatabase(directory);
    const opened = await database.open();
    expect(opened.recovered).toMatchObject({ from: null });
    expect(readdirSync(opened.recovered!.setAside!)).toContain('mendian.db');
    expect(opened.schemaVersion).toBe(NEWEST);
    await database.close();
  });

  it('is found by a check while running, and replaced without a restart', async () => {
    await openAndClose();
    addChannels(2_000);
    const { database, recoveries } = testDatabase(directory);
    await database.open();
    await database.createBackup(5);
    damage();
    expect(await database.check()).toEqual({ damaged: true });
    expect(recoveries).toHaveLength(1);
    expect(await database.check()).toEqual({ damaged: false });
    await database.close();
    expect(countChannels()).toBe(2_000);
  });
});

describe('backups', () => {
  it('are made while open, verified by a trial restore, and pruned to the newest', async () => {
    await openAndClose();
    addChannels(10);
    const { database } = testDatabase(directory);
    await database.open();
    for (let i = 0; i < 4; i++) await database.createBackup(2);
    await database.close();
    const backups = listBackups(databaseFiles(directory).backups);
    expect(backups).toHaveLength(2);
    expect(backups[0]?.description).toMatchObject({ schemaVersion: NEWEST, orders: 0 });
    expect(readdirSync(databaseFiles(directory).backups)).toHaveLength(4); // archives and descriptions, nothing half-made
  });

  it('replace the database on demand, setting the present one aside', async () => {
    await openAndClose();
    addChannels(7);
    const { database } = testDatabase(directory);
    await database.open();
    const backup = await database.createBackup(5);
    await database.close();
    addChannels(3, 'later');
    const again = testDatabase(directory);
    await again.database.open();
    const { setAside } = await again.database.restore(join(databaseFiles(directory).backups, backup.fileName));
    await again.database.close();
    expect(countChannels()).toBe(7);
    expect(readdirSync(setAside)).toContain('mendian.db');
  });

  it('that are bad change nothing', async () => {
    await openAndClose();
    addChannels(7);
    const { database } = testDatabase(directory);
    await database.open();
    const bad = join(directory, 'bad.db.zst');
    writeFileSync(bad, 'rubbish');
    await expect(database.restore(bad)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    await expect(database.restore(join(directory, 'nothing'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await database.close();
    expect(countChannels()).toBe(7);
    expect(existsSync(databaseFiles(directory).damaged)).toBe(false);
  });
});
