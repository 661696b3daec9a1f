/** Every writing task there is, by name. */
import { storeWriteTasks } from '../../analytics/tasks.ts';

export const writeTasks = { ...storeWriteTasks };
export type EngineWriteTasks = typeof writeTasks;
