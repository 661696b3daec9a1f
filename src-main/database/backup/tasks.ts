/** Making and checking backups: long reading tasks, run in a thread of their own while everything else goes on. */
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { openReadable, type ReadableDb } from '../connection.ts';
import { databaseFiles, removeDatabaseFile, timeStamp } from '../files.ts';
import { checkThoroughly } from '../integrity.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import type { TaskContext } from '../task.ts';
import { backupNames, compressFile, descriptionFile, expandArchive } from './archive.ts';
import { inspectDatabaseFile } from './inspect.ts';
import type { BackupDescription, StoredBackup } from './stored.ts';

/** Copies the live database, compresses the copy, restores it on trial, and only then gives it its name. */
async function createBackup(context: TaskContext<ReadableDb>, args: { keep: number }): Promise<StoredBackup> {
  const { backups } = databaseFiles(context.dataDirectory);
  mkdirSync(backups, { recursive: true });
  const fileName = `mendian-${timeStamp(context.now())}.db.zst`;
  const archive = join(backups, fileName);
  const copy = `${archive}.copy`;
  const trial = `${archive}.trial`;
  const partial = `${archive}.partial`;
  try {
    // One step for all pages: this thread has nothing else to do, and a copy in steps starts anew after each write.
    await context.db.backup(copy, { progress: () => 0x7fffffff });
    const made = inspectDatabaseFile(copy, 'indexes');
    await compressFile(copy, partial);
    await expandArchive(partial, trial);
    const restored = inspectDatabaseFile(trial);
    if (restored.orders !== made.orders || restored.schemaVersion !== made.schemaVersion) {
      throw new AppError('BACKUP_INVALID', { details: { expected: made.orders, found: restored.orders } });
    }
    const now = new Date(context.now()).toISOString();
    const description: BackupDescription = { createdAt: now, verifiedAt: now, ...made };
    writeFileSync(descriptionFile(archive), JSON.stringify(description));
    renameSync(partial, archive);
    prune(backups, args.keep, fileName);
    return { fileName, bytes: statSync(archive).size, description };
  } catch (error) {
    const known = toDatabaseError(error);
    if (known.code !== 'INTERNAL') throw known;
    throw new AppError('BACKUP_FAILED', { action: 'retry', cause: error });
  } finally {
    removeDatabaseFile(copy);
    removeDatabaseFile(trial);
    rmSync(partial, { force: true });
  }
}

/** Never the one just made: by a clock that was put back it may bear the oldest name. */
function prune(folder: string, keep: number, made: string): void {
  const others = backupNames(folder).filter((fileName) => fileName !== made);
  for (const old of others.slice(Math.max(0, keep - 1))) {
    rmSync(join(folder, old), { force: true });
    rmSync(descriptionFile(join(folder, old)), { force: true });
  }
}

/** Reads the whole live database. Gives when it was done; throws DATABASE_CORRUPT. */
function checkDatabase(context: TaskContext<ReadableDb>): { checkedAt: number } {
  // A connection of its own: the other one may hold pages in memory from before the disk lost them.
  const fresh = openReadable(databaseFiles(context.dataDirectory).database);
  try {
    checkThoroughly(fresh);
  } finally {
    fresh.close();
  }
  return { checkedAt: context.now() };
}

/** Copies a finished backup out of the data directory, and checks the copy. */
async function exportBackup(context: TaskContext<ReadableDb>, args: { fileName: string; to: string }): Promise<void> {
  const { backups } = databaseFiles(context.dataDirectory);
  copyFileSync(join(backups, basename(args.fileName)), args.to);
  const trial = `${args.to}.trial`;
  try {
    await expandArchive(args.to, trial);
    inspectDatabaseFile(trial);
  } finally {
    removeDatabaseFile(trial);
  }
}

export const maintenanceTasks = { createBackup, checkDatabase, exportBackup };
