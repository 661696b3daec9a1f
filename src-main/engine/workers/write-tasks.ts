/** Every writing task there is, by name. */
import { storeWriteTasks } from '../../analytics/tasks.ts';
import { ingestWriteTasks } from '../../ingest/write/tasks.ts';

export const writeTasks = { ...storeWriteTasks, ...ingestWriteTasks };
export type EngineWriteTasks = typeof writeTasks;
