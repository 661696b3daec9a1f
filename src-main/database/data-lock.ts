/**
 * One process at a time owns a data directory. The lock is an exclusive SQLite transaction on a file of its own:
 * the system frees it the moment the process dies, however it dies, on every platform.
 */
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}

function take(file: string): Sqlite {
  const lock = new SqliteDatabase(file, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw error;
  }
  return lock;
}

/** The lock file holds nothing: one that a dying disk filled with rubbish is emptied. Whoever held it would be met first. */
function takeOrMend(file: string): Sqlite {
  try {
    return take(file);
  } catch (error) {
    if (!/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error))) throw error;
    truncateSync(file, 0);
    return take(file);
  }
}

/**
 * Takes the lock and holds it until the returned connection is closed.
 * @throws AppError DATABASE_IN_USE when another engine has it.
 */
export function lockDataDirectory(dataDirectory: string): Sqlite {
  try {
    return takeOrMend(join(dataDirectory, 'mendian.lock'));
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error;
    throw new AppError('DATABASE_IN_USE', { details: { directory: dataDirectory }, cause: error });
  }
}
