/** What is kept of Mendian's own data, level by level, and how a change of the data reaches it. */
export { type AnsweredAreasOptions, createAnsweredAreas } from './answered-areas.ts';
export { type ChangeFollower, createChangeFollower } from './change-follower.ts';
export { type AnswerFamilies, type LifetimeName, registerAnswers, STATUSES_AT_ONCE } from './families.ts';
export { createLoadLane, type LoadLane } from './load-lane.ts';
export { createOrderLists, type OrderLists } from './order-lists.ts';
export { ORDERS_TABLES, type OrdersTable } from './orders/index.ts';
export { createRecentSets, type RecentSets } from './recent-sets.ts';
export { createStoreDirectory, type StoreDirectory } from './store-directory.ts';
export { createWarmInputs, type WarmInputs } from './warm-inputs.ts';
