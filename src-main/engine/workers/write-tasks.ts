/** Every writing task there is, by name. */
export const writeTasks = {};
export type EngineWriteTasks = typeof writeTasks;
