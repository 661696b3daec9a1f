/**
 * The tables of `cache.db`. It is a cache: a file of any other version is dropped and made anew, never migrated.
 */
import type { Database as Sqlite } from 'better-sqlite3';

export const SCHEMA_VERSION = 1;

const TABLES = `
  CREATE TABLE entry (
    hash INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    level TEXT NOT NULL,
    family TEXT NOT NULL,
    tags TEXT NOT NULL,
    store_id INTEGER,
    stamp INTEGER NOT NULL,
    born_at INTEGER NOT NULL,
    fresh_until INTEGER NOT NULL,
    gone_at INTEGER NOT NULL,
    load_milliseconds REAL NOT NULL,
    version TEXT,
    missing INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    wanted_at INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    payload BLOB NOT NULL
  ) STRICT;
  CREATE INDEX entry_gone ON entry (gone_at, bytes);
  CREATE INDEX entry_wanted ON entry (wanted_at, bytes);

  CREATE TABLE invalidation (tag TEXT PRIMARY KEY, stamp INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE mark (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE history (at INTEGER PRIMARY KEY, point TEXT NOT NULL) STRICT;

  CREATE TABLE missed_write (
    hash INTEGER PRIMARY KEY,
    stamp INTEGER NOT NULL,
    gone_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    run TEXT,
    sequence INTEGER,
    record BLOB NOT NULL
  ) STRICT;
  CREATE INDEX missed_write_gone ON missed_write (gone_at, bytes);

  CREATE TABLE missed_invalidation (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
  ) STRICT, WITHOUT ROWID;
`;

export function schemaVersion(db: Sqlite): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Makes the tables in an empty file. */
export function createTables(db: Sqlite): void {
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.transaction(() => {
    db.exec(TABLES);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}
