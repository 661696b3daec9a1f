/** The door of the tiers behind the memory. */
export { startCacheWriter } from './disk/cache-thread.ts';
export type { DiskAbsence, DiskTier, DiskTierOptions } from './disk/disk.ts';
export { createDiskTier } from './disk/disk-tier.ts';
export { loadRedisTier } from './redis/load-redis-tier.ts';
export type {
  HeldLock,
  LockAnswer,
  RedisNode,
  RedisScripts,
  RedisTarget,
  RedisTier,
  RedisTierOptions,
} from './redis/redis.ts';
export type { TierLog } from './surroundings.ts';
