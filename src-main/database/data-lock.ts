/**
 * One process at a time owns a data directory. The lock is an exclusive SQLite transaction on a file of its own:
 * the system frees it the moment the process dies, however it dies, on every platform.
 */
import { join } from 'node:path';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';

/**
 * Takes the lock and holds it until the returned connection is closed.
 * @throws AppError DATABASE_IN_USE when another engine has it.
 */
export function lockDataDirectory(dataDirectory: string): Sqlite {
  const lock = new SqliteDatabase(join(dataDirectory, 'mendian.lock'), { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new AppError('DATABASE_IN_USE', { details: { directory: dataDirectory }, cause: error });
    }
    throw error;
  }
  return lock;
}
