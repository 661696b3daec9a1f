/** A thread that opens, recognises and parses files. It has no database: what it reads goes to the writer over a port. */
import { workerData } from 'node:worker_threads';
import { createTaskRunner, type WorkerStart } from '../../database/index.ts';
import { ingestFileTasks } from '../../ingest/file-tasks.ts';

const start = workerData as WorkerStart;

/** Called by the pool. */
export const run = createTaskRunner(ingestFileTasks, () => null, start.dataDirectory, Date.now);
