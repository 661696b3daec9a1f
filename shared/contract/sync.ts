/** Sync with platforms and the head office: what waits, what went, what needs somebody. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, money, reason, storeId } from './primitives.ts';

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
  /** This computer sends what waits; else another one on the same Redis does. */
  owner: z.boolean(),
  shops: z.array(shopStatus),
  office: officeStatus,
});
export type SyncStatus = z.infer<typeof syncStatus>;

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

export const platformForm = z.object({
  platform: z.string(),
  fields: z.array(z.object({ name: z.string(), secret: z.boolean(), required: z.boolean() })),
  push: z.array(changeKind),
  webhooks: z.boolean(),
});
export type PlatformForm = z.infer<typeof platformForm>;

/** What a connection test found, step by step; the first that failed says what is wrong. */
export const connectionTest = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(['network', 'clock', 'signature', 'access', 'shop', 'orders', 'listings']),
      outcome: z.enum(['ok', 'failed', 'skipped']),
      problem: reason.nullable(),
    }),
  ),
  shop: z.object({ shopId: z.string(), title: z.string(), currency: z.string().nullable() }).nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

/** Secrets belong into the credentials, and paths are put behind it. */
function isPlainAddress({ username, password, search, hash }: URL): boolean {
  return username === '' && password === '' && search === '' && hash === '';
}

