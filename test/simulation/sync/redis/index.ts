/** A Redis that the simulation can do with as it likes. */
export { createMemoryRedis, type MemoryRedis } from './memory-redis.ts';
export { createSimRedis, type RunScript, type SimRedis } from './redis-line.ts';
