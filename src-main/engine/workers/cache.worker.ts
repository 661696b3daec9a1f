/** A thread of the cache's disk tier: the one that writes `cache.db`, or the one that reads batches of it. */
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { createCacheTasks } from '../../cache/tiers/disk/tasks.ts';
import { createTaskRunner, type WorkerStart } from '../../database/index.ts';

const start = workerData as WorkerStart;

/** Called by the pool. */
export const run = createTaskRunner(
  createCacheTasks(start.databaseFile, join(dirname(start.databaseFile), 'damaged')),
  () => null,
  start.dataDirectory,
  Date.now,
);
