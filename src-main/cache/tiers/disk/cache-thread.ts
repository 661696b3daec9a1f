/** The threads of the disk tier. Starting one touches no file, so that it may start before it is known whether one may. */
import { dirname } from 'node:path';
import { createTaskPool, type TaskPool } from '../../../database/index.ts';
import type { DiskTierOptions } from './disk.ts';

export type CacheThreadOptions = Pick<DiskTierOptions, 'file' | 'workerFile' | 'log'>;

/** Starts the thread that writes: it is there as long as the tier. */
export function startCacheWriter(options: CacheThreadOptions): TaskPool {
  return threadOf(options, 'cache writer', 1);
}

/** Gives the pool of the thread that reads batches: it is there while there are some. */
export function cacheReaderPool(options: CacheThreadOptions): TaskPool {
  return threadOf(options, 'cache reader', 0);
}

function threadOf({ file, workerFile, log }: CacheThreadOptions, name: string, keptThreads: 0 | 1): TaskPool {
  return createTaskPool({
    name,
    workerFile,
    threads: 1,
    keptThreads,
    start: { dataDirectory: dirname(file), databaseFile: file },
    // A locked file would be an error at every try: the tier says once that it is out of order.
    log: { write: (_level, message, details) => log.write('debug', message, details) },
    traceId: () => null,
  });
}
