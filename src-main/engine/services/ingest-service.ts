/** Imports as a service: the threads that read files live with it, and what browsers uploaded ends with it. */
import { rm } from 'node:fs/promises';
import { AppError } from '#shared/domain/app-error.ts';
import { createTaskPool, type TaskPool } from '../../database/index.ts';
import type { FilePool } from '../../ingest/index.ts';
import type { Log, Trace } from '../../logging/index.ts';
import type { Service } from '../container/index.ts';
import type { DataPaths } from '../paths.ts';
import { workerFile } from '../workers/worker-file.ts';

/** One reads an import from end to end; the other looks at further files meanwhile. */
const READING_THREADS = 2;
/** A tenth of a second longer each: Windows removes no file that is open. */
const REMOVAL_RETRIES = 3;

export interface ReadingPool extends FilePool {
  open(): void;
  close(): Promise<void>;
}

/** Gives the pool of reading threads; it starts none before `open`, and none that has nothing to do after that. */
export function createReadingPool(paths: DataPaths, log: Log, trace: Trace): ReadingPool {
  let pool: TaskPool | null = null;
  return {
    open() {
      pool = createTaskPool({
        name: 'ingest',
        workerFile: workerFile('ingest'),
        threads: READING_THREADS,
        keptThreads: 0,
        start: { dataDirectory: paths.directory, databaseFile: paths.database },
        log,
        traceId: trace.current,
      });
    },
    async close() {
      await pool?.close();
      pool = null;
    },
    // The pool carries any task; the types of the task map are put on at this one place.
    run: ((task, args, options) => {
      if (!pool) return Promise.reject(new AppError('ENGINE_STARTING', { action: 'retry' }));
      return pool.run(task, args, options);
    }) as FilePool['run'],
  };
}

export function ingestService(
  ingest: { facts(): { running: number }; close(): Promise<void> },
  pool: ReadingPool,
  paths: DataPaths,
  log: Log,
): Service {
  /**
   * Grants end with the process, so that nobody can ask for an upload of an earlier one, nor go on with an import. What somebody else
   * has open, a virus scanner say, stays until the next time: it does no harm.
   */
  async function removeTemporary(): Promise<void> {
    for (const path of [paths.uploads, paths.scratch]) {
      try {
        await rm(path, { recursive: true, force: true, maxRetries: REMOVAL_RETRIES });
      } catch (error) {
        log.write('warn', 'temporary files not removed', { path, error });
      }
    }
  }
  return {
    name: 'ingest',
    requires: ['database'],
    optional: false,
    async initialize() {
      await removeTemporary();
      pool.open();
    },
    health: () => ({ state: 'healthy', facts: ingest.facts() }),
    async close() {
      await ingest.close();
      await pool.close();
      await removeTemporary();
    },
  };
}
