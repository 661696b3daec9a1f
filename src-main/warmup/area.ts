/** Warmup's part of the API. */
import type {
  ScheduledJob,
  WarmupProgress,
  WarmupRun,
  WarmupStoreResult,
  warmupContract,
} from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Area } from '../api/index.ts';
import type { Heat } from './heat/heat.ts';
import { WINDOW_MILLISECONDS } from './heat/heat.ts';
import type { WarmupHistory } from './history/history.ts';
import { scopeOf } from './plan/plan-steps.ts';
import type { KnownStore } from './plan/rank-stores.ts';
import { reasonOf } from './run/run-step.ts';
import type { RunRequest, Runs } from './run/runs.ts';
import { nextStrikes, parseSchedule } from './schedule/expression.ts';
import type { JobSchedule } from './schedule/job-schedule.ts';
import { type Jobs, type ScheduleSettings, SETTING_OF } from './schedule/jobs.ts';

export interface WarmupAreaOptions {
  readonly settings: () => { readonly enabled: boolean; readonly orderDays: number };
  readonly schedule: {
    readonly current: () => ScheduleSettings;
    readonly save: (changes: Partial<ScheduleSettings>, enabled?: boolean) => Promise<unknown>;
  };
  readonly stores: () => Promise<readonly KnownStore[]>;
  readonly hitRate: () => number | null;
  readonly history: WarmupHistory;
  readonly runs: Runs;
  readonly heat: Heat;
  readonly jobs: Jobs;
  readonly jobSchedule: JobSchedule;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export type WarmupArea = Area<typeof warmupContract>;
type Schedule = Awaited<ReturnType<WarmupArea['schedule']>>;

const PREVIEWED = 5;
const SECOND = 1_000;

export function createWarmupArea(options: WarmupAreaOptions): WarmupArea {
  const { history, runs, jobs, now } = options;

  function last(type: WarmupRun['type']): string | null {
    const run = history.runs().find((one) => one.type === type && (one.state === 'done' || one.state === 'elsewhere'));
    return run?.finished_at ?? null;
  }

  async function start(request: RunRequest) {
    const taskId = await runs.start(request);
    return { success: true as const, message: `The ${request.type} warmup has begun.`, task_id: taskId };
  }

  async function runOf(taskId: string): Promise<{ run: WarmupRun; stores: WarmupStoreResult[] }> {
    const current = runs.current();
    if (current?.run.task_id === taskId) return current;
    const run = history.runs().find(({ task_id }) => task_id === taskId);
    if (!run) throw new AppError('NOT_FOUND', { details: { what: taskId } });
    return { run, stores: [...((await history.stores(taskId)) ?? [])] };
  }

  function upcoming(job: ScheduledJob, expression: string): string[] {
    if (expression === '') return [];
    return nextStrikes(parseSchedule(expression, jobs.zoneOf(job)), now(), PREVIEWED).map(isoOf);
  }

  function schedule(): Schedule {
    const settings = options.schedule.current();
    const listed = new Set(jobs.list().map(({ job }) => job));
    const shown = (Object.keys(SETTING_OF) as ScheduledJob[]).filter(
      (job) => listed.has(job) || job === 'full' || job === 'incremental',
    );
    return {
      enabled: options.settings().enabled,
      entries: shown.map((job) => {
        const lastRun = options.jobSchedule.lastRun(job);
        return {
          job,
          expression: settings[SETTING_OF[job]],
          time_zone: jobs.zoneOf(job),
          last_run: lastRun === null ? null : isoOf(lastRun),
          runs: preview(job, settings[SETTING_OF[job]]).runs,
        };
      }),
    };
  }

  function preview(job: ScheduledJob, expression: string) {
    try {
      return { valid: true, problem: null, runs: upcoming(job, expression) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SCHEDULE_INVALID') throw error;
      return { valid: false, problem: reasonOf(error), runs: [] };
    }
  }

  return {
    async status() {
      const next = jobs.nextWarmup();
      const rate = options.hitRate();
      const [lastRun] = history.runs().filter(({ state }) => state === 'done');
      return {
        success: true,
        data: {
          enabled: options.settings().enabled,
          last_full_warmup: last('full'),
          last_incremental_warmup: last('incremental'),
          next_scheduled: next === null ? null : isoOf(next),
          stats: {
            total_orders_warmed: ordersWarmed(history.runs()),
            cache_hit_rate: rate === null ? null : `${(rate * 100).toFixed(1)}%`,
            last_warmup_duration: lastRun?.duration ?? null,
          },
        },
      };
    },
    trigger: ({ type, days }) => start({ type, trigger: 'manual', days: days ?? options.settings().orderDays }),
    async stop() {
      const taskId = await runs.stop();
      const message = taskId === null ? 'No warmup is running.' : 'The warmup was stopped; what is warm stays warm.';
      return { success: true, message, task_id: taskId };
    },
    async history({ limit }) {
      const current = runs.current();
      const all = current ? [current.run, ...history.runs()] : history.runs();
      return { success: true, data: { runs: all.slice(0, limit) } };
    },
    run: ({ task_id }) => runOf(task_id),
    async retry({ task_id }) {
      const { run, stores } = await runOf(task_id);
      const failed = stores.filter(({ state }) => state === 'failed');
      if (failed.length === 0) throw new AppError('NOT_FOUND', { details: { what: `${task_id}: nothing failed` } });
      return start({
        type: run.type,
        trigger: 'retry',
        days: run.days,
        only: {
          scopes: failed.filter(({ rank }) => rank !== 'platform').map(({ store_id }) => scopeOf(store_id)),
          platforms: failed.filter(({ rank }) => rank === 'platform').map(({ name }) => name),
        },
      });
    },
    async progress(_input, { signal }): Promise<AsyncIteratorObject<WarmupProgress, undefined, void>> {
      return runs.progress(signal);
    },
    async hot({ limit }) {
      const at = now();
      const names = new Map((await options.stores()).map(({ id, name }) => [id, name]));
      return {
        window_seconds: WINDOW_MILLISECONDS / SECOND,
        expected_at: isoOf(options.heat.expectedAt(at)),
        stores: options.heat
          .rank(at)
          .flatMap((store) => {
            const name = names.get(store.store_id);
            return name === undefined ? [] : [{ ...store, name }];
          })
          .slice(0, limit),
      };
    },
    schedule: async () => schedule(),
    async setSchedule({ entries, enabled }) {
      for (const { job, expression } of entries) upcoming(job, expression);
      const changes = Object.fromEntries(entries.map(({ job, expression }) => [SETTING_OF[job], expression]));
      await options.schedule.save(changes, enabled);
      return schedule();
    },
    previewSchedule: async ({ job, expression }) => preview(job, expression),
  };
}

/** Those of the last full warmup, and what the later ones added. */
function ordersWarmed(runs: readonly WarmupRun[]): number {
  const done = runs.filter(({ state }) => state === 'done');
  const full = done.findIndex(({ type }) => type === 'full');
  const since = full < 0 ? done : done.slice(0, full + 1);
  return since.reduce((sum, run) => sum + run.orders_warmed, 0);
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