const shopAccess = z.object({
  platform: z.string().max(40),
  /** Another address than the platform's own: a gateway, a stand-in. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((url) => !URL.canParse(url) || isPlainAddress(new URL(url)), {
      error: 'an address without a name, a password, a question or a mark in it',
      params: { 'zh-CN': '地址中不能带有用户名、密码、查询参数或锚点' },
    })
    .optional(),
  credentials: z.record(z.string().max(60), z.string().max(4_000)),
});
const shop = z.object({ shopId: z.coerce.number().int().positive() });
const one = z.object({ id: z.uuid() });
const tags = ['Sync'];

export const syncContract = {
  status: oc
    .route({ method: 'GET', path: '/sync/status', tags, summary: 'Connection, shops and head office' })
    .output(syncStatus),
  /** The present state first, then each change of it. */
  follow: oc
    .route({ method: 'GET', path: '/sync/follow', tags, summary: 'Follow the state of sync' })
    .output(eventIterator(syncStatus)),
  now: oc
    .route({ method: 'POST', path: '/sync/now', tags, summary: 'Sync now, whatever was due later' })
    .input(z.object({ shopId: z.coerce.number().int().positive().optional() }))
    .output(z.object({ started: z.boolean() })),
  pause: oc
    .route({ method: 'POST', path: '/sync/pause', tags, summary: 'Pause or go on; edits are kept meanwhile' })
    .input(z.object({ paused: z.boolean(), shopId: z.coerce.number().int().positive().optional() }))
    .output(syncStatus),
  log: oc
    .route({ method: 'GET', path: '/sync/log', tags, summary: 'What sync did, the newest first' })
    .input(
      z.object({
        shopId: z.coerce.number().int().positive().optional(),
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ lines: z.array(syncLogLine) })),
  timeline: oc
    .route({ method: 'GET', path: '/sync/timeline', tags, summary: 'Why an item is, or is not yet, on a platform' })
    .input(z.object({ shopId: z.coerce.number().int().positive(), subject: z.string().trim().min(1).max(200) }))
    .output(
      z.object({
        subject: z.string(),
        /** Null: the platform has it as it is here. */
        missing: reason.nullable(),
        entries: z.array(timelineEntry),
      }),
    ),
  changes: oc
    .route({ method: 'GET', path: '/sync/changes', tags, summary: 'What waits or is parked, the oldest first' })
    .input(
      z.object({
        state: z.enum(['waiting', 'parked', 'settled']).default('waiting'),
        shopId: z.coerce.number().int().positive().optional(),
        after: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ changes: z.array(change), next: z.uuid().nullable() })),
  retry: oc
    .route({ method: 'POST', path: '/sync/changes/{id}/retry', tags, summary: 'Try a parked change again' })
    .input(one)
    .output(change),
  giveUp: oc
    .route({
      method: 'POST',
      path: '/sync/changes/{id}/give-up',
      tags,
      summary: 'Give a change up; the platform stays as it is',
    })
    .input(one)
    .output(change),
  amend: oc
    .route({
      method: 'POST',
      path: '/sync/changes/{id}/amend',
      tags,
      summary: 'Give a parked change another value and try it again',
    })
    .input(one.extend({ value: z.union([money, z.string().trim().min(1).max(1_000)]) }))
    .output(change),
  conflicts: oc
    .route({
      method: 'GET',
      path: '/sync/conflicts',
      tags,
      summary: 'Conflicts that wait for a decision, or were decided',
    })
    .input(
      z.object({
        state: z.enum(['open', 'resolved']).default('open'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ conflicts: z.array(conflict), total: z.int() })),
  resolve: oc
    .route({ method: 'POST', path: '/sync/conflicts/{id}/resolve', tags, summary: 'Decide a conflict' })
    .input(
      z.object({
        id: z.coerce.number().int().positive(),
        resolution: z.enum(['local', 'remote', 'other']),
        /** Only for `other`. */
        value: z.union([z.number(), z.string()]).optional(),
      }),
    )
    .output(conflict),
  undoResolution: oc
    .route({ method: 'POST', path: '/sync/conflicts/{id}/undo', tags, summary: 'Take a decision back, for 24 hours' })
    .input(z.object({ id: z.coerce.number().int().positive() }))
    .output(conflict),
  /** After PULL_WOULD_EMPTY: the pull is let through once, or what it brought is left. */
  answerFailSafe: oc
    .route({
      method: 'POST',
      path: '/sync/shops/{shopId}/fail-safe',
      tags,
      summary: 'Allow or refuse a pull that removes most products',
    })
    .input(shop.extend({ allow: z.boolean() }))
    .output(shopStatus),
  platforms: oc
    .route({ method: 'GET', path: '/sync/platforms', tags, summary: 'Platforms that a shop can be connected on' })
    .output(z.object({ platforms: z.array(platformForm) })),
  testConnection: oc
    .route({ method: 'POST', path: '/sync/shops/test', tags, summary: 'Try access details without keeping them' })
    .input(shopAccess)
    .output(connectionTest),
  connect: oc
    .route({ method: 'POST', path: '/sync/shops', tags, summary: 'Connect a shop; its first sync begins' })
    .input(
      shopAccess
        .extend({
          storeId: storeId.optional(),
          /** A store that is not there yet; in the shop's own time zone and currency where it tells them. */
          newStore: z.string().trim().min(1).max(120).optional(),
          title: z.string().trim().min(1).max(120).optional(),
        })
        .refine((input) => (input.storeId === undefined) !== (input.newStore === undefined), {
          error: 'either a store or the name of a new one',
          params: { 'zh-CN': '请选择门店或填写新门店名称（二选一）' },
        }),
    )
    .output(shopStatus),
  updateShop: oc
    .route({ method: 'PATCH', path: '/sync/shops/{shopId}', tags, summary: 'Change access details, store or name' })
    .input(
      shop.extend({
        credentials: z.record(z.string().max(60), z.string().max(4_000)).optional(),
        storeId: storeId.optional(),
        title: z.string().trim().min(1).max(120).optional(),
      }),
    )
    .output(shopStatus),
  /** As long as something waits, it says how much and does nothing, unless `evenSo`. */
  disconnect: oc
    .route({ method: 'DELETE', path: '/sync/shops/{shopId}', tags, summary: 'Disconnect a shop; its orders stay' })
    .input(shop.extend({ evenSo: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.object({ waiting: z.int(), disconnected: z.boolean() })),
  policies: oc
    .route({ method: 'GET', path: '/sync/policies', tags, summary: 'How conflicts are decided' })
    .output(z.object({ price: conflictPolicy, title: conflictPolicy, note: conflictPolicy })),
  setPolicies: oc
    .route({ method: 'PUT', path: '/sync/policies', tags, summary: 'Set how conflicts are decided' })
    .input(z.object({ price: conflictPolicy, title: conflictPolicy, note: conflictPolicy }))
    .output(z.object({ price: conflictPolicy, title: conflictPolicy, note: conflictPolicy })),
  topUp: oc
    .route({
      method: 'POST',
      path: '/sync/shops/{shopId}/top-up',
      tags,
      summary: 'Record daily calls that were bought',
    })
    .input(shop.extend({ calls: z.int().min(1).max(100_000_000), note: z.string().trim().max(200).default('') }))
    .output(quotaState),
  quotaLedger: oc
    .route({ method: 'GET', path: '/sync/shops/{shopId}/quota', tags, summary: 'Quota and its ledger' })
    .input(shop.extend({ limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(
      z.object({
        quota: quotaState,
        ledger: z.array(
          z.object({
            at: instant,
            event: z.enum(['top-up', 'day', 'warning', 'critical', 'used-up']),
            calls: z.int(),
            note: z.string(),
          }),
        ),
      }),
    ),
  /** Notes or shipments that staff give to an order of a platform. */
  editOrder: oc
    .route({
      method: 'POST',
      path: '/sync/orders/edits',
      tags,
      summary: 'Add a note or a shipment to an order; sent when possible',
    })
    .input(
      z.object({
        shopId: z.int().positive(),
        number: z.string().trim().min(1).max(200),
        note: z.string().trim().max(1_000).optional(),
        shipment: z
          .object({ carrier: z.string().trim().min(1).max(120), trackingNumber: z.string().trim().min(1).max(120) })
          .optional(),
      }),
    )
    .output(z.object({ editId: z.string(), changes: z.int(), savedAt: instant })),
};
