/** Changes on their way, what both sides changed, and what became of them: by item and as a log. */
import { z } from 'zod';
import { instant, reason } from './primitives.ts';

export const changeKind = z.enum(['stock', 'price', 'title', 'fulfilment', 'order-note']);
export type ChangeKind = z.infer<typeof changeKind>;
export const changeState = z.enum([
  'waiting',
  'sending',
  'acknowledged',
  'parked',
  'conflict',
  'given-up',
  'undone',
  'merged',
]);
export type ChangeState = z.infer<typeof changeState>;

/** A value on either side of a change: money and stock as integers, everything else as text. */
const fieldValue = z.union([z.number(), z.string(), z.null()]);

export const change = z.object({
  id: z.uuid(),
  shopId: z.int(),
  kind: changeKind,
  /** The product's code or the order's number. */
  subject: z.string(),
  title: z.string(),
  before: fieldValue,
  after: fieldValue,
  currency: z.string().nullable(),
  state: changeState,
  at: instant,
  tries: z.int(),
  nextTryAt: instant.nullable(),
  settledAt: instant.nullable(),
  problem: reason.nullable(),
});
export type Change = z.infer<typeof change>;

export const conflict = z.object({
  id: z.int(),
  shopId: z.int(),
  platform: z.string(),
  shop: z.string(),
  kind: changeKind,
  subject: z.string(),
  title: z.string(),
  currency: z.string().nullable(),
  /** What both sides set out from. */
  base: fieldValue,
  local: fieldValue,
  remote: fieldValue,
  localAt: instant,
  remoteAt: instant.nullable(),
  detectedAt: instant,
  /** Null while it is open. */
  resolution: z.enum(['local', 'remote', 'other']).nullable(),
  resolvedValue: fieldValue,
  resolvedAt: instant.nullable(),
  undoableUntil: instant.nullable(),
});
export type Conflict = z.infer<typeof conflict>;

export const conflictPolicy = z.enum(['remote', 'local', 'newest', 'merge', 'ask']);
export type ConflictPolicy = z.infer<typeof conflictPolicy>;

/** One line of the log in words: the code with what fills its sentence (`sync.log.*` in the page's words). */
export const syncLogLine = z.object({
  id: z.int(),
  at: instant,
  shopId: z.int().nullable(),
  level: z.enum(['info', 'warning', 'error']),
  event: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type SyncLogLine = z.infer<typeof syncLogLine>;

/** One station on the way of an item to a platform, or from it. */
export const timelineEntry = z.object({
  at: instant,
  event: z.enum([
    'saved',
    /** Nobody's edit: another shop of the store has sold it, or counted it anew. */
    'followed',
    'merged',
    'tried',
    'failed',
    'waits',
    'parked',
    'retried',
    'conflict',
    'resolved',
    'acknowledged',
    'given-up',
    'undone',
    'pulled',
  ]),
  changeId: z.uuid().nullable(),
  kind: changeKind.nullable(),
  before: fieldValue,
  after: fieldValue,
  reason: reason.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;
