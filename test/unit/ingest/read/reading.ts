/** What the tests of the readers share: files in a directory of their own, and records as plain strings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { type OpenOptions, openRecords } from '../../../../src-main/ingest/read/index.ts';

/** The real data sets beside the checkout. */
export const DATA = resolve(import.meta.dirname, '../../../../../shared/data');

export interface TempFiles {
  write(name: string, content: string | Uint8Array): string;
  path(name: string): string;
  remove(): void;
}

export function createTempFiles(): TempFiles {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-read-'));
  return {
    write: (name, content) => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
    path: (name) => join(directory, name),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export async function readAll(path: string, options: OpenOptions): Promise<string[][]> {
  const records: string[][] = [];
  for await (const block of openRecords(path, options)) {
    const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length);
    if (block.firstRecord !== records.length) throw new Error(`block begins at ${block.firstRecord}`);
    for (let r = 0; r < block.records; r++) {
      const fields: string[] = [];
      for (let i = block.offsets[r]!; i < block.offsets[r + 1]!; i++) {
        fields.push(bytes.toString('utf8', block.starts[i]!, block.ends[i]!));
      }
      records.push(fields);
    }
  }
  return records;
}

export async function countRecords(path: string, options: OpenOptions): Promise<number> {
  let records = 0;
  for await (const block of openRecords(path, options)) records += block.records;
  return records;
}

/** The AppError that a task ends with; anything else is a failure of the test. */
export async function refusalOf(task: () => Promise<unknown>): Promise<AppError> {
  try {
    await task();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
