/** The door of the tiers behind the memory. */
export type { DiskAbsence, DiskTier, DiskTierOptions } from './disk/disk.ts';
export { createDiskTier } from './disk/disk-tier.ts';
export type {
  HeldLock,
  LockAnswer,
  RedisNode,
  RedisScripts,
  RedisTarget,
  RedisTier,
  RedisTierOptions,
} from './redis/redis.ts';
export { createRedisTier } from './redis/redis-tier.ts';
export type { Later, TierLog } from './surroundings.ts';
