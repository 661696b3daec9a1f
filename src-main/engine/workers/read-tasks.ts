/** Every reading task there is, by name. */
import { analyticsReadTasks } from '../../analytics/tasks.ts';
import { cacheReadTasks } from '../../cache/levels/tasks.ts';
import { changeReadTasks } from '../../database/index.ts';
import { ingestReadTasks } from '../../ingest/write/tasks.ts';
import { resilienceReadTasks } from '../../resilience/tasks.ts';
import { syncReadTasks } from '../../sync/tasks.ts';
import { systemReadTasks } from '../system/tasks.ts';

export const readTasks = {
  ...changeReadTasks,
  ...systemReadTasks,
  ...analyticsReadTasks,
  ...cacheReadTasks,
  ...ingestReadTasks,
  ...resilienceReadTasks,
  ...syncReadTasks,
};
export type EngineReadTasks = typeof readTasks;
