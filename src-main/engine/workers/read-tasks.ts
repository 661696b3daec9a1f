/** Every reading task there is, by name. */
import { analyticsReadTasks } from '../../analytics/tasks.ts';
import { ingestReadTasks } from '../../ingest/write/tasks.ts';
import { systemReadTasks } from '../system/tasks.ts';

export const readTasks = { ...systemReadTasks, ...analyticsReadTasks, ...ingestReadTasks };
export type EngineReadTasks = typeof readTasks;
