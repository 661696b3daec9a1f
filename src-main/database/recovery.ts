/** A damaged or replaced database is set aside whole, never deleted; the newest backup that opens takes its place. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { backupNames, expandArchive } from './backup/archive.ts';
import { inspectDatabaseFile, upgradeDatabaseFile } from './backup/inspect.ts';
import { type DatabaseFiles, removeDatabaseFile, timeStamp } from './files.ts';
import type { Migration } from './migration.ts';

export interface Recovered {
  /** UTC milliseconds. */
  readonly at: number;
  /**
   * `damaged`: the newest backup took the file's place. `removed`: the file was taken away or exchanged while it was open,
   * and has been written anew with all that it held.
   */
  readonly reason: 'damaged' | 'removed';
  /** The backup that was restored; null when none was: the database starts empty, or was written anew. */
  readonly from: string | null;
  /** The folder that holds the files set aside; null when there were none. */
  readonly setAside: string | null;
}

/** Moves the database and its companions into a folder of their own and gives that folder. No connection may be open. */
export function setAside(files: DatabaseFiles, now: number): string {
  const folder = join(files.damaged, timeStamp(now));
  mkdirSync(folder, { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) {
    const file = `${files.database}${suffix}`;
    if (existsSync(file)) renameSync(file, join(folder, `mendian.db${suffix}`));
  }
  return folder;
}

/**
 * Says whether there was a database and it is gone: removed, emptied, or replaced by something that is no file. An app
 * that then began with nothing, as on its first day, would look as if all orders were lost while the backups lie there.
 */
export function isLost(files: DatabaseFiles): boolean {
  const found = statSync(files.database, { throwIfNoEntry: false });
  if (found && !found.isFile()) return true;
  return (found?.size ?? 0) === 0 && backupNames(files.backups).length > 0;
}

/**
 * Expands an archive beside the database, reads all of it and brings it to the present schema; nothing else has changed
 * yet.
 * @returns the file to hand to `adoptIncoming`.
 * @throws AppError BACKUP_INVALID, DATABASE_NEWER.
 */
export async function prepareIncoming(
  files: DatabaseFiles,
  archive: string,
  migrations: readonly Migration[],
): Promise<string> {
  const { incoming } = files;
  removeDatabaseFile(incoming);
  try {
    await expandArchive(archive, incoming);
    inspectDatabaseFile(incoming);
    upgradeDatabaseFile(incoming, migrations);
    return incoming;
  } catch (error) {
    removeDatabaseFile(incoming);
    throw error;
  }
}

/** Moves a prepared file to where the database belongs; the place must be empty. */
export function adoptIncoming(files: DatabaseFiles, incoming: string): void {
  renameSync(incoming, files.database);
  removeDatabaseFile(incoming);
}

/**
 * Ends a restore that was cut off between setting the database aside and putting the backup in its place.
 * @returns whether there was one to end.
 */
export function finishRestore(files: DatabaseFiles, migrations: readonly Migration[]): boolean {
  if (existsSync(files.database) || !existsSync(files.incoming)) return false;
  try {
    inspectDatabaseFile(files.incoming);
    upgradeDatabaseFile(files.incoming, migrations);
  } catch (error) {
    // Not whole: it was a recovery that was cut off, which begins anew.
    if (error instanceof AppError && isUnfit(error)) return false;
    throw error;
  }
  adoptIncoming(files, files.incoming);
  return true;
}

function isUnfit({ code }: AppError): boolean {
  return code === 'BACKUP_INVALID' || code === 'DATABASE_NEWER';
}

/** Sets the database aside and restores the newest backup that is whole. */
export async function recover(files: DatabaseFiles, now: number, migrations: readonly Migration[]): Promise<Recovered> {
  const folder = setAside(files, now);
  for (const fileName of backupNames(files.backups)) {
    try {
      adoptIncoming(files, await prepareIncoming(files, join(files.backups, fileName), migrations));
      return { at: now, reason: 'damaged', from: fileName, setAside: folder };
    } catch (error) {
      if (!(error instanceof AppError) || !isUnfit(error)) throw error;
    }
  }
  return { at: now, reason: 'damaged', from: null, setAside: folder };
}
