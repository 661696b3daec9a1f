/** A thread that opens, recognises and parses files. It has no database: what it reads goes to the writer over a port. */
import { workerData } from 'node:worker_threads';
import { createTaskRunner, type TaskContext, type WorkerStart } from '../../database/index.ts';
import { readingTasks } from '../../ingest/reading-worker/tasks.ts';

const start = workerData as WorkerStart;

const tasks = {
  inspect: (_: TaskContext<null>, args: Parameters<typeof readingTasks.inspect>[0]) => readingTasks.inspect(args),
  read: (_: TaskContext<null>, args: Parameters<typeof readingTasks.read>[0]) => readingTasks.read(args),
  extractRejected: (_: TaskContext<null>, args: Parameters<typeof readingTasks.extractRejected>[0]) =>
    readingTasks.extractRejected(args),
} satisfies Record<keyof typeof readingTasks, unknown>;

/** Called by the pool. */
export const run = createTaskRunner(tasks, () => null, start.dataDirectory);
