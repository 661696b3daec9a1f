/** One import over its two threads: the one that reads its files and the one that writes the database. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { type Reader, type TaskOptions, toDatabaseError, type Writer } from '../database/index.ts';
import type { IngestFileTasks } from './file-tasks.ts';
import type { Run } from './import-runs.ts';
import type { ImportDefaults, ImportResult, IngestReadTasks, IngestWriteTasks } from './write/index.ts';

/** Runs the tasks of `ingestFileTasks` in a thread of their own. */
export interface FilePool {
  run<Name extends keyof IngestFileTasks & string>(
    task: Name,
    args: Parameters<IngestFileTasks[Name]>[1],
    options?: TaskOptions,
  ): Promise<Awaited<ReturnType<IngestFileTasks[Name]>>>;
}

export interface ImportThreads {
  readonly reader: Reader<IngestReadTasks>;
  readonly writer: Writer<IngestWriteTasks>;
  readonly readingPool: FilePool;
  readonly log: { write(level: 'warn', message: string, details: Record<string, unknown>): void };
  readonly defaults: () => ImportDefaults;
  readonly paths: {
    /** Where imports that are running put things aside. */
    readonly scratch: string;
  };
}

/**
 * Reads the files of an import and writes what they say. Whatever becomes of it, it has ended in both threads then, and nothing that
 * they had put aside is left.
 */
export async function readAndWrite(
  threads: ImportThreads,
  run: Run,
  onProgress: (progress: unknown) => void,
): Promise<ImportResult> {
  const { log, paths } = threads;
  const scratch = join(paths.scratch, String(run.id));
  try {
    await mkdir(scratch, { recursive: true });
  } catch (error) {
    throw toDatabaseError(error);
  }
  try {
    return await overBothThreads(threads, run, scratch, onProgress);
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch((error: unknown) => {
      log.write('warn', 'what an import had put aside not removed', { importId: run.id, error });
    });
  }
}

/**
 * The two threads talk over a channel of their own; when one of them fails, the other ends too.
 * @param scratch a directory of this import alone.
 */
async function overBothThreads(
  { reader, writer, readingPool, log, defaults }: ImportThreads,
  run: Run,
  scratch: string,
  onProgress: (progress: unknown) => void,
): Promise<ImportResult> {
  const { signal } = run.giveUp;
  const { timeZone, currency } = defaults();
  const stores = await reader.read('knownStores', null);
  const storeZones = Object.fromEntries(
    stores.flatMap((store) => [
      [store.name, store.timeZone],
      [store.code, store.timeZone],
    ]),
  );
  const { port1, port2 } = new MessageChannel();
  const reading = readingPool.run(
    'read',
    { files: run.files, port: port1, now: run.startedAt, defaults: { timeZone }, scratch, storeZones },
    { signal, transfer: [port1] },
  );
  const writing = writer.write(
    'import',
    {
      importId: run.id,
      dryRun: run.dryRun,
      files: run.files.map(({ name, settings }) => ({ name, kind: settings.kind, timeZone: settings.timeZone })),
      port: port2,
      defaults: { timeZone, currency },
      startedAt: run.startedAt,
    },
    { signal, transfer: [port2], onProgress },
  );
  // A task that never began has not taken its port: closing it here ends the other side.
  const [, written] = await Promise.allSettled([
    reading.catch((error: unknown) => {
      port1.close();
      if (!signal.aborted) log.write('warn', 'reading ended early', { importId: run.id, error });
    }),
    writing.finally(() => port2.close()),
  ]);
  if (written.status === 'rejected') throw written.reason;
  return written.value;
}
