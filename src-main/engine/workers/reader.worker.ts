/** A reading thread: its own read-only connection, and the reading tasks of every part. */
import { workerData } from 'node:worker_threads';
import {
  createTaskRunner,
  maintenanceTasks,
  openReadable,
  type ReadableDb,
  type WorkerStart,
} from '../../database/index.ts';
import { readTasks } from './read-tasks.ts';

const start = workerData as WorkerStart;
let db: ReadableDb | null = null;

function connection(): ReadableDb {
  db ??= openReadable(start.databaseFile);
  return db;
}

/** Called by the pool. */
export const run = createTaskRunner({ ...readTasks, ...maintenanceTasks }, connection, start.dataDirectory, Date.now);
