export { askedPause, type Backoff, backoff } from './backoff.ts';
export { type Breaker, type BreakerOptions, type BreakerState, createBreaker } from './breaker.ts';
export {
  createLeases,
  createLocks,
  createOwnership,
  createRedisLeaseStore,
  type Lease,
  type LeaseAnswer,
  type LeaseOptions,
  type LeaseStore,
  type Leases,
  type LockClaim,
  type LockPlace,
  type Locks,
  type LocksOptions,
  type Ownership,
  type OwnershipOptions,
} from './lock/index.ts';
export {
  createPlatformBreakers,
  type PlatformBreakers,
  type PlatformBreakersOptions,
} from './platform-breakers.ts';
export {
  createQuota,
  createShareQuota,
  type DayRule,
  type Quota,
  type QuotaApp,
  type QuotaDay,
  type QuotaEvent,
  type QuotaLevel,
  type QuotaOptions,
  type QuotaState,
  type ShareQuotaOptions,
} from './quota/index.ts';
export {
  type BucketScope,
  type BucketStore,
  createLocalBuckets,
  createRateLimiter,
  createSharedBuckets,
  type KeptBucket,
  type LimitNews,
  type LocalBuckets,
  type NominalRate,
  type RateLimiter,
  type SharedBucketsOptions,
  type Turn,
  type TurnRequest,
} from './rate/index.ts';
export {
  createRedisAsking,
  type RedisAsking,
  type RedisAskingOptions,
  type ScriptRedis,
} from './redis-scripts.ts';
export type {
  Attempted,
  CallQuota,
  CallSubject,
  Priority,
  RemoteCall,
  RemoteCalls,
  RemoteCallsOptions,
} from './remote-calls.ts';
export { createRemoteCalls } from './remote-calls.ts';
export { parseHttpDate, parseRetryAfter } from './retry-after.ts';
export { createStateFile, jsonFormat, type StateFile, type StateFormat } from './state-file.ts';
export type { ResilienceReadTasks, ResilienceWriteTasks } from './tasks.ts';
export { type Later, wait } from './timing.ts';
