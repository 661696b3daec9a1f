/** The reading end of an import: files in, batches out. Worker entries take `tasks.ts` directly. */
export type { PlannedPath } from './read-plan.ts';
export { type ExtractRejectedArgs, type InspectArgs, type ReadArgs, type ReadingTasks, readingTasks } from './tasks.ts';
