import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFiles, MIGRATIONS } from '../../../src-main/database/index.ts';
import { removeDirectory, temporaryDirectory, testDatabase } from './engine-database.ts';

const NEWEST = MIGRATIONS.at(-1)!.version;
const CHANNELS = 40;
let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

function files() {
  return databaseFiles(directory);
}

function withFile<Result>(file: string, work: (db: SqliteDatabase.Database) => Result): Result {
  const db = new SqliteDatabase(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function countChannels(): number {
  return withFile(files().database, (db) => Number(db.prepare('SELECT count(*) FROM channel').pluck().get()));
}

/** A database with contents and one backup, closed in order. Gives the backup's file. */
async function databaseWithBackup(): Promise<string> {
  const first = testDatabase(directory);
  await first.database.open();
  await first.database.close();
  withFile(files().database, (db) => {
    const insert = db.prepare('INSERT INTO channel (name) VALUES (?)');
    for (let i = 0; i < CHANNELS; i++) insert.run(`channel ${i}`);
  });
  const { database } = testDatabase(directory);
  await database.open();
  const { fileName } = await database.createBackup(5);
  await database.close();
  return join(files().backups, fileName);
}

async function openAgain() {
  const { database, logged } = testDatabase(directory);
  const opened = await database.open();
  await database.close();
  return { opened, logged };
}

describe('a database that is gone while its backups are there', () => {
  it.each([
    ['removed', () => rmSync(files().database)],
    ['emptied', () => writeFileSync(files().database, '')],
    [
      'replaced by a folder',
      () => {
        rmSync(files().database);
        mkdirSync(files().database);
      },
    ],
  ])('%s: is restored instead of begun anew', async (_how, lose) => {
    const backup = await databaseWithBackup();
    lose();
    const { opened } = await openAgain();
    expect(backup).toContain(opened.recovered!.from!);
    expect(countChannels()).toBe(CHANNELS);
  });

  it('begins with nothing where there never was a backup', async () => {
    writeFileSync(files().database, '');
    const { opened } = await openAgain();
    expect(opened.recovered).toBeNull();
    expect(opened.schemaVersion).toBe(NEWEST);
  });
});

describe('a restore that was cut off', () => {
  it('before the database was set aside: changes nothing and leaves nothing behind', async () => {
    await databaseWithBackup();
    writeFileSync(files().incoming, 'half of a backup');
    writeFileSync(`${files().incoming}-wal`, '');
    const { opened } = await openAgain();
    expect(opened.recovered).toBeNull();
    expect(countChannels()).toBe(CHANNELS);
    expect(readdirSync(directory).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  it('after it was set aside: is finished', async () => {
    await databaseWithBackup();
    renameSync(files().database, files().incoming);
    withFile(files().incoming, (db) => db.prepare("INSERT INTO channel (name) VALUES ('of the restored one')").run());
    const { opened } = await openAgain();
    expect(opened.recovered).toBeNull();
    expect(countChannels()).toBe(CHANNELS + 1);
  });

  it('while a recovery was copying: begins the recovery anew', async () => {
    await databaseWithBackup();
    rmSync(files().database);
    writeFileSync(files().incoming, 'half of a backup');
    const { opened } = await openAgain();
    expect(opened.recovered?.from).not.toBeNull();
    expect(countChannels()).toBe(CHANNELS);
  });
});

describe('a file that is offered for a restore', () => {
  it.each<[string, string, (db: SqliteDatabase.Database) => void]>([
    ['of a newer version', 'DATABASE_NEWER', (db) => db.pragma(`user_version = ${NEWEST + 1}`)],
    ['with a table missing', 'BACKUP_INVALID', (db) => db.exec('DROP TABLE import')],
  ])('%s is refused, and the database stays open', async (_what, code, spoil) => {
    await databaseWithBackup();
    const other = join(directory, 'other.db');
    copyFileSync(files().database, other);
    withFile(other, (db) => {
      db.pragma('foreign_keys = OFF');
      spoil(db);
    });
    const { database } = testDatabase(directory);
    await database.open();
    await expect(database.restore(other)).rejects.toMatchObject({ code });
    expect(await database.check()).toEqual({ damaged: false });
    await database.createBackup(5);
    await database.close();
    expect(countChannels()).toBe(CHANNELS);
    expect(existsSync(files().damaged)).toBe(false);
  });

  it('of another program is refused', async () => {
    await databaseWithBackup();
    const other = join(directory, 'other.db');
    withFile(other, (db) => db.exec('CREATE TABLE orders (id); CREATE TABLE customers (id)'));
    const { database } = testDatabase(directory);
    await database.open();
    await expect(database.restore(other)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    await database.close();
    expect(countChannels()).toBe(CHANNELS);
  });
});

describe('what else may lie in the data directory', () => {
  it('a lock full of rubbish still keeps a second engine out', async () => {
    writeFileSync(join(directory, 'mendian.lock'), Buffer.alloc(5_000, 0xa5));
    const first = testDatabase(directory);
    await first.database.open();
    await expect(testDatabase(directory).database.open()).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
    await first.database.close();
  });

  it('a lock that cannot be opened is said to be so', async () => {
    mkdirSync(join(directory, 'mendian.lock'));
    await expect(testDatabase(directory).database.open()).rejects.toMatchObject({ code: 'DISK_WRITE_FAILED' });
  });

  it('a folder in the place of the mark of an orderly end is no mark', async () => {
    await databaseWithBackup();
    rmSync(files().cleanMark);
    mkdirSync(files().cleanMark);
    expect((await openAgain()).opened.checked).toBe(true);
    expect((await openAgain()).opened.checked).toBe(false);
  });

  it('the halves of backups that were cut off are removed, and nothing else', async () => {
    const backup = await databaseWithBackup();
    const killed = join(files().backups, 'mendian-20260101T000000000Z.db.zst');
    const halves = ['.copy', '.copy-wal', '.trial', '.partial', '.json'].map((end) => `${killed}${end}`);
    halves.push(join(files().backups, `incoming-${'0f'.repeat(8)}`));
    const kept = ['notes.txt', 'incoming-orders.csv', 'mendian-20250101T000000000Z.db.zst'];
    for (const half of halves) writeFileSync(half, 'half');
    for (const name of kept) writeFileSync(join(files().backups, name), 'mine');
    await openAgain();
    expect(halves.filter((half) => existsSync(half))).toEqual([]);
    expect(kept.filter((name) => !existsSync(join(files().backups, name)))).toEqual([]);
    expect([backup, `${backup}.json`].map((file) => existsSync(file))).toEqual([true, true]);
  });

  it('a backup that a clock ahead of time made does not push out the one just made', async () => {
    await databaseWithBackup();
    writeFileSync(join(files().backups, 'mendian-20990101T000000000Z.db.zst'), 'made by a wrong clock');
    const { database } = testDatabase(directory);
    await database.open();
    const { fileName } = await database.createBackup(1);
    await database.close();
    expect(readdirSync(files().backups).sort()).toEqual([fileName, `${fileName}.json`]);
  });
});

describe('reads that wait while a backup is restored', () => {
  it('are all answered', async () => {
    const backup = await databaseWithBackup();
    const { database } = testDatabase(directory);
    await database.open();
    const ask = () => database.reader.read('system.countContents', null);
    const before = Array.from({ length: 60 }, ask);
    const restored = database.restore(backup);
    const answers = await Promise.all([...before, ...Array.from({ length: 60 }, ask)]);
    await restored;
    expect(answers).toEqual(answers.map(() => ({ orders: 0, stores: 0 })));
    await database.close();
  });
});
