/** Every reading task there is, by name. */
export const readTasks = {};
export type EngineReadTasks = typeof readTasks;
