/** The writing thread: owner of the database file, and the writing tasks of every part. */
import { workerData } from 'node:worker_threads';
import {
  createTaskRunner,
  createWriterOwner,
  MIGRATIONS,
  type TaskCall,
  type TaskOutcome,
  type WorkerStart,
} from '../../database/index.ts';
import { writeTasks } from './write-tasks.ts';

const start = workerData as WorkerStart;
const owner = createWriterOwner(start.dataDirectory, MIGRATIONS);
const runOwner = createTaskRunner(owner.tasks, () => null, start.dataDirectory, Date.now);
const runWrite = createTaskRunner(writeTasks, owner.connection, start.dataDirectory, Date.now);

/** Called by the pool. */
export function run(call: TaskCall): Promise<TaskOutcome> {
  return call.task in owner.tasks ? runOwner(call) : runWrite(call);
}
