/** Decides whether a database file can be trusted. */
import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';

/**
 * Reads every page and checks the structure of tables and indexes (SQLite's `quick_check`).
 * @throws AppError DATABASE_CORRUPT with the first problem found.
 */
export function checkIntegrity(db: Sqlite): void {
  let first: string;
  try {
    first = String(db.pragma('quick_check(1)', { simple: true }));
  } catch (error) {
    throw new AppError('DATABASE_CORRUPT', { action: 'park', cause: error });
  }
  if (first !== 'ok')
    throw new AppError('DATABASE_CORRUPT', { action: 'park', details: { problem: first.slice(0, 200) } });
}
