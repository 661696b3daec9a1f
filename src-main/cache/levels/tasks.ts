/** What the levels run in the database's reading threads. */
import type { ReadTasks } from '../../database/index.ts';
import { answersTask } from './answers-task.ts';

export const cacheReadTasks = { 'cache.answers': answersTask } satisfies ReadTasks;
export type CacheReadTasks = typeof cacheReadTasks;
