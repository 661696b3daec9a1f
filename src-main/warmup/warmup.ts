/** Warmup put together: what is hot, what runs when, the run itself, and its area of the API. */
import { join } from 'node:path';
import type { AccessKind } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Log } from '../logging/index.ts';
import type { Later } from '../resilience/index.ts';
import { createStateFile, jsonFormat } from '../resilience/index.ts';
import { createWarmupArea, type WarmupArea } from './area.ts';
import type { Election } from './election.ts';
import { createHeat, type Heat } from './heat/heat.ts';
import { createHistory } from './history/history.ts';
import type { KnownStore } from './plan/rank-stores.ts';
import type { WarmTarget } from './plan/target.ts';
import type { PlatformCalls } from './platform/calls.ts';
import type { PlatformCaches } from './platform/lane.ts';
import type { PlatformSource } from './platform/source.ts';
import { createJournal } from './run/journal.ts';
import { createRuns } from './run/runs.ts';
import type { StaffGate } from './run/staff-gate.ts';
import { startCronTask } from './schedule/cron-task.ts';
import { createJobSchedule, type Ledger } from './schedule/job-schedule.ts';
import { createJobs, type Maintenance, type ScheduleSettings } from './schedule/jobs.ts';
import { localTime } from './schedule/local-time.ts';
import { createUpkeep } from './upkeep.ts';

export interface WarmupSettings {
  /** Whether anything runs by itself. */
  readonly enabled: boolean;
  readonly orderDays: number;
  /** Calls a second to one platform. */
  readonly rateLimit: number;
  readonly pauseOnUserRequest: boolean;
}

export interface WarmupOptions {
  /** Its own directory within the data directory: journal, history, heat and ledger lie there. */
  readonly directory: string;
  readonly settings: () => WarmupSettings;
  readonly schedule: {
    readonly current: () => ScheduleSettings;
    /** Writes the settings, `settings.enabled` among them where it is given; `apply` is called once they are in force. */
    readonly save: (changes: Partial<ScheduleSettings>, enabled?: boolean) => Promise<unknown>;
  };
  /** Asked at each run: the cache is opened after warmup is made. */
  readonly targets: () => readonly WarmTarget[];
  /** Every store, in the order in which they count while nobody has asked for any. */
  readonly stores: () => Promise<readonly KnownStore[]>;
  readonly platforms: {
    readonly sources: () => readonly PlatformSource[];
    readonly calls: PlatformCalls;
    readonly caches: () => PlatformCaches | null;
  };
  readonly maintenance: Maintenance;
  readonly election: Election;
  readonly gate: StaffGate;
  /** Share of requests that needed no load; null before the first. */
  readonly hitRate: () => number | null;
  /** The computer's own zone. */
  readonly timeZone: () => string;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward; the system's when left out. */
  readonly elapsed?: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
}

export interface Warmup {
  readonly area: WarmupArea;
  /** Notes what staff asked for: cheap, for every request. */
  note(store: StoreId, kind: AccessKind): void;
  /** Reads what earlier processes left. */
  open(): Promise<void>;
  /** Takes up a run that was cut off, and from now on runs what is due. Not for a command that ends by itself. Never fails. */
  keepTime(): Promise<void>;
  /** The computer woke up: what was slept through is run. */
  wake(): Promise<void>;
  /** The data of these stores has changed. */
  changed(stores: 'all' | readonly StoreId[]): void;
  /** The settings have changed. */
  apply(): void;
  close(): Promise<void>;
  facts(): Readonly<Record<string, string | number | boolean>>;
}

const HOURS_A_DAY = 24;
const SAVE_HEAT_MILLISECONDS = 300_000;

/** Makes warmup; nothing is touched before `open`. */
export function createWarmup(options: WarmupOptions): Warmup {
  const { directory, settings, log, now, later, gate, targets, stores, timeZone } = options;
  const elapsed = options.elapsed ?? (() => performance.now());

  const heat = createHeat({ random: options.random, hourOfWeek: (at) => hourOfWeek(at, timeZone()) });
  const heatFile = createStateFile<Heat>(join(directory, 'heat.bin'), heat.format, log);
  const heatOfStores = () => {
    const scores = new Map(heat.rank(now()).map(({ store_id, score }) => [store_id, score]));
    return (store: StoreId) => scores.get(store) ?? 0;
  };

  const history = createHistory(directory, log);
  const runs = createRuns({
    journal: createJournal(join(directory, 'running.jsonl')),
    history,
    targets,
    calls: options.platforms.calls,
    platformCaches: options.platforms.caches,
    platforms: options.platforms.sources,
    stores,
    heat: heatOfStores,
    horizon: () => jobs.horizon(),
    gate,
    pauses: () => settings().pauseOnUserRequest,
    now,
    elapsed,
    later,
    log,
  });
  const jobs = createJobs({
    settings: options.schedule.current,
    days: () => settings().orderDays,
    enabled: () => settings().enabled,
    timeZone,
    maintenance: options.maintenance,
    election: options.election,
    runs,
    history,
    stores,
    now,
    log,
    schedule: () => schedule,
  });
  const schedule = createJobSchedule({
    jobs: jobs.list,
    dueAtFirst: new Set(['full']),
    begin: jobs.begin,
    covers: (first, second) => first === 'full' && second === 'incremental',
    ledger: createStateFile<Ledger>(join(directory, 'schedule.json'), jsonFormat(), log),
    now,
    later,
    startCronTask,
    log,
  });
  const upkeep = createUpkeep({
    targets,
    stores,
    heat: heatOfStores,
    enabled: () => settings().enabled,
    days: () => settings().orderDays,
    busy: () => runs.current() !== null,
    gate,
    now,
    elapsed,
    later,
    log,
  });
  let callOffSaving: () => void = () => undefined;
  let opened = false;

  async function saveHeat(): Promise<void> {
    try {
      await heatFile.write(heat);
    } catch (error) {
      log.warn('what is hot could not be saved', { error });
    }
  }

  async function resume(): Promise<void> {
    try {
      await runs.resume();
    } catch (error) {
      log.error('a warmup that was cut off could not be taken up', { error });
    }
  }

  function saveHeatLater(): void {
    callOffSaving = later(SAVE_HEAT_MILLISECONDS, () => {
      saveHeatLater();
      void saveHeat();
    });
  }

  return {
    area: createWarmupArea({ ...options, history, runs, heat, jobs, jobSchedule: schedule }),
    note: (store, kind) => heat.note(store, kind, now()),
    async open() {
      await history.open();
      await heatFile.read();
      opened = true;
    },
    async keepTime() {
      saveHeatLater();
      await resume();
      await schedule.start();
      upkeep.start();
    },
    wake: () => schedule.look(),
    changed: upkeep.changed,
    apply: schedule.apply,
    async close() {
      callOffSaving();
      await schedule.stop();
      await upkeep.close();
      await runs.close();
      if (opened) await saveHeat();
    },
    facts() {
      const last = history.runs()[0];
      return { running: runs.current() !== null, ...(last && { lastRun: last.task_id, lastState: last.state }) };
    },
  };
}

/** Gives the hour of the week, Monday 00:00 first, that the zone's clocks show. */
function hourOfWeek(at: number, zone: string): number {
  const { year, month, day, hour } = localTime(at, zone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return weekday * HOURS_A_DAY + hour;
}
