/**
 * One warmup at a time. Each has an id, a journal while it runs and a line in the history when it has ended; one that was cut
 * off by a crash or a shutdown goes on at the next start.
 */
import type {
  WarmupProgress,
  WarmupRun,
  WarmupState,
  WarmupStoreResult,
  WarmupTrigger,
  WarmupType,
} from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { createLatestStream } from '../../ingest/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later } from '../../resilience/index.ts';
import { durationText } from '../duration.ts';
import type { Lease } from '../election.ts';
import type { WarmupHistory } from '../history/history.ts';
import { planSteps } from '../plan/plan-steps.ts';
import { type KnownStore, rankStores } from '../plan/rank-stores.ts';
import type { PlatformSource } from '../platform/source.ts';
import type { Journal, JournalEntry, RunHeader } from './journal.ts';
import { reasonOf } from './run-step.ts';
import { type RunnerOptions, runPlan, WORKERS } from './runner.ts';
import { createTally, type Tally } from './tally.ts';
import { taskIdAt } from './task-id.ts';

export interface RunRequest {
  readonly type: WarmupType;
  readonly trigger: WarmupTrigger;
  readonly days: number;
  readonly only?: RunHeader['only'];
  readonly lease?: Lease;
}

export interface RunsOptions extends RunnerOptions {
  readonly journal: Journal;
  readonly history: WarmupHistory;
  readonly stores: () => Promise<readonly KnownStore[]>;
  /** A store's heat; 0: nobody asks for it. */
  readonly heat: () => (store: StoreId) => number;
  readonly platforms: () => readonly PlatformSource[];
  /** How far ahead things are refreshed, in milliseconds: until the next run. */
  readonly horizon: () => number;
  readonly later: Later;
  readonly log: Log;
}

export interface Runs {
  /** Gives the id of the run that has begun. @throws AppError WARMUP_RUNNING with the `task_id` of the one under way. */
  start(request: RunRequest): Promise<string>;
  /** Takes up what the last process left; gives whether there was anything to take up. */
  resume(): Promise<boolean>;
  /** Gives the id of the run that was stopped, once it has ended; null when there was none. */
  stop(): Promise<string | null>;
  /** Lets go of the run under way, for the next start to take up. */
  close(): Promise<void>;
  current(): { readonly run: WarmupRun; readonly stores: WarmupStoreResult[] } | null;
  progress(signal?: AbortSignal): AsyncIteratorObject<WarmupProgress, undefined, void>;
  /** Resolves when no run is under way. */
  idle(): Promise<void>;
}

interface Current {
  readonly header: RunHeader;
  readonly tally: Tally;
  readonly abort: AbortController;
  readonly lease: Lease | null;
  ended: Promise<void>;
  paused: number;
}

const MILLISECONDS_A_DAY = 86_400_000;
/** What lies further back is no longer what staff would ask for. */
const RESUMED_WITHIN_MILLISECONDS = MILLISECONDS_A_DAY;
const OVERLAP_MILLISECONDS = 600_000;
const PROGRESS_MILLISECONDS = 100;

const IDLE: WarmupProgress = {
  run: null,
  stage: 'idle',
  paused: false,
  done: 0,
  total: 0,
  seconds_left: null,
  current: [],
  platforms: [],
};

