/** The application itself: what it is, how it is, its settings, backups and live events. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { currencyCode, importId, instant, storeId } from './primitives.ts';

export const healthState = z.enum(['starting', 'healthy', 'degraded', 'failed', 'stopped']);
export const serviceHealth = z.object({
  name: z.string(),
  optional: z.boolean(),
  state: healthState,
  /** Facts for IT, such as sizes and counts; never customers' data. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export const health = z.object({ state: healthState, services: z.array(serviceHealth) });
export type Health = z.infer<typeof health>;

export const language = z.enum(['system', 'zh-CN', 'en']);
export const settings = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  /** Which colour stands for a rise. `system`: red in zh-CN, green elsewhere. */
  riseColour: z.enum(['system', 'red', 'green']),
  defaultTimeZone: z.string(),
  defaultCurrency: currencyCode,
});
export type Settings = z.infer<typeof settings>;

export const appEvent = z.discriminatedUnion('type', [
  /** Sent first, and again whenever the engine has started anew. */
  z.object({ type: z.literal('hello'), version: z.string() }),
  /** Data was written: what shows these stores and days is no longer current. */
  z.object({
    type: z.literal('data-changed'),
    importId: importId.nullable(),
    stores: z.union([z.literal('all'), z.array(storeId)]),
    at: instant,
  }),
  z.object({ type: z.literal('import-changed'), importId }),
  z.object({ type: z.literal('settings-changed'), settings }),
  z.object({ type: z.literal('health-changed'), state: healthState }),
  z.object({ type: z.literal('config-refused'), message: z.object({ en: z.string(), 'zh-CN': z.string() }) }),
]);
export type AppEvent = z.infer<typeof appEvent>;

/** The database was damaged, or its file was taken away under the app; this is what was done about it. */
const recovery = z.object({
  at: instant,
  reason: z.enum(['damaged', 'removed']),
  /** The backup that was restored; null when none was. */
  from: z.string().nullable(),
  /** The folder that holds what lay in the file's place; null when nothing did. */
  setAside: z.string().nullable(),
});
export type Recovery = z.infer<typeof recovery>;

export const backup = z.object({
  fileName: z.string(),
  createdAt: instant,
  bytes: z.int(),
  /** A backup counts only once it has been opened and checked. */
  verified: z.boolean(),
});
export type Backup = z.infer<typeof backup>;

const tags = ['System'];
export const systemContract = {
  info: oc
    .route({ method: 'GET', path: '/system/info', tags, summary: 'Version, mode and whether this is a first start' })
    .output(
      z.object({
        version: z.string(),
        mode: z.enum(['desktop', 'hub']),
        platform: z.string(),
        dataDirectory: z.string(),
        /** True until the first order is there. */
        firstStart: z.boolean(),
        orders: z.int(),
        stores: z.int(),
        settings,
        /** Set when the last start found the database damaged and restored a backup: staff must know. */
        recovered: recovery.nullable(),
      }),
    ),
  health: oc.route({ method: 'GET', path: '/system/health', tags, summary: 'State of every service' }).output(health),
  updateSettings: oc
    .route({ method: 'PATCH', path: '/system/settings', tags, summary: 'Change settings' })
    .input(settings.partial())
    .output(settings),
  events: oc
    .route({ method: 'GET', path: '/system/events', tags, summary: 'Live events' })
    .output(eventIterator(appEvent)),
  backups: oc
    .route({ method: 'GET', path: '/system/backups', tags, summary: 'Backups, the newest first' })
    .output(z.object({ backups: z.array(backup), nextAt: instant.nullable() })),
  createBackup: oc
    .route({ method: 'POST', path: '/system/backups', tags, summary: 'Make and check a backup now' })
    .output(backup),
  restoreBackup: oc
    .route({
      method: 'POST',
      path: '/system/backups/{fileName}/restore',
      tags,
      summary: 'Put a backup in the place of the database; the present one is set aside',
    })
    .input(z.object({ fileName: z.string().regex(/^[\w.-]+$/) }))
    .output(z.object({ setAside: z.string() })),
  /** The newest log lines, redacted, for IT. */
  logs: oc
    .route({ method: 'GET', path: '/system/logs', tags, summary: 'Newest log lines' })
    .input(
      z.object({
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
        traceId: z.string().max(64).optional(),
      }),
    )
    .output(
      z.object({
        lines: z.array(
          z.object({
            at: instant,
            level: z.string(),
            message: z.string(),
            traceId: z.string().nullable(),
            details: z.string(),
          }),
        ),
      }),
    ),
  /** An error of the window, so that it stands in the same log as the engine's. */
  reportError: oc
    .route({ method: 'POST', path: '/system/errors', tags, summary: 'Record an error seen by the page' })
    .input(
      z.object({
        message: z.string().max(2_000),
        stack: z.string().max(8_000).optional(),
        traceId: z.string().max(64).optional(),
      }),
    )
    .output(z.object({ traceId: z.string() })),
};
