import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BatchReader, createBatchReader } from '../../../../../src-main/cache/tiers/disk/batch-reader.ts';
import { createRowReader, type RowReader } from '../../../../../src-main/cache/tiers/disk/row-reader.ts';
import { createCacheTasks } from '../../../../../src-main/cache/tiers/disk/tasks.ts';
import type { TaskPool } from '../../../../../src-main/database/index.ts';
import { entryOf } from '../../../../integration/cache/tiers/disk-fixture.ts';
import { settle } from '../manual-time.ts';

const KEYS = Array.from({ length: 10 }, (_, at) => `a:${at}`);

let directory: string;
let file: string;
let here: RowReader;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-batch-'));
  file = join(directory, 'cache.db');
  const tasks = createCacheTasks(file, join(directory, 'damaged'));
  tasks['cache.open']();
  const written = KEYS.slice(0, 9).map((key, at) => ({
    type: 'write' as const,
    entry: entryOf(key, at + 1),
    wantedAt: 0,
  }));
  tasks['cache.apply'](null, written);
  tasks['cache.close']();
  here = createRowReader(file);
});
afterEach(() => {
  here.release();
  rmSync(directory, { recursive: true, force: true });
});

/** The thread's own tasks, in a thread that is there when the test says so. */
function lateThread() {
  const tasks = createCacheTasks(file, join(directory, 'damaged'));
  const done: string[] = [];
  const starting = Promise.withResolvers<void>();
  let threads = 0;
  const pool: TaskPool = {
    async run(task, keys) {
      threads = 1;
      await starting.promise;
      done.push(task);
      return task === 'cache.read' ? tasks['cache.read'](null, keys as string[]) : tasks['cache.close']();
    },
    async close() {
      tasks['cache.close']();
    },
    waiting: 0,
    get threads() {
      return threads;
    },
  };
  return { pool, done, started: starting.resolve, fails: starting.reject };
}

const unexpected = (error: unknown) => expect.unreachable(String(error));
const keysOf = async (reader: BatchReader) => (await reader.read(KEYS)).map((row) => row?.key ?? null);
const FOUND = [...KEYS.slice(0, 9), null];

describe('a reader of batches', () => {
  it('reads where it was asked while its thread starts, and keeps nobody waiting for it', async () => {
    const { pool, done } = lateThread();
    expect(await keysOf(createBatchReader(pool, here, unexpected))).toEqual(FOUND);
    expect(done).toEqual([]);
  });

  it('reads in its thread once that is there, and gives the same', async () => {
    const { pool, done, started } = lateThread();
    const reader = createBatchReader(pool, here, unexpected);
    await reader.read(KEYS);
    started();
    await settle();
    expect(await keysOf(reader)).toEqual(FOUND);
    expect(done).toEqual(['cache.close', 'cache.read']);
    await reader.close();
  });

  it('lets others have their turn between a few rows', async () => {
    const { pool } = lateThread();
    const turns: string[] = [];
    const reading = createBatchReader(pool, here, unexpected)
      .read(KEYS)
      .then(() => turns.push('read'));
    setImmediate(() => turns.push('another'));
    await reading;
    expect(turns).toEqual(['another', 'read']);
  });

  it('stops in the middle when the file is to be let go of, and does not open it again', async () => {
    const { pool, started } = lateThread();
    const reader = createBatchReader(pool, here, unexpected);
    const reading = expect(reader.read(KEYS)).rejects.toMatchObject({ code: 'ENGINE_STARTING' });
    started();
    await reader.release();
    here.release();
    await reading;
    // Whoever has it open for itself alone can only have it when nobody else has.
    const alone = new SqliteDatabase(file);
    alone.pragma('locking_mode = EXCLUSIVE');
    alone.exec('BEGIN EXCLUSIVE; COMMIT');
    alone.close();
  });

  it('goes on reading where it was asked when the thread does not start, and says why', async () => {
    const { pool, fails } = lateThread();
    const lost: unknown[] = [];
    const reader = createBatchReader(pool, here, (error) => lost.push(error));
    await reader.read(KEYS);
    fails(new Error('no memory for a thread'));
    await settle();
    expect(await keysOf(reader)).toEqual(FOUND);
    expect(lost.map(String)).toEqual(['Error: no memory for a thread']);
  });
});
