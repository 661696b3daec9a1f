export type { BucketState, NominalRate } from './bucket.ts';
export {
  type BucketScope,
  type BucketStore,
  createLocalBuckets,
  type KeptBucket,
  type LocalBuckets,
} from './bucket-store.ts';
export type { LimitNews } from './limit-news.ts';
export { createRateLimiter, type RateLimiter, type Turn, type TurnRequest } from './rate-limiter.ts';
export { createSharedBuckets, type SharedBucketsOptions } from './shared-buckets.ts';
