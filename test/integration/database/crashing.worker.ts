/** A writing thread that can be made to die, for tests. */
import { workerData } from 'node:worker_threads';
import {
  createTaskRunner,
  createWriterOwner,
  MIGRATIONS,
  type TaskCall,
  type TaskContext,
  type TaskOutcome,
  type WorkerStart,
  type WritableDb,
} from '../../../src-main/database/index.ts';

const start = workerData as WorkerStart;
const owner = createWriterOwner(start.dataDirectory, MIGRATIONS);
const runOwner = createTaskRunner(owner.tasks, () => null, start.dataDirectory, Date.now);

export const crashingTasks = {
  addChannel({ db }: TaskContext<WritableDb>, name: string): number {
    return Number(db.prepare('INSERT INTO channel (name) VALUES (?)').run(name).lastInsertRowid);
  },
  /** Writes, and dies before the transaction ends. */
  dieWriting({ db }: TaskContext<WritableDb>): void {
    db.exec("BEGIN IMMEDIATE; INSERT INTO channel (name) VALUES ('half')");
    process.exit(1);
  },
};

const runWrite = createTaskRunner(crashingTasks, owner.connection, start.dataDirectory, Date.now);

export function run(call: TaskCall): Promise<TaskOutcome> {
  return call.task in owner.tasks ? runOwner(call) : runWrite(call);
}
