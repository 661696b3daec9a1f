/**
 * Sees to it that every job runs when it should: node-cron wakes it, a look twice a minute finds what was slept through, and
 * the ledger decides. A job that cannot run now stays due.
 */
import type { ScheduledJob } from '#shared/contract/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later, StateFile } from '../../resilience/index.ts';
import type { CronTask } from './cron-task.ts';
import { parseSchedule, type Schedule } from './expression.ts';
import { dueStrike, type JobLedger } from './ledger.ts';

export interface JobSetting {
  readonly job: ScheduledJob;
  /** Empty: never. */
  readonly expression: string;
  readonly timeZone: string;
}

/** A job that is due. */
export interface DueJob {
  readonly job: ScheduledJob;
  /** The strike that it runs for, UTC milliseconds. */
  readonly strike: number;
  /** The strike's time has passed some time ago. */
  readonly missed: boolean;
}

export interface JobScheduleOptions {
  /** The jobs there are, the weightier before those that they cover; asked anew by `apply`. */
  readonly jobs: () => readonly JobSetting[];
  /** Jobs that are due at once when they have never been looked at. */
  readonly dueAtFirst: ReadonlySet<ScheduledJob>;
  /** Begins the job. `later`: it cannot run now and stays due. */
  readonly begin: (due: DueJob) => Promise<'begun' | 'later'>;
  /** Whether the second job needs no run of its own when both are due. */
  readonly covers: (first: ScheduledJob, second: ScheduledJob) => boolean;
  readonly ledger: StateFile<Ledger>;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  readonly startCronTask: (expression: string, timeZone: string, strike: () => void) => CronTask;
  readonly log: Log;
}

export type Ledger = Partial<Record<ScheduledJob, JobLedger>>;

export interface JobSchedule {
  /** Reads the ledger and begins to keep time; what was missed is due soon after. */
  start(): Promise<void>;
  /** The settings have changed. */
  apply(): void;
  /** Looks now whether anything is due: for a computer that woke up. */
  look(): Promise<void>;
  stop(): Promise<void>;
  /** When the job will run next; null: never. */
  next(job: ScheduledJob): number | null;
  lastRun(job: ScheduledJob): number | null;
}

const LOOK_MILLISECONDS = 30_000;
/** A start is busy enough without a warmup. */
const AFTER_START_MILLISECONDS = 5_000;
/** Behind its time by more than this, a run is one that was missed. */
const LATE_MILLISECONDS = 2 * 60_000;

interface Timed extends JobSetting {
  readonly schedule: Schedule;
}

export function createJobSchedule(options: JobScheduleOptions): JobSchedule {
  const { now, later, log } = options;
  let ledger: Ledger = {};
  let tasks: CronTask[] = [];
  let callOff: () => void = () => undefined;
  let running = false;
  let looking: Promise<void> | null = null;

  /** A job whose expression is wrong is left out, and that is said; the others run. */
  function timed(): Timed[] {
    return options
      .jobs()
      .filter(({ expression }) => expression !== '')
      .flatMap((setting) => {
        try {
          return [{ ...setting, schedule: parseSchedule(setting.expression, setting.timeZone) }];
        } catch (error) {
          log.warn('a schedule is not valid', { job: setting.job, error });
          return [];
        }
      });
  }

  function plan(milliseconds: number): void {
    callOff();
    callOff = later(milliseconds, () => {
      plan(LOOK_MILLISECONDS);
      void look();
    });
  }

  function startTasks(): void {
    for (const task of tasks) task.stop();
    tasks = timed().map(({ expression, timeZone }) => options.startCronTask(expression, timeZone, () => void look()));
  }

  async function lookOnce(): Promise<void> {
    const begun: ScheduledJob[] = [];
    let changed = false;
    for (const { job, schedule } of timed()) {
      const known = ledger[job] ?? null;
      const at = now();
      const due = dueStrike(known, schedule.previous(at), at, options.dueAtFirst.has(job));
      let next = due.ledger;
      if (due.strike !== null && !begun.some((first) => options.covers(first, job))) {
        const missed = at - due.strike > LATE_MILLISECONDS;
        if ((await options.begin({ job, strike: due.strike, missed })) === 'later') continue;
        begun.push(job);
        next = { ...next, lastRun: at };
      }
      changed ||= JSON.stringify(next) !== JSON.stringify(known);
      ledger = { ...ledger, [job]: next };
    }
    if (changed) await options.ledger.write(ledger);
  }

  /** Never fails: it is nobody's request. Looks that come together are one. */
  function look(): Promise<void> {
    if (!running) return Promise.resolve();
    looking ??= lookOnce()
      .catch((error: unknown) => log.error('schedule failed', { error }))
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function scheduleOf(job: ScheduledJob): Schedule | null {
    return timed().find((one) => one.job === job)?.schedule ?? null;
  }

  return {
    async start() {
      ledger = (await options.ledger.read()) ?? {};
      running = true;
      startTasks();
      plan(AFTER_START_MILLISECONDS);
    },
    apply() {
      if (running) startTasks();
    },
    look,
    async stop() {
      running = false;
      callOff();
      for (const task of tasks.splice(0)) task.stop();
      await looking;
    },
    next: (job) => scheduleOf(job)?.next(now()) ?? null,
    lastRun: (job) => ledger[job]?.lastRun ?? null,
  };
}
