/** The rows that imports refused, one CSV file an import, beside the database. */
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';

export interface RejectedFiles {
  pathOf(importId: number): string;
  has(importId: number): Promise<boolean>;
  /** @throws AppError NOT_FOUND when the import refused nothing. */
  read(importId: number): Promise<string>;
  forget(importId: number): Promise<void>;
  /** Removes those of every import before this one. */
  forgetBefore(importId: number): Promise<void>;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export function rejectedFiles(directory: string): RejectedFiles {
  const pathOf = (importId: number) => join(directory, `${importId}-rejected.csv`);
  return {
    pathOf,
    async has(importId) {
      try {
        await access(pathOf(importId));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async read(importId) {
      try {
        return await readFile(pathOf(importId), 'utf8');
      } catch (error) {
        if (isMissing(error)) throw new AppError('NOT_FOUND', { details: { importId }, cause: error });
        throw error;
      }
    },
    forget: (importId) => rm(pathOf(importId), { force: true }),
    async forgetBefore(importId) {
      for (const name of await readdir(directory)) {
        const id = /^(\d+)-rejected\.csv$/.exec(name)?.[1];
        if (id !== undefined && Number(id) < importId) await rm(join(directory, name), { force: true });
      }
    },
  };
}
