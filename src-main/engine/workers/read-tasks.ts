/** Every reading task there is, by name. */
import { analyticsReadTasks } from '../../analytics/tasks.ts';
import { systemReadTasks } from '../system/tasks.ts';

export const readTasks = { ...systemReadTasks, ...analyticsReadTasks };
export type EngineReadTasks = typeof readTasks;
