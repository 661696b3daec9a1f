import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createDatabase,
  type Database,
  databaseFiles,
  MIGRATIONS,
  migrate,
  openReadable,
  type Recovered,
} from '../../../src-main/database/index.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import type { crashingTasks } from './crashing.worker.ts';
import { removeDirectory, temporaryDirectory, testDatabase } from './engine-database.ts';

type Channels = Database<Record<string, never>, typeof crashingTasks>;

let root: string;
let directory: string;
let recoveries: Recovered[];
let database: Channels;

beforeEach(async () => {
  root = temporaryDirectory();
  directory = join(root, 'data');
  recoveries = [];
  database = createDatabase<Record<string, never>, typeof crashingTasks>({
    dataDirectory: directory,
    readers: 1,
    workerFiles: { reader: workerFile('reader'), writer: new URL('./crashing.worker.ts', import.meta.url) },
    log: { write: () => undefined },
    traceId: () => null,
    now: Date.now,
    onRecovered: (recovered) => void recoveries.push(recovered),
  });
  await database.open();
  await database.writer.write('addChannel', 'before');
});

afterEach(async () => {
  await database.close();
  removeDirectory(root);
});

/** What somebody finds who opens the file by its name, as the next start does. */
function channelsOnDisk(): unknown[] {
  const db = openReadable(databaseFiles(directory).database);
  try {
    return db.prepare('SELECT name FROM channel ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
}

function removeFiles(...suffixes: readonly string[]): void {
  for (const suffix of suffixes) rmSync(`${databaseFiles(directory).database}${suffix}`);
}

function exchangeFile(): void {
  const other = join(root, 'other.db');
  const db = new SqliteDatabase(other);
  migrate(db, MIGRATIONS);
  db.prepare("INSERT INTO channel (name) VALUES ('of another file')").run();
  db.close();
  renameSync(other, databaseFiles(directory).database);
}

// Windows lets nobody remove or exchange a file that is open.
describe.skipIf(process.platform === 'win32')('a database file that is taken away while it is open', () => {
  it.each<[string, () => void]>([
    ['removed', () => removeFiles('')],
    ['removed with its log', () => removeFiles('', '-wal', '-shm')],
    ['left without its log', () => removeFiles('-wal')],
    ['removed with the whole data directory', () => rmSync(directory, { recursive: true })],
    ['exchanged for another', exchangeFile],
  ])('and was %s: is written anew, whole, before a further write is acknowledged', async (_how, take) => {
    take();
    await database.writer.write('addChannel', 'after');
    expect(channelsOnDisk()).toEqual(['before', 'after']);
    expect(recoveries).toMatchObject([{ reason: 'removed', from: null }]);
    await database.writer.write('addChannel', 'later');
    expect(channelsOnDisk()).toEqual(['before', 'after', 'later']);
    expect(await database.check()).toEqual({ damaged: false });
    expect(recoveries).toHaveLength(1);
  });

  it('is written anew when nobody writes, as soon as somebody looks', async () => {
    removeFiles('');
    await database.look();
    expect(channelsOnDisk()).toEqual(['before']);
    await database.look();
    expect(recoveries).toHaveLength(1);
  });

  it('is written anew once for many who write at the same time', async () => {
    removeFiles('');
    const names = Array.from({ length: 20 }, (_, index) => `at once ${index}`);
    await Promise.all(names.map((name) => database.writer.write('addChannel', name)));
    expect(channelsOnDisk().sort()).toEqual(['before', ...names].sort());
    expect(recoveries).toHaveLength(1);
  });

  it('is written anew before a backup is made, which then holds everything', async () => {
    removeFiles('', '-wal', '-shm');
    const { fileName } = await database.createBackup(1);
    await database.writer.write('addChannel', 'after the backup');
    await database.restore(join(databaseFiles(directory).backups, fileName));
    expect(channelsOnDisk()).toEqual(['before']);
  });

  it('is written anew before the app ends', async () => {
    removeFiles('');
    await database.close();
    expect(channelsOnDisk()).toEqual(['before']);
  });

  it('sets aside what had taken its place', async () => {
    exchangeFile();
    await database.look();
    const { setAside } = recoveries[0]!;
    const found = openReadable(join(setAside!, 'mendian.db'));
    expect(found.prepare('SELECT name FROM channel').pluck().all()).toEqual(['of another file']);
    found.close();
  });

  it('leaves nothing aside where nothing had taken its place', async () => {
    removeFiles('');
    await database.look();
    expect(recoveries[0]!.setAside).toBeNull();
    expect(existsSync(databaseFiles(directory).damaged)).toBe(false);
    expect(readdirSync(directory).filter((name) => name.includes('incoming'))).toEqual([]);
  });

  it('keeps its directory closed to a second engine afterwards', async () => {
    rmSync(directory, { recursive: true });
    await database.look();
    await expect(testDatabase(directory).database.open()).rejects.toMatchObject({ code: 'DATABASE_IN_USE' });
  });

  it('is read anew: who asks after it was exchanged sees its own data, not the other file’s', async () => {
    const engine = testDatabase(join(root, 'read'));
    await engine.database.open();
    directory = join(root, 'read');
    exchangeFile();
    await engine.database.look();
    expect(await engine.database.reader.read('system.countContents', null)).toEqual({ orders: 0, stores: 0 });
    expect(channelsOnDisk()).toEqual([]);
    await engine.database.close();
  });
});
