/** The jobs that run by themselves, and what each does when its time has come. */
import type { ScheduledJob, WarmupRun } from '#shared/contract/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Election } from '../election.ts';
import type { WarmupHistory } from '../history/history.ts';
import type { KnownStore } from '../plan/rank-stores.ts';
import { NO_COUNTS } from '../run/run-step.ts';
import type { Runs } from '../run/runs.ts';
import { taskIdAt } from '../run/task-id.ts';
import type { DueJob, JobSchedule, JobSetting } from './job-schedule.ts';

/** Cron expressions, five fields each; empty: never. */
export interface ScheduleSettings {
  /** UTC, as the next. */
  readonly full: string;
  readonly incremental: string;
  /** By the computer's own clock, as the next. */
  readonly cleanup: string;
  readonly statistics: string;
  readonly logArchive: string;
}

export type MaintenanceJob = Exclude<ScheduledJob, 'full' | 'incremental'>;
/** What the jobs do that are no warmups; one that is left out does not stand in the schedule. */
export type Maintenance = Partial<Record<MaintenanceJob, () => Promise<void>>>;

export const SETTING_OF = {
  full: 'full',
  incremental: 'incremental',
  cleanup: 'cleanup',
  statistics: 'statistics',
  'log-archive': 'logArchive',
} as const satisfies Record<ScheduledJob, keyof ScheduleSettings>;

export interface JobsOptions {
  readonly settings: () => ScheduleSettings;
  readonly enabled: () => boolean;
  readonly days: () => number;
  readonly timeZone: () => string;
  readonly maintenance: Maintenance;
  readonly election: Election;
  readonly runs: Pick<Runs, 'start' | 'current'>;
  readonly history: WarmupHistory;
  readonly stores: () => Promise<readonly KnownStore[]>;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly log: Log;
  readonly schedule: () => JobSchedule;
}

export interface Jobs {
  /** A full warmup first: it covers an incremental one. */
  list(): JobSetting[];
  zoneOf(job: ScheduledJob): string;
  begin(due: DueJob): Promise<'begun' | 'later'>;
  /** When the next warmup comes; null: none does. */
  nextWarmup(): number | null;
  /** Milliseconds until the next warmup will have loaded things anew. */
  horizon(): number;
}

const SLACK_MILLISECONDS = 600_000;
const LONGEST_HORIZON_MILLISECONDS = 12 * 3_600_000;
/** Without a schedule: about as long as staff will look at what they have begun with. */
const HORIZON_MILLISECONDS = 3_600_000;

export function createJobs(options: JobsOptions): Jobs {
  const { maintenance, history, now, log } = options;

  function zoneOf(job: ScheduledJob): string {
    return job === 'full' || job === 'incremental' ? 'UTC' : options.timeZone();
  }

  function setting(job: ScheduledJob): JobSetting {
    return { job, expression: options.settings()[SETTING_OF[job]], timeZone: zoneOf(job) };
  }

  async function beginWarmup(type: 'full' | 'incremental', { strike, missed }: DueJob): Promise<'begun' | 'later'> {
    if (options.runs.current() !== null) return 'later';
    // A chain without stores has nothing to be warmed yet: it stays due until the first data is in.
    if ((await options.stores()).length === 0) return 'later';
    const trigger = missed ? 'catch-up' : 'schedule';
    const claim = await options.election.claim(`${type}:${new Date(strike).toISOString()}`);
    if (claim.outcome === 'running') return 'later';
    if (claim.outcome === 'done') {
      await noteElsewhere(type, trigger);
      return 'begun';
    }
    try {
      await options.runs.start({ type, trigger, days: options.days(), lease: claim.lease });
      return 'begun';
    } catch (error) {
      await claim.lease.free();
      // Somebody began one by hand in this moment.
      if (options.runs.current() !== null) return 'later';
      throw error;
    }
  }

  async function noteElsewhere(type: WarmupRun['type'], trigger: WarmupRun['trigger']): Promise<void> {
    const at = new Date(now()).toISOString();
    const known = new Set(history.runs().map(({ task_id }) => task_id));
    const run: WarmupRun = {
      task_id: taskIdAt(now(), (id) => known.has(id)),
      type,
      trigger,
      state: 'elsewhere',
      started_at: at,
      finished_at: at,
      duration: null,
      days: options.days(),
      stores: 0,
      stores_failed: 0,
      orders_warmed: 0,
      items: NO_COUNTS,
      platform_calls: 0,
      first_board_after: null,
      resumed: 0,
      failure: null,
    };
    await history.add(run, []);
    log.info('another computer did this warmup', { taskId: run.task_id, type });
  }

  /** It goes on beside everything else; its failure is for the log, and the job comes again at its next time. */
  async function maintain(job: MaintenanceJob, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      log.info('maintenance done', { job });
    } catch (error) {
      log.error('maintenance failed', { job, error });
    }
  }

  function nextWarmup(): number | null {
    if (!options.enabled()) return null;
    const times = (['full', 'incremental'] as const)
      .map((job) => options.schedule().next(job))
      .filter((time) => time !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  return {
    list() {
      const warmups = options.enabled() ? (['full', 'incremental'] as const) : [];
      const others = (Object.keys(SETTING_OF) as ScheduledJob[]).filter((job) => job in maintenance);
      return [...warmups, ...others].map(setting);
    },
    zoneOf,
    async begin(due) {
      const { job } = due;
      if (job === 'full' || job === 'incremental') return beginWarmup(job, due);
      const work = maintenance[job];
      if (work) void maintain(job, work);
      return 'begun';
    },
    nextWarmup,
    horizon() {
      const next = nextWarmup();
      if (next === null) return HORIZON_MILLISECONDS;
      return Math.min(LONGEST_HORIZON_MILLISECONDS, next - now() + SLACK_MILLISECONDS);
    },
  };
}
