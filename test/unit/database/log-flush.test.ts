import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWritable, type WritableDb } from '../../../src-main/database/connection.ts';
import { createLogFlush } from '../../../src-main/database/log-flush.ts';

const ROWS = 600;
const ROW_BYTES = 100_000;

let directory: string;
let db: WritableDb;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-log-flush-'));
  db = openWritable(join(directory, 'flushed.db'));
  db.exec('CREATE TABLE big (id INTEGER PRIMARY KEY, bytes BLOB)');
  db.pragma('wal_autocheckpoint = 0');
});
afterEach(() => {
  db.close();
  rmSync(directory, { recursive: true });
});

function load(): void {
  const insert = db.prepare(`INSERT INTO big (bytes) VALUES (zeroblob(${ROW_BYTES}))`);
  for (let row = 0; row < ROWS; row++) insert.run();
}

/** How often this process has the log open. */
function timesOpen(): number {
  return readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`) === `${db.name}-wal`;
    } catch (error) {
      // The directory was open itself while it was read.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }).length;
}

describe('flushing the log ahead of the commit', () => {
  it.runIf(process.platform === 'linux')(
    'goes on beside the transaction, and lets the log go when it is done',
    async () => {
      const failures: unknown[] = [];
      db.exec('BEGIN IMMEDIATE');
      const before = timesOpen();
      const flush = createLogFlush(db, (error) => failures.push(error));
      load();
      flush.begin();
      load();
      flush.begin();
      db.exec('COMMIT');
      flush.end();
      await expect.poll(timesOpen).toBe(before);
      expect(failures).toEqual([]);
      expect(db.prepare('SELECT count(*) FROM big').pluck().get()).toBe(2 * ROWS);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    },
  );

  it('leaves what a transaction takes back as it was', () => {
    db.exec('BEGIN IMMEDIATE');
    const flush = createLogFlush(db, (error) => {
      throw error;
    });
    load();
    flush.begin();
    db.exec('ROLLBACK');
    flush.end();
    expect(db.prepare('SELECT count(*) FROM big').pluck().get()).toBe(0);
  });

  it('says so where there is no log, and does nothing', () => {
    const failures: unknown[] = [];
    db.pragma('journal_mode = DELETE');
    const flush = createLogFlush(db, (error) => failures.push(error));
    flush.begin();
    flush.end();
    expect(failures).toMatchObject([{ code: 'ENOENT' }]);
  });
});
