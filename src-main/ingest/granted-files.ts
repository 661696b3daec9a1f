/**
 * The engine reads a file only by its grant: an unguessable name for a path that a person picked, dropped or uploaded. No
 * call of the API takes a path. What was uploaded is kept only as long as it may still be needed.
 */
import { randomBytes } from 'node:crypto';
import { readdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import { isTableName } from '#shared/domain/table-files.ts';

export interface GrantedFile {
  readonly fileId: FileGrantId;
  readonly name: string;
  readonly bytes: number;
}

export interface FileGrants {
  /**
   * Lets the engine read files, and in folders the files that orders may be in: those in the folder itself and one level
   * below. @throws AppError FILE_NOT_FOUND.
   */
  grantAll(paths: readonly string[]): Promise<readonly GrantedFile[]>;
  /**
   * Lets the engine read a file that a browser handed over, shown under the name it had there. It is removed with its
   * grants: when it is given up, or after a day in which nobody asked for it.
   */
  grantUpload(path: string, name: string): Promise<FileGrantId>;
  /** Gives a file that may be read a further grant, under a name of its own: one for each table in it. */
  grantAgain(id: FileGrantId, name: string): FileGrantId;
  /** @throws AppError FILE_NOT_FOUND when nothing was granted under this id. */
  resolve(id: FileGrantId): { readonly path: string; readonly name: string };
  /** Ends every grant of an uploaded file and removes it; files that are not the app's own stay as they are. */
  dropUpload(path: string): Promise<void>;
}

/** Far more than anyone picks; the oldest go first. */
const MOST_GRANTS = 50_000;
/** An upload that nobody has asked for in so long is one that somebody has thought better of. */
const UPLOAD_MILLISECONDS = 24 * 3_600_000;

async function filesIn(directory: string, levels: number): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    // A file chosen by itself may be called anything.
    if (entry.isFile() && isTableName(entry.name)) found.push(path);
    else if (entry.isDirectory() && levels > 0 && !entry.name.startsWith('.'))
      found.push(...(await filesIn(path, levels - 1)));
  }
  return found;
}

function notFound(path: string, cause: unknown): AppError {
  return new AppError('FILE_NOT_FOUND', { details: { file: basename(path) }, cause });
}

/**
 * @param now UTC milliseconds.
 * @param random gives so many unguessable bytes.
 */
export function createFileGrants(now: () => number, random: (bytes: number) => Buffer = randomBytes): FileGrants {
  const granted = new Map<FileGrantId, { readonly path: string; readonly name: string }>();
  /** When each uploaded file was last asked for. */
  const uploads = new Map<string, number>();

  async function dropUpload(path: string): Promise<void> {
    if (!uploads.delete(path)) return;
    for (const [id, file] of granted) if (file.path === path) granted.delete(id);
    await rm(path, { force: true });
  }

  async function makeRoom(): Promise<void> {
    for (const [path, usedAt] of uploads) if (now() - usedAt > UPLOAD_MILLISECONDS) await dropUpload(path);
    for (const [oldest, { path }] of granted) {
      if (granted.size <= MOST_GRANTS) return;
      granted.delete(oldest);
      await dropUpload(path);
    }
  }

  async function grantFile(path: string, name: string, uploaded: boolean): Promise<FileGrantId> {
    const real = await realpath(path).catch((error: unknown) => Promise.reject(notFound(path, error)));
    if (!(await stat(real)).isFile()) throw new AppError('FILE_UNREADABLE', { details: { file: name } });
    const id = random(24).toString('base64url') as FileGrantId;
    granted.set(id, { path: real, name });
    if (uploaded) uploads.set(real, now());
    await makeRoom();
    return id;
  }

  function resolve(id: FileGrantId): { readonly path: string; readonly name: string } {
    const file = granted.get(id);
    if (!file) throw new AppError('FILE_NOT_FOUND', { details: { file: '' } });
    if (uploads.has(file.path)) uploads.set(file.path, now());
    return file;
  }

  return {
    async grantAll(paths) {
      const files: GrantedFile[] = [];
      for (const path of paths) {
        const found = await stat(path).catch((error: unknown) => Promise.reject(notFound(path, error)));
        for (const file of found.isDirectory() ? await filesIn(path, 1) : [path]) {
          const name = basename(file);
          files.push({ fileId: await grantFile(file, name, false), name, bytes: (await stat(file)).size });
        }
      }
      return files;
    },
    grantUpload: (path, name) => grantFile(path, name, true),
    grantAgain(id, name) {
      const again = random(24).toString('base64url') as FileGrantId;
      granted.set(again, { path: resolve(id).path, name });
      return again;
    },
    resolve,
    dropUpload,
  };
}
