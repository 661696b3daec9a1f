/**
 * After an orderly end the database file's size and time are written down. A file that still matches was touched by
 * nobody since, so its full check may wait until the app is up; any other is checked before it is used.
 */
import { existsSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import type { DatabaseFiles } from './files.ts';

function fingerprint(files: DatabaseFiles): string {
  const { size, mtimeMs } = statSync(files.database);
  return JSON.stringify({ size, mtimeMs });
}

/** Call after the last connection is closed. */
export function markClean(files: DatabaseFiles): void {
  if (existsSync(`${files.database}-wal`)) return;
  writeFileSync(files.cleanMark, fingerprint(files));
}

/** Says whether the file is as an orderly end left it, and takes the mark away: from now on the file is in use. */
export function takeCleanMark(files: DatabaseFiles): boolean {
  const mark = statSync(files.cleanMark, { throwIfNoEntry: false });
  if (!mark) return false;
  const clean =
    mark.isFile() && existsSync(files.database) && readFileSync(files.cleanMark, 'utf8') === fingerprint(files);
  // On a disk that is read-only rmSync throws an error without a code, of which nobody could be told the cause.
  if (mark.isFile()) unlinkSync(files.cleanMark);
  else rmSync(files.cleanMark, { force: true, recursive: true });
  return clean;
}
