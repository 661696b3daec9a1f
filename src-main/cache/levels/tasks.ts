/** What the levels run in the database's reading threads. */
import type { ReadTasks } from '../../database/index.ts';
import { answersTask } from './answers-task.ts';
import { ordersReadTasks } from './orders/tasks.ts';

export const cacheReadTasks = { 'cache.answers': answersTask, ...ordersReadTasks } satisfies ReadTasks;
export type CacheReadTasks = typeof cacheReadTasks;
