/** Every writing task there is, by name. */
import { rollupWriteTasks, storeWriteTasks } from '../../analytics/tasks.ts';
import { changeWriteTasks } from '../../database/index.ts';
import { ingestWriteTasks } from '../../ingest/write/tasks.ts';
import { resilienceWriteTasks } from '../../resilience/tasks.ts';
import { syncWriteTasks } from '../../sync/tasks.ts';

export const writeTasks = {
  ...changeWriteTasks,
  ...storeWriteTasks,
  ...rollupWriteTasks,
  ...ingestWriteTasks,
  ...resilienceWriteTasks,
  ...syncWriteTasks,
};
export type EngineWriteTasks = typeof writeTasks;
