/** Reads a closed database file from end to end, as a trial of a restore. */
import { AppError } from '#shared/domain/app-error.ts';
import { openReadable, type ReadableDb } from '../connection.ts';
import { checkIntegrity } from '../integrity.ts';

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
 * @throws AppError BACKUP_INVALID when it is damaged or no database.
 */
export function inspectDatabaseFile(file: string): Contents {
  let db: ReadableDb | null = null;
  try {
    db = openReadable(file);
    checkIntegrity(db);
    return contentsOf(db);
  } catch (error) {
    throw new AppError('BACKUP_INVALID', { cause: error });
  } finally {
    db?.close();
  }
}
