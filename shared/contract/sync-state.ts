/** How sync stands: the line, each shop, the head office, and what the day's calls have come to. */
import { z } from 'zod';
import { instant, reason, storeId } from './primitives.ts';

/** `captive`: something answers in the place of the network (a hotel's sign-in page). `asleep`: the computer just woke up. */
export const connectionState = z.enum(['online', 'offline', 'captive', 'asleep']);
export type ConnectionState = z.infer<typeof connectionState>;

export const shopState = z.enum(['active', 'paused', 'sign-in', 'resting', 'first-sync']);
export type ShopState = z.infer<typeof shopState>;

/** Work under way, for a bar. */
export const syncProgress = z.object({
  stage: z.enum(['orders', 'listings', 'push', 'catch-up']),
  done: z.int(),
  /** Null: not known yet. */
  total: z.int().nullable(),
  secondsLeft: z.number().nullable(),
});
export type SyncProgress = z.infer<typeof syncProgress>;

export const quotaState = z.object({
  /** Calls a day, with those that were bought; null: not limited so. */
  limit: z.int().nullable(),
  used: z.int(),
  toppedUp: z.int(),
  level: z.enum(['ok', 'warning', 'critical', 'used-up']),
  resetsAt: instant.nullable(),
});
export type QuotaState = z.infer<typeof quotaState>;

export const shopStatus = z.object({
  shopId: z.int(),
  platform: z.string(),
  title: z.string(),
  /** The local store that it feeds. */
  storeId,
  state: shopState,
  lastSuccess: instant.nullable(),
  waiting: z.int(),
  /** Since when the oldest of them waits. */
  waitingSince: instant.nullable(),
  parked: z.int(),
  conflicts: z.int(),
  /** What the platform tells of and nobody can read: it is left out, and asked for again. */
  unread: z.int(),
  callsToday: z.int(),
  /** Calls that batches and merged edits have spared today. */
  callsSaved: z.int(),
  quota: quotaState,
  progress: syncProgress.nullable(),
  /** When it is tried next; null: nothing is due, or it runs now. */
  nextTryAt: instant.nullable(),
  /** What stands in the way. */
  problem: reason.nullable(),
});
export type ShopStatus = z.infer<typeof shopStatus>;

export const officeStatus = z.object({
  state: z.enum(['none', 'connecting', 'active', 'unreachable', 'refused', 'paused', 'catching-up']),
  lastSuccess: instant.nullable(),
  waiting: z.int(),
  waitingSince: instant.nullable(),
  /** Of those that wait: rows that the office does not take. */
  parked: z.int(),
  progress: syncProgress.nullable(),
  problem: reason.nullable(),
});
export type OfficeStatus = z.infer<typeof officeStatus>;

export const syncStatus = z.object({
  connection: connectionState,
  /** Since when it is so. */
  since: instant,
  paused: z.boolean(),
  /** Since when all of it is paused, also over restarts; null: it is not. */
  pausedSince: instant.nullable(),
  /** Everything that is not acknowledged, over all shops and the head office. */
  waiting: z.int(),
  waitingSince: instant.nullable(),
  parked: z.int(),
  conflicts: z.int(),
  /** When a change came to its end last: one that was saved and sent at once has never been seen to wait. */
  lastSettled: instant.nullable(),
  /** This computer sends what waits; else another one on the same Redis does. */
  owner: z.boolean(),
  shops: z.array(shopStatus),
  office: officeStatus,
});
export type SyncStatus = z.infer<typeof syncStatus>;
