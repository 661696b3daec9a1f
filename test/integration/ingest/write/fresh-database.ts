/** A database in a directory of its own, and what stands in its tables. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS, migrate, openWritable, type WritableDb } from '../../../../src-main/database/index.ts';

export interface FreshDatabase {
  readonly db: WritableDb;
  readonly directory: string;
  remove(): void;
}

export function freshDatabase(): FreshDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-write-'));
  const db = openWritable(join(directory, 'mendian.db'));
  migrate(db, MIGRATIONS);
  // The file is thrown away: nothing is proved by waiting for the disk.
  db.pragma('synchronous = OFF');
  return {
    db,
    directory,
    remove() {
      db.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** The record of imports, the notes of what changed and the names of a database and its clock differ by design; all else is compared. */
const RECORD = [
  'import',
  'import_before',
  'import_store',
  'data_set',
  'hybrid_clock',
  'change_journal',
  'store_revision',
  'sqlite_sequence',
];

/** Every row of every table that holds data, in key order: equal texts are equal databases. */
export function contents(db: WritableDb): string {
  const of = (table: string) =>
    db
      .prepare<[], unknown[]>(`SELECT * FROM ${table}`)
      .raw()
      .all()
      .map((row) => row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value)));
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
    .filter((table) => !RECORD.includes(table));
  const indexes = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").raw().all();
  return JSON.stringify({ indexes, ...Object.fromEntries(tables.map((table) => [table, of(table)])) }, null, 1);
}
