/** The door of pulling. Its tasks for the database's threads are in tasks.ts. */
export { createPull, type Pull, type PullOptions, type PullSettings, type PullState } from './pull.ts';
export { createPullStore, type PullStore } from './pull-store.ts';
export type { PullReadTasks, PullWriteTasks } from './tasks.ts';
