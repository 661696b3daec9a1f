/** Sync with platforms and the head office: what waits, what went, what needs somebody. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, money, reason, storeId } from './primitives.ts';
import { change, conflict, conflictPolicy, syncLogLine, timelineEntry } from './sync-changes.ts';
import { connectionTest, platformForm, shopAccess } from './sync-shops.ts';
import { quotaState, shopStatus, syncStatus } from './sync-state.ts';

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
