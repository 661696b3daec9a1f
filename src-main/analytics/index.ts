/** The door of the analytics part. Its tasks for the database's threads are in tasks.ts, its rollups in rollup/. */
export { type Analytics, type AnalyticsParts, createAnalytics } from './analytics.ts';
export { createLocalClock, type LocalClock } from './query/index.ts';
export type { AnalyticsReadTasks, StoreWriteTasks } from './tasks.ts';
