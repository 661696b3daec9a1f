/** What a process that was killed had begun and not finished is of no use to anybody, and is removed at the next start. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseFiles, removeDatabaseFile } from './files.ts';

/** The steps of a backup, and a file that was brought in to be restored. */
const HALF_MADE = /^(mendian-\d{8}T\d{9}Z\.db\.zst\.(copy|trial|partial)(-wal|-shm|-journal)?|incoming-[\da-f]{16})$/;
const DESCRIPTION = /^(mendian-\d{8}T\d{9}Z\.db\.zst)\.json$/;

/** Call with the data directory locked: nobody else is making a backup then. */
export function removeLeftovers(files: DatabaseFiles): void {
  removeDatabaseFile(files.incoming);
  if (!existsSync(files.backups)) return;
  for (const name of readdirSync(files.backups)) {
    const archive = DESCRIPTION.exec(name)?.[1];
    const describesNothing = archive !== undefined && !existsSync(join(files.backups, archive));
    if (describesNothing || HALF_MADE.test(name)) rmSync(join(files.backups, name), { force: true });
  }
}
