/** What sync runs in the database's threads. Each folder of it lists its own. */
import type { ReadTasks, WriteTasks } from '../database/index.ts';

export const syncReadTasks = {} satisfies ReadTasks;
export type SyncReadTasks = typeof syncReadTasks;

export const syncWriteTasks = {} satisfies WriteTasks;
export type SyncWriteTasks = typeof syncWriteTasks;
