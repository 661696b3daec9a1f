/** What this part runs in the database's threads. */
import type { ReadTasks, TaskContext, WritableDb, WriteTasks } from '../database/index.ts';
import { orderDetailTask, orderFindTask, orderListTask, ordersByStatusTask } from './orders/index.ts';
import { boundsTask, breakdownTask, freshnessTask, overviewTask } from './query/index.ts';
import { makeBlocks } from './rollup/index.ts';
import { storeListTask, storeRenameTask } from './stores.ts';

export const analyticsReadTasks = {
  'analytics.overview': overviewTask,
  'analytics.breakdown': breakdownTask,
  'analytics.bounds': boundsTask,
  'analytics.freshness': freshnessTask,
  'orders.list': orderListTask,
  'orders.find': orderFindTask,
  'orders.detail': orderDetailTask,
  'orders.byStatus': ordersByStatusTask,
  'stores.list': storeListTask,
} satisfies ReadTasks;
export type AnalyticsReadTasks = typeof analyticsReadTasks;

/** Several questions of `orders.detail` or `orders.byStatus`, answered from what is read once for all of them. */
export { createDetailReader, createStatusReader } from './orders/index.ts';

export const storeWriteTasks = {
  'stores.rename': storeRenameTask,
} satisfies WriteTasks;
export type StoreWriteTasks = typeof storeWriteTasks;

export const rollupWriteTasks = {
  /** Gives whether no row of blocks is left to be made. */
  'rollups.makeBlocks': ({ db }: TaskContext<WritableDb>): boolean => makeBlocks(db),
} satisfies WriteTasks;
export type RollupWriteTasks = typeof rollupWriteTasks;
