/** The threads of the disk tier. Starting one touches no file, so that it may start before it is known whether one may. */
import { dirname } from 'node:path';
import { createTaskPool, type TaskPool } from '../../../database/index.ts';
import type { DiskTierOptions } from './disk.ts';

export type CacheThreadOptions = Pick<DiskTierOptions, 'file' | 'workerFile' | 'log'>;

/**
 * Starts the thread that writes: it is there as long as the tier. It writes what staff have just been told, while they ask for more:
 * on two processors they would wait for it.
 */
export function startCacheWriter(options: CacheThreadOptions): TaskPool {
  return threadOf(options, { name: 'cache writer', keptThreads: 1, givesWay: true });
}

/** Gives the pool of the thread that reads batches: it is there while there are some. */
export function cacheReaderPool(options: CacheThreadOptions): TaskPool {
  return threadOf(options, { name: 'cache reader', keptThreads: 0, givesWay: false });
}

function threadOf(
  { file, workerFile, log }: CacheThreadOptions,
  thread: { readonly name: string; readonly keptThreads: 0 | 1; readonly givesWay: boolean },
): TaskPool {
  return createTaskPool({
    ...thread,
    workerFile,
    threads: 1,
    start: { dataDirectory: dirname(file), databaseFile: file },
    // A locked file would be an error at every try: the tier says once that it is out of order.
    log: { write: (_level, message, details) => log.write('debug', message, details) },
    traceId: () => null,
  });
}
