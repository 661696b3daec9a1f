/**
 * Opens `cache.db`, whatever state it was left in: one that is damaged is set aside, one that cannot be trusted or is of
 * another version is dropped, and an empty one takes its place. Losing it costs time, never an answer.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { toDatabaseError } from '../../../database/index.ts';
import type { DiskOpened } from './operation.ts';
import { createTables, SCHEMA_VERSION, schemaVersion } from './schema.ts';
import { isSound, markSound } from './sound-mark.ts';

export type Replaced = DiskOpened['replaced'];

/** The writer's patience with another process's lock: short, for its queue goes on growing meanwhile. */
const BUSY_TIMEOUT_MILLISECONDS = 100;
const COMPANIONS = ['', '-wal', '-shm', '-journal'];
const MEGABYTE = 1 << 20;

function removeFile(file: string): void {
  for (const suffix of COMPANIONS) rmSync(`${file}${suffix}`, { force: true, recursive: true });
}

/** Moves a damaged file away. Only the last one is kept: it may be large, and is of use only to find out what happened. */
export function setAside(file: string, damagedFolder: string): void {
  const folder = join(damagedFolder, 'cache');
  rmSync(folder, { force: true, recursive: true });
  mkdirSync(folder, { recursive: true });
  for (const suffix of COMPANIONS) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, join(folder, `cache.db${suffix}`));
  }
}

/** Rows are written once and hardly read here. */
const WRITING_CACHE_KIBIBYTES = 2_048;

function connect(file: string): Sqlite {
  const db = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MILLISECONDS });
  try {
    if (schemaVersion(db) === 0) createTables(db);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${16 * MEGABYTE}`);
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${WRITING_CACHE_KIBIBYTES}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function reasonToReplace(file: string): Exclude<Replaced, 'damaged'> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || found.size === 0) return 'new';
  return found.isFile() && isSound(file) ? null : 'unsound';
}

/**
 * Opens the file for writing.
 * @throws AppError DATABASE_BUSY, DISK_FULL, DISK_WRITE_FAILED when it can be neither used nor replaced now.
 */
export function openCacheFile(file: string, damagedFolder: string): { db: Sqlite; replaced: Replaced } {
  try {
    return openOrReplace(file, damagedFolder);
  } catch (error) {
    throw toDatabaseError(error);
  }
}

function openOrReplace(file: string, damagedFolder: string): { db: Sqlite; replaced: Replaced } {
  mkdirSync(dirname(file), { recursive: true });
  let replaced: Replaced = reasonToReplace(file);
  if (replaced !== null) removeFile(file);
  let db: Sqlite;
  try {
    db = connect(file);
    if (schemaVersion(db) !== SCHEMA_VERSION) {
      db.close();
      removeFile(file);
      replaced = 'other-version';
      db = connect(file);
    }
  } catch (error) {
    if (toDatabaseError(error).code !== 'DATABASE_CORRUPT') throw error;
    setAside(file, damagedFolder);
    replaced = 'damaged';
    db = connect(file);
  }
  markSound(file);
  return { db, replaced };
}
