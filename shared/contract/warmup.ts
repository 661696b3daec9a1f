/**
 * Warmup: filling the cache before staff ask. Names are in snake_case here, as the scripts that read these answers expect,
 * and an answer that a script waits for says `success` and holds what it brings under `data`.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { instant, reason, storeId } from './primitives.ts';

/** `full`: the last days of every store, and recent orders from the platforms. `incremental`: new, changed, about to expire. */
export const warmupType = z.enum(['full', 'incremental']);
export type WarmupType = z.infer<typeof warmupType>;

/** The UTC second in which it began: `warmup_20251210_150000`. */
export const warmupTaskId = z.string().regex(/^warmup_\d{8}_\d{6}$/);

export const warmupTrigger = z.enum(['schedule', 'catch-up', 'manual', 'retry']);
export type WarmupTrigger = z.infer<typeof warmupTrigger>;

/** `elsewhere`: another PC on the same Redis did it, and this one profits. `interrupted`: the app ended, and it was too old to resume. */
export const warmupState = z.enum(['running', 'done', 'stopped', 'failed', 'interrupted', 'elsewhere']);
export type WarmupState = z.infer<typeof warmupState>;

/** What became of what was asked to be warm. */
export const warmupCounts = z.object({
  /** Was warm already. */
  fresh: z.int(),
  loaded: z.int(),
  /** The source said that what is there is still current. */
  not_modified: z.int(),
  /** The source has nothing under this name. */
  missing: z.int(),
  failed: z.int(),
});
export type WarmupCounts = z.infer<typeof warmupCounts>;

export const warmupRun = z.object({
  task_id: warmupTaskId,
  type: warmupType,
  trigger: warmupTrigger,
  state: warmupState,
  started_at: instant,
  finished_at: instant.nullable(),
  /** `93 minutes`, `42 seconds`; null while it runs. */
  duration: z.string().nullable(),
  days: z.int(),
  stores: z.int(),
  stores_failed: z.int(),
  /** Orders whose details are warm now because of this run. */
  orders_warmed: z.int(),
  items: warmupCounts,
  platform_calls: z.int(),
  /** Milliseconds from its start to the first hot board; null when it had none to do. */
  first_board_after: z.number().nullable(),
  /** How often a new start of the app took it up again. */
  resumed: z.int(),
  /** Why the run as a whole failed or was given up. */
  failure: reason.nullable(),
});
export type WarmupRun = z.infer<typeof warmupRun>;

export const warmupFailure = z.object({
  /** What could not be made warm: a target or a platform. */
  target: z.string(),
  reason,
  items: z.int(),
});
export type WarmupFailure = z.infer<typeof warmupFailure>;

/** Why a store stands where it does in the order of a run. */
export const warmupRank = z.enum(['chain', 'hot', 'cold', 'rest', 'platform']);
export type WarmupRank = z.infer<typeof warmupRank>;

export const warmupStoreResult = z.object({
  /** Null: the chain as a whole, or a platform. */
  store_id: storeId.nullable(),
  name: z.string(),
  rank: warmupRank,
  state: z.enum(['waiting', 'running', 'warm', 'failed']),
  items: warmupCounts,
  milliseconds: z.number(),
  failures: z.array(warmupFailure),
});
export type WarmupStoreResult = z.infer<typeof warmupStoreResult>;

export const warmupProgress = z.object({
  /** The run under way; null while there is none. */
  run: warmupRun.nullable(),
  stage: z.enum(['idle', 'planning', 'boards', 'details', 'platforms']),
  /** True while it stands aside because staff wait for an answer. */
  paused: z.boolean(),
  done: z.int(),
  total: z.int(),
  seconds_left: z.number().nullable(),
  /** What it is at now, by name. */
  current: z.array(z.string()),
  platforms: z.array(
    z.object({
      name: z.string(),
      done: z.int(),
      total: z.int().nullable(),
      /** Set while the platform asked to be left alone. */
      waits_until: instant.nullable(),
    }),
  ),
});
export type WarmupProgress = z.infer<typeof warmupProgress>;

export const scheduledJob = z.enum(['full', 'incremental', 'cleanup', 'statistics', 'log-archive']);
export type ScheduledJob = z.infer<typeof scheduledJob>;

/** Five fields (minute, hour, day of month, month, day of week), or empty: never. */
const cronExpression = z.string().trim().max(200);

export const schedulePreview = z.object({
  valid: z.boolean(),
  /** What is wrong with the expression; null when nothing is. */
  problem: reason.nullable(),
  /** The next five runs. */
  runs: z.array(instant),
});
export type SchedulePreview = z.infer<typeof schedulePreview>;

