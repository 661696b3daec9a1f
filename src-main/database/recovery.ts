/** A damaged or replaced database is set aside whole, never deleted; the newest backup that opens takes its place. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { expandArchive, listBackups } from './backup/archive.ts';
import { inspectDatabaseFile } from './backup/inspect.ts';
import { type DatabaseFiles, removeDatabaseFile, timeStamp } from './files.ts';

export interface Recovered {
  /** UTC milliseconds. */
  readonly at: number;
  /** The backup that was restored; null when there was none and the database starts empty. */
  readonly from: string | null;
  /** The folder that holds the files set aside. */
  readonly setAside: string;
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
 * Expands an archive beside the database and reads all of it; nothing else has changed yet.
 * @returns the file to hand to `adoptIncoming`.
 * @throws AppError BACKUP_INVALID.
 */
export async function prepareIncoming(files: DatabaseFiles, archive: string): Promise<string> {
  const incoming = `${files.database}.incoming`;
  removeDatabaseFile(incoming);
  try {
    await expandArchive(archive, incoming);
    inspectDatabaseFile(incoming);
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

/** Sets the database aside and restores the newest backup that is whole. */
export async function recover(files: DatabaseFiles, now: number): Promise<Recovered> {
  const folder = setAside(files, now);
  for (const backup of listBackups(files.backups)) {
    try {
      adoptIncoming(files, await prepareIncoming(files, join(files.backups, backup.fileName)));
      return { at: now, from: backup.fileName, setAside: folder };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BACKUP_INVALID') throw error;
    }
  }
  return { at: now, from: null, setAside: folder };
}
