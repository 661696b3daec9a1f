export { createMemory } from './create-memory.ts';
export { createHeapWatch, type HeapFigures, type HeapWatch, type HeapWatchOptions } from './heap-watch.ts';
export type { LevelUse, Memory, MemoryOptions } from './memory.ts';
