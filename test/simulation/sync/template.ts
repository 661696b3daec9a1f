/** A computer's files as they are before anything has happened, made once and copied for every computer. */
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { MIGRATIONS, migrate, openWritable } from '../../../src-main/database/index.ts';

const MEMORY = '/dev/shm';
/** The smallest there are: a disk that is full is felt with the next row. */
const PAGE_BYTES = 512;

/** Where files may lie that nobody needs tomorrow: in memory where the system offers that, for each commit waits for the disk. */
export function workDirectory(): string {
  return existsSync(MEMORY) ? MEMORY : tmpdir();
}

/** Makes them in `directory`. */
export function makeTemplate(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'mendian.db');
  const empty = new SqliteDatabase(file);
  empty.pragma(`page_size = ${PAGE_BYTES}`);
  empty.exec('VACUUM');
  empty.close();
  const db = openWritable(file);
  migrate(db, MIGRATIONS);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
