/** What this part runs in the database's threads. */
import type { ReadTasks, WriteTasks } from '../database/index.ts';
import { orderDetailTask, orderListTask, ordersByStatusTask } from './orders/index.ts';
import { boundsTask, breakdownTask, freshnessTask, overviewTask } from './query/index.ts';
import { storeListTask, storeRenameTask } from './stores.ts';

export const analyticsReadTasks = {
  'analytics.overview': overviewTask,
  'analytics.breakdown': breakdownTask,
  'analytics.bounds': boundsTask,
  'analytics.freshness': freshnessTask,
  'orders.list': orderListTask,
  'orders.detail': orderDetailTask,
  'orders.byStatus': ordersByStatusTask,
  'stores.list': storeListTask,
} satisfies ReadTasks;
export type AnalyticsReadTasks = typeof analyticsReadTasks;

/** Answers several questions of `orders.byStatus` from what one of them has read. */
export { createStatusReader } from './orders/index.ts';

export const storeWriteTasks = {
  'stores.rename': storeRenameTask,
} satisfies WriteTasks;
export type StoreWriteTasks = typeof storeWriteTasks;
