/**
 * The backups that there are, with what each says of itself. Apart from the archives, so that no thread which makes or
 * opens one loads what checks a description.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupNames, descriptionFile } from './archive.ts';

const description = z.object({
  createdAt: z.iso.datetime(),
  orders: z.int(),
  schemaVersion: z.int(),
  /** When the trial restore succeeded. */
  verifiedAt: z.iso.datetime(),
});
export type BackupDescription = z.infer<typeof description>;

export interface StoredBackup {
  readonly fileName: string;
  readonly bytes: number;
  /** Null when the description is missing or unreadable: the file may be good, but nobody vouches for it. */
  readonly description: BackupDescription | null;
}

function readDescription(file: string): BackupDescription | null {
  if (!existsSync(file)) return null;
  try {
    const parsed = description.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Lists a folder's backups, the newest first. A folder that does not exist holds none. */
export function listBackups(folder: string): StoredBackup[] {
  return backupNames(folder).map((fileName) => {
    const archive = join(folder, fileName);
    return { fileName, bytes: statSync(archive).size, description: readDescription(descriptionFile(archive)) };
  });
}