export const scheduleEntry = z.object({
  job: scheduledJob,
  expression: z.string(),
  /** `UTC` for warmups, the computer's own zone for the rest. */
  time_zone: z.string(),
  last_run: instant.nullable(),
  runs: z.array(instant),
});

/** What staff ask for: each of these is warmed in a way of its own. */
export const accessKind = z.enum([
  'overview',
  'comparison',
  'breakdown',
  'orders',
  'order',
  'search',
  'tracking',
  'product',
]);
export type AccessKind = z.infer<typeof accessKind>;

export const hotStore = z.object({
  store_id: storeId,
  name: z.string(),
  /** Requests within the window, as the access log estimates them. */
  requests: z.number(),
  /** Requests to be expected in the hour that is warmed for. */
  expected: z.number(),
  /** 1: the hottest of all. */
  score: z.number(),
  why: z.array(z.enum(['asked-for', 'rising', 'expected'])),
  kinds: z.array(z.object({ kind: accessKind, requests: z.int() })),
});
export type HotStore = z.infer<typeof hotStore>;

const started = z.object({ success: z.literal(true), message: z.string(), task_id: warmupTaskId });
const tags = ['Warmup'];

export const warmupContract = {
  status: oc
    .route({ method: 'GET', path: '/warmup/status', tags, summary: 'When the cache was warmed, and when it will be' })
    .output(
      z.object({
        success: z.literal(true),
        data: z.object({
          enabled: z.boolean(),
          last_full_warmup: instant.nullable(),
          last_incremental_warmup: instant.nullable(),
          next_scheduled: instant.nullable(),
          stats: z.object({
            /** Orders made warm by the last full warmup and those after it. */
            total_orders_warmed: z.int(),
            /** `95.2%`; null before the first request. */
            cache_hit_rate: z.string().nullable(),
            /** `93 minutes`; null before the first warmup has ended. */
            last_warmup_duration: z.string().nullable(),
          }),
        }),
      }),
    ),
  /** Answers WARMUP_RUNNING (409, with the running task's `task_id`) while one runs. */
  trigger: oc
    .route({ method: 'POST', path: '/warmup/trigger', tags, summary: 'Start a warmup' })
    .input(
      z.object({
        type: warmupType,
        days: z.coerce.number().int().min(1).max(366).optional(),
      }),
    )
    .output(started),
  stop: oc
    .route({ method: 'POST', path: '/warmup/stop', tags, summary: 'Stop the running warmup; what is warm stays warm' })
    .output(z.object({ success: z.literal(true), message: z.string(), task_id: warmupTaskId.nullable() })),
  history: oc
    .route({ method: 'GET', path: '/warmup/history', tags, summary: 'Warmups, the newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(50) }))
    .output(z.object({ success: z.literal(true), data: z.object({ runs: z.array(warmupRun) }) })),
  run: oc
    .route({ method: 'GET', path: '/warmup/runs/{task_id}', tags, summary: 'What a warmup did, store by store' })
    .input(z.object({ task_id: warmupTaskId }))
    .output(z.object({ run: warmupRun, stores: z.array(warmupStoreResult) })),
  retry: oc
    .route({ method: 'POST', path: '/warmup/runs/{task_id}/retry', tags, summary: 'Warm again what failed' })
    .input(z.object({ task_id: warmupTaskId }))
    .output(started),
  progress: oc
    .route({ method: 'GET', path: '/warmup/progress', tags, summary: 'Follow what warmup is doing' })
    .output(eventIterator(warmupProgress)),
  hot: oc
    .route({ method: 'GET', path: '/warmup/hot', tags, summary: 'The stores that are warmed first, and why' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(500).default(20) }))
    .output(
      z.object({
        window_seconds: z.int(),
        /** The begin of the hour that the forecast is for. */
        expected_at: instant,
        stores: z.array(hotStore),
      }),
    ),
  schedule: oc
    .route({ method: 'GET', path: '/warmup/schedule', tags, summary: 'What runs when' })
    .output(z.object({ enabled: z.boolean(), entries: z.array(scheduleEntry) })),
  setSchedule: oc
    .route({ method: 'PUT', path: '/warmup/schedule', tags, summary: 'Change what runs when' })
    .input(
      z.object({
        entries: z
          .array(z.object({ job: scheduledJob, expression: cronExpression }))
          .max(5)
          .default([]),
        /** Whether warmups run by themselves; left out: as it is. */
        enabled: z.boolean().optional(),
      }),
    )
    .output(z.object({ enabled: z.boolean(), entries: z.array(scheduleEntry) })),
  previewSchedule: oc
    .route({ method: 'POST', path: '/warmup/schedule/preview', tags, summary: 'The next five runs of an expression' })
    .input(z.object({ job: scheduledJob, expression: cronExpression }))
    .output(schedulePreview),
};
