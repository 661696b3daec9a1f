/** Mendian's side: the import of a file in a process of its own, through the real threads. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hubEnvironment } from '../../../scripts/hub-environment.ts';

export interface MeasuredImport {
  /** Until the commit is durable. */
  readonly seconds: number;
  /** Until the log has been moved into the database file. */
  readonly checkpointed: number;
  /** Of the main thread's event loop, milliseconds. */
  readonly delayP99: number;
  readonly counts: { readonly rows: number; readonly orders: number };
}

const execute = promisify(execFile);
const CHILD = join(import.meta.dirname, 'measured-import.ts');

/** @param store the store that a file without a store column is for. */
export async function importByApp(file: string, store?: string): Promise<MeasuredImport> {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, file, ...(store === undefined ? [] : [store])];
  const { stdout } = await execute(process.execPath, args, {
    maxBuffer: 1024 * 1024,
    env: hubEnvironment(process.env),
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as MeasuredImport;
}
