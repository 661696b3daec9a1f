/** The door of the analytics part. Its tasks for the database's threads are in tasks.ts, its rollups in rollup/. */
export { type Analytics, type AnalyticsParts, createAnalytics } from './analytics.ts';
export {
  type OrderCursor,
  type OrderList,
  type OrderListQuestion,
  orderSummary,
  parseOrderCursor,
  writeOrderCursor,
} from './orders/index.ts';
export {
  commonZone,
  createLocalClock,
  type LocalClock,
  localNow,
  onOneState,
  type ProductSales,
  parseDayRange,
  readProductSales,
  salesCurrency,
} from './query/index.ts';
export type { AnalyticsReadTasks, RollupWriteTasks, StoreWriteTasks } from './tasks.ts';
