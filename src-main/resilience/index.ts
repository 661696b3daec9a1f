export { BACKOFF, type Backoff, backoff } from './backoff.ts';
export {
  type BucketScope,
  type BucketStore,
  createLocalBuckets,
  createRateLimiter,
  type KeptBucket,
  type LimitNews,
  type LocalBuckets,
  type NominalRate,
  type RateLimiter,
  type Turn,
  type TurnRequest,
} from './rate/index.ts';
export type {
  Attempted,
  CallSubject,
  Priority,
  RemoteCall,
  RemoteCalls,
  RemoteCallsOptions,
} from './remote-calls.ts';
export { createRemoteCalls } from './remote-calls.ts';
export { parseHttpDate, parseRetryAfter } from './retry-after.ts';
export { type Later, wait, withDeadline } from './timing.ts';
