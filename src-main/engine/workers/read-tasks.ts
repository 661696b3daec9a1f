/** Every reading task there is, by name. */
import { systemReadTasks } from '../system/tasks.ts';

export const readTasks = { ...systemReadTasks };
export type EngineReadTasks = typeof readTasks;
