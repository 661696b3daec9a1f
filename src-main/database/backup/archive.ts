/** A backup is one zstd-compressed SQLite file with a description beside it; it has its final name only once a trial restore succeeded. */
import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { AppError } from '#shared/domain/app-error.ts';

const BACKUP_PATTERN = /^mendian-\d{8}T\d{9}Z\.db\.zst$/;

async function flushToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a compressed copy of `file` to `archive` and sees it onto the disk. */
export async function compressFile(file: string, archive: string): Promise<void> {
  await pipeline(createReadStream(file), createZstdCompress(), createWriteStream(archive));
  await flushToDisk(archive);
}

const SQLITE_HEADER = 'SQLite format 3\0';

async function isPlainDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(SQLITE_HEADER.length);
    await handle.read(head, 0, head.length, 0);
    return head.toString('latin1') === SQLITE_HEADER;
  } finally {
    await handle.close();
  }
}

/**
 * Writes what an archive holds to `file` and sees it onto the disk.
 * @throws AppError BACKUP_INVALID when the archive is damaged.
 */
export async function expandArchive(archive: string, file: string): Promise<void> {
  try {
    // A database that IT copied by hand is as good as an archive.
    if (await isPlainDatabase(archive)) await pipeline(createReadStream(archive), createWriteStream(file));
    else await pipeline(createReadStream(archive), createZstdDecompress(), createWriteStream(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new AppError('FILE_NOT_FOUND', { cause: error });
    if (code === 'ENOSPC') throw new AppError('DISK_FULL', { action: 'retry', cause: error });
    throw new AppError('BACKUP_INVALID', { cause: error });
  }
  await flushToDisk(file);
}

/** Where a backup's description is. */
export function descriptionFile(archive: string): string {
  return `${archive}.json`;
}

/** Gives the file names of a folder's backups, the newest first. A folder that does not exist holds none. */
export function backupNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => BACKUP_PATTERN.test(name))
    .sort()
    .reverse();
}
