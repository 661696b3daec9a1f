/** A thread that packs columns of tables for the cache. It reads no database and no file. */
import { workerData } from 'node:worker_threads';
import { codecTasks } from '../../cache/codec/tasks.ts';
import { createTaskRunner, type WorkerStart } from '../../database/index.ts';

const start = workerData as WorkerStart;

/** Called by the pool. */
export const run = createTaskRunner(codecTasks, () => null, start.dataDirectory, Date.now);