export function createRuns(options: RunsOptions): Runs {
  const { journal, history, log, now, later } = options;
  const stream = createLatestStream<WarmupProgress>(IDLE);
  let current: Current | null = null;
  let closing = false;
  let tellLater: (() => void) | null = null;

  function tell(): void {
    stream.set(current ? current.tally.progress(current.paused > 0) : IDLE);
  }

  function tellSoon(): void {
    tellLater ??= later(PROGRESS_MILLISECONDS, () => {
      tellLater = null;
      tell();
    });
  }

  function ordersSince(type: WarmupType, days: number): number {
    const whole = now() - days * MILLISECONDS_A_DAY;
    if (type === 'full') return whole;
    const last = history.runs().find(({ state }) => state === 'done');
    return last ? Math.max(whole, Date.parse(last.started_at) - OVERLAP_MILLISECONDS) : whole;
  }

  function begin(header: RunHeader, lease: Lease | null, entries: readonly JournalEntry[]): Current {
    const tally = createTally({ header, elapsed: options.elapsed, workers: WORKERS });
    for (const entry of entries) tally.apply(entry);
    const made: Current = { header, tally, abort: new AbortController(), lease, ended: Promise.resolve(), paused: 0 };
    current = made;
    return made;
  }

  function follow(run: Current, work: () => Promise<void>): void {
    run.ended = carryOut(run, work);
    tell();
  }

  /** Never fails: whatever happens becomes part of the history. */
  async function carryOut(run: Current, prepare: () => Promise<void>): Promise<void> {
    let failure: unknown = null;
    try {
      await prepare();
      await work(run);
      await journal.flush();
    } catch (error) {
      failure = error;
      log.error('warmup failed', { taskId: run.header.taskId, error });
    }
    try {
      await finish(run, failure);
    } catch (error) {
      log.error('the end of a warmup could not be written down', { taskId: run.header.taskId, error });
    }
    current = null;
    tell();
  }

  async function work(run: Current): Promise<void> {
    const { header, tally, abort } = run;
    const ranked = rankStores(await options.stores(), options.heat(), now());
    const steps = planSteps(ranked, header.only ? new Set(header.only.scopes) : null);
    const platforms = options.platforms().filter(({ name }) => !header.only || header.only.platforms.includes(name));
    tally.plan(steps, options.platformCaches() ? platforms.map(({ name }) => name) : []);
    tell();
    const { type: kind, days } = header;
    await runPlan(
      { kind, days, steps, platforms, ordersSince: header.ordersSince, expiringWithin: options.horizon() },
      {
        tally,
        signal: abort.signal,
        record(entry) {
          journal.append(entry);
          tally.apply(entry);
          tellSoon();
        },
        onPause(paused) {
          run.paused += paused ? 1 : -1;
          tellSoon();
        },
        onBegin: tellSoon,
      },
      options,
    );
  }

  function endState({ abort, tally }: Current, failure: unknown): WarmupState {
    if (failure !== null) return 'failed';
    if (abort.signal.aborted) return 'stopped';
    const { fresh, loaded, not_modified, missing, failed } = tally.run().items;
    return failed > 0 && fresh + loaded + not_modified + missing === 0 ? 'failed' : 'done';
  }

  async function finish(run: Current, failure: unknown): Promise<void> {
    const { header, tally, lease } = run;
    const state = endState(run, failure);
    // The journal stays: the next start goes on from there.
    if (closing && state === 'stopped') {
      await journal.flush();
      await lease?.free();
      return;
    }
    const ended: WarmupRun = {
      ...tally.run(),
      state,
      finished_at: new Date(now()).toISOString(),
      duration: durationText(now() - header.startedAt),
      failure: failure === null ? null : reasonOf(failure),
    };
    await history.add(ended, tally.stores(state === 'done'));
    await journal.end();
    await (state === 'done' ? lease?.done() : lease?.free());
    log.info('warmup ended', { taskId: header.taskId, state, items: ended.items, duration: ended.duration });
  }

  /** A run of an earlier process that nobody takes up any more. */
  async function giveUp(): Promise<void> {
    const left = await journal.left();
    if (!left) return;
    if (isKnown(left.header.taskId)) return journal.end();
    const tally = createTally({ header: left.header, elapsed: options.elapsed, workers: WORKERS });
    for (const entry of left.entries) tally.apply(entry);
    const run: WarmupRun = { ...tally.run(), state: 'interrupted', finished_at: new Date(now()).toISOString() };
    await history.add(run, tally.stores(false));
    await journal.end();
  }

  function isKnown(taskId: string): boolean {
    return history.runs().some(({ task_id }) => task_id === taskId);
  }

  return {
    async start({ type, trigger, days, only = null, lease }) {
      if (closing) throw new AppError('SERVICE_UNAVAILABLE', { details: { service: 'warmup' } });
      if (current) throw new AppError('WARMUP_RUNNING', { details: { task_id: current.header.taskId } });
      const startedAt = now();
      const taskId = taskIdAt(startedAt, isKnown);
      const since = ordersSince(type, days);
      const header: RunHeader = { entry: 'begin', taskId, type, trigger, days, startedAt, only, ordersSince: since };
      const run = begin(header, lease ?? null, []);
      log.info('warmup begun', { taskId, type, trigger, days });
      follow(run, async () => {
        await giveUp();
        await journal.begin(header);
      });
      return taskId;
    },
    async resume() {
      const left = await journal.left();
      if (!left || current || closing) return false;
      const age = now() - left.header.startedAt;
      if (age > RESUMED_WITHIN_MILLISECONDS || age < -RESUMED_WITHIN_MILLISECONDS || isKnown(left.header.taskId)) {
        await giveUp();
        return false;
      }
      const resumed: JournalEntry = { entry: 'resumed', at: now() };
      const run = begin(left.header, null, [...left.entries, resumed]);
      log.info('warmup resumed', { taskId: left.header.taskId });
      follow(run, async () => journal.append(resumed));
      return true;
    },
    async stop() {
      const run = current;
      if (!run) return null;
      run.abort.abort();
      await run.ended;
      return run.header.taskId;
    },
    async close() {
      closing = true;
      current?.abort.abort();
      await current?.ended;
      tellLater?.();
      stream.finish(IDLE);
    },
    current: () => (current ? { run: current.tally.run(), stores: current.tally.stores(false) } : null),
    progress: (signal) => stream.subscribe(signal),
    async idle() {
      await current?.ended;
    },
  };
}
