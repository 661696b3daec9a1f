/** Reads a closed database file from end to end, as a trial of a restore. */
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';
import { openReadable, openWritable, type ReadableDb } from '../connection.ts';
import { checkIntegrity, checkThoroughly } from '../integrity.ts';
import { type Migration, migrate } from '../migration.ts';
import { toDatabaseError } from '../sqlite-error.ts';

interface Contents {
  readonly orders: number;
  readonly schemaVersion: number;
}

function contentsOf(db: ReadableDb): Contents {
  return {
    orders: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM orders').get()?.n ?? 0,
    schemaVersion: Number(db.pragma('user_version', { simple: true })),
  };
}

/**
 * Opens a database file as a restore would, and reads all of it.
 * @param check what else is looked at: `indexes` compares them with their tables.
 * @throws AppError BACKUP_INVALID when it is damaged or no database.
 */
export function inspectDatabaseFile(file: string, check: 'pages' | 'indexes' = 'pages'): Contents {
  let db: ReadableDb | null = null;
  try {
    db = openReadable(file);
    if (check === 'indexes') checkThoroughly(db);
    else checkIntegrity(db);
    return contentsOf(db);
  } catch (error) {
    throw new AppError('BACKUP_INVALID', { cause: error });
  } finally {
    db?.close();
  }
}

function tablesOf(db: Sqlite): string[] {
  return db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all().map(nameOf);
}

function nameOf({ name }: { name: string }): string {
  return name;
}

function freshTables(migrations: readonly Migration[]): string[] {
  const fresh = new SqliteDatabase(':memory:');
  try {
    migrate(fresh, migrations);
    return tablesOf(fresh);
  } finally {
    fresh.close();
  }
}

/**
 * Brings a closed database file to the present schema. Some other program's database is refused, even if it is whole.
 * @throws AppError BACKUP_INVALID, DATABASE_NEWER, DISK_FULL.
 */
export function upgradeDatabaseFile(file: string, migrations: readonly Migration[]): void {
  const db = openWritable(file);
  try {
    migrate(db, migrations);
    const present = new Set(tablesOf(db));
    const missing = freshTables(migrations).find((table) => !present.has(table));
    if (missing !== undefined) throw new AppError('BACKUP_INVALID', { details: { problem: `no table ${missing}` } });
  } catch (error) {
    const known = toDatabaseError(error);
    throw known.code === 'INTERNAL' ? new AppError('BACKUP_INVALID', { cause: error }) : known;
  } finally {
    db.close();
  }
}
