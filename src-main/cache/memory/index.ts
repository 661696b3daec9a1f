export { createMemory } from './create-memory.ts';
export type { LevelUse, Memory, MemoryOptions } from './memory.ts';
