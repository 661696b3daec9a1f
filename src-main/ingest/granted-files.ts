/**
 * The engine reads a file only by its grant: an unguessable name for a path that a person picked, dropped or uploaded. No
 * call of the API takes a path.
 */
import { randomBytes } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';

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
  grant(paths: readonly string[]): Promise<readonly GrantedFile[]>;
  /** Lets the engine read one file, shown under `name`. */
  grantFile(path: string, name: string): Promise<FileGrantId>;
  /** @throws AppError FILE_NOT_FOUND when nothing was granted under this id. */
  resolve(id: FileGrantId): { readonly path: string; readonly name: string };
}

/** Files in a folder that are worth looking at; a file chosen by itself may be called anything. */
const EXTENSIONS = new Set(['.csv', '.tsv', '.txt', '.xlsx', '.xlsm', '.xls']);
/** Far more than anyone picks; the oldest go first. */
const MOST_GRANTS = 50_000;

async function filesIn(directory: string, levels: number): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue;
    if (entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase())) found.push(path);
    else if (entry.isDirectory() && levels > 0) found.push(...(await filesIn(path, levels - 1)));
  }
  return found;
}

function notFound(path: string, cause: unknown): AppError {
  return new AppError('FILE_NOT_FOUND', { details: { file: basename(path) }, cause });
}

/** @param random gives so many unguessable bytes. */
export function createFileGrants(random: (bytes: number) => Buffer = randomBytes): FileGrants {
  const granted = new Map<FileGrantId, { readonly path: string; readonly name: string }>();

  function put(path: string, name: string): FileGrantId {
    const id = random(24).toString('base64url') as FileGrantId;
    granted.set(id, { path, name });
    for (const oldest of granted.keys()) {
      if (granted.size <= MOST_GRANTS) break;
      granted.delete(oldest);
    }
    return id;
  }

  async function grantFile(path: string, name: string): Promise<FileGrantId> {
    const real = await realpath(path).catch((error: unknown) => Promise.reject(notFound(path, error)));
    if (!(await stat(real)).isFile()) throw new AppError('FILE_UNREADABLE', { details: { file: name } });
    return put(real, name);
  }

  return {
    async grant(paths) {
      const files: GrantedFile[] = [];
      for (const path of paths) {
        const found = await stat(path).catch((error: unknown) => Promise.reject(notFound(path, error)));
        for (const file of found.isDirectory() ? await filesIn(path, 1) : [path]) {
          const name = basename(file);
          files.push({ fileId: await grantFile(file, name), name, bytes: (await stat(file)).size });
        }
      }
      return files;
    },
    grantFile,
    resolve(id) {
      const file = granted.get(id);
      if (!file) throw new AppError('FILE_NOT_FOUND', { details: { file: '' } });
      return file;
    },
  };
}
