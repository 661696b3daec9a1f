/** What conflicts run in the database's threads. */
import type { Transact } from '../outbox/index.ts';
import { createResolveTasks } from './resolve-tasks.ts';

/** Makes the tasks that write decisions. */
export function createConflictWriteTasks(transact: Transact) {
  return createResolveTasks(transact);
}

export { conflictReadTasks } from './list-tasks.ts';
