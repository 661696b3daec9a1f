export { BACKOFF, type Backoff, backoff } from './backoff.ts';
export type { LimitNews } from './limit-news.ts';
export type { RateLimiter, Turn, TurnRequest } from './rate-limiter.ts';
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
