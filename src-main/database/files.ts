/** Names of the files that the database part owns, all inside the data directory. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

export interface DatabaseFiles {
  readonly directory: string;
  readonly database: string;
  /** A database that is about to take the other one's place. */
  readonly incoming: string;
  readonly backups: string;
  /** Damaged files are set aside here, never deleted by the app. */
  readonly damaged: string;
  /** Stands only while no engine runs and the last one ended in order. */
  readonly cleanMark: string;
}

/** Gives the paths for a data directory. */
export function databaseFiles(directory: string): DatabaseFiles {
  return {
    directory,
    database: join(directory, 'mendian.db'),
    incoming: join(directory, 'mendian.db.incoming'),
    backups: join(directory, 'backups'),
    damaged: join(directory, 'damaged'),
    cleanMark: join(directory, 'mendian.clean'),
  };
}

/** `2026-11-21T03:55:45.123Z` becomes `20261121T035545123Z`: sorts by time and is a valid name everywhere. */
export function timeStamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:.]/g, '');
}

/** Removes a database file with its companions; one that does not exist is fine. */
export function removeDatabaseFile(file: string): void {
  rmSync(file, { force: true });
  removeLog(file);
}

/** Removes a database file's companions, in which the last transactions may stand. */
export function removeLog(file: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
