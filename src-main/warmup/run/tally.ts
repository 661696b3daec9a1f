/**
 * What a run has done so far, and what that says about the rest. It is made of the journal's entries alone, so that a run
 * that is taken up again stands where it stood.
 */
import type { WarmupFailure, WarmupProgress, WarmupRun, WarmupStoreResult } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { WarmStep } from '../plan/plan-steps.ts';
import type { WarmScope, WarmStage } from '../plan/target.ts';
import type { JournalEntry, PlatformEntry, RunHeader, StepEntry } from './journal.ts';
import { addCounts, NO_COUNTS } from './run-step.ts';
import { createTimeLeft } from './time-left.ts';

export interface TallyOptions {
  readonly header: RunHeader;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  readonly workers: number;
}

interface PlatformTally {
  readonly name: string;
  done: number;
  total: number | null;
  waitsUntil: number | null;
}

type Result = { -readonly [Name in keyof WarmupStoreResult]: WarmupStoreResult[Name] };

export interface Tally {
  /** All steps and the platforms to be asked, once they are known; those that are done already stay done. */
  plan(steps: readonly WarmStep[], platforms: readonly string[]): void;
  begin(step: WarmStep): void;
  apply(entry: JournalEntry): void;
  isDone(id: string): boolean;
  /** How many calls a platform will take, and when each takes its turn. */
  platform(name: string, facts: { total?: number; waitsUntil?: number | null; callMilliseconds?: number }): void;
  run(): WarmupRun;
  /** @param ended whether the run was carried to its end: what did not fail is warm then. */
  stores(ended: boolean): WarmupStoreResult[];
  progress(paused: boolean): WarmupProgress;
}

/** Gives the key under which a platform's call stands among the things that are done. */
export function platformCallId({
  platform,
  what,
  number,
}: Pick<PlatformEntry, 'platform' | 'what' | 'number'>): string {
  return `platform:${platform}:${what}:${number ?? ''}`;
}

export function createTally({ header, elapsed, workers }: TallyOptions): Tally {
  const began = elapsed();
  const done = new Set<string>();
  const results = new Map<string, Result>();
  const platforms = new Map<string, PlatformTally>();
  const working = new Map<string, WarmStep>();
  const left: Record<WarmStage, number> = { board: 0, ranges: 0, details: 0 };
  const timeLeft = createTimeLeft(elapsed, workers);
  let run: WarmupRun = {
    task_id: header.taskId,
    type: header.type,
    trigger: header.trigger,
    state: 'running',
    started_at: new Date(header.startedAt).toISOString(),
    finished_at: null,
    duration: null,
    days: header.days,
    stores: 0,
    stores_failed: 0,
    orders_warmed: 0,
    items: NO_COUNTS,
    platform_calls: 0,
    first_board_after: null,
    resumed: 0,
    failure: null,
  };
  let planned = 0;

  function resultOf(key: string, about: Pick<Result, 'store_id' | 'name' | 'rank'>): Result {
    const known = results.get(key);
    if (known) return known;
    const made: Result = { ...about, state: 'waiting', items: NO_COUNTS, milliseconds: 0, failures: [] };
    results.set(key, made);
    return made;
  }

  function scopeResult(scope: WarmScope, { name, rank }: Pick<WarmStep | StepEntry, 'name' | 'rank'>): Result {
    return resultOf(`scope:${scope}`, { store_id: storeIdOf(scope), name, rank });
  }

  function platformTally(name: string): PlatformTally {
    const known = platforms.get(name);
    if (known) return known;
    const made: PlatformTally = { name, done: 0, total: null, waitsUntil: null };
    platforms.set(name, made);
    resultOf(`platform:${name}`, { store_id: null, name, rank: 'platform' });
    return made;
  }

  function add(result: Result, items: WarmupStoreResult['items'], milliseconds: number): void {
    result.items = addCounts(result.items, items);
    result.milliseconds += milliseconds;
    run = { ...run, items: addCounts(run.items, items) };
  }

  function stepDone({ id, scope, stage, rank, name, result }: StepEntry): void {
    done.add(id);
    if (working.delete(id)) timeLeft.note(stage, result.milliseconds);
    if (left[stage] > 0) left[stage]--;
    const store = scopeResult(scope, { name, rank });
    add(store, result.items, result.milliseconds);
    store.failures = [...store.failures, ...result.failures];
    store.state = store.failures.length > 0 ? 'failed' : stage === 'details' ? 'warm' : 'running';
    run = { ...run, orders_warmed: run.orders_warmed + result.orders };
    if (stage === 'board' && run.first_board_after === null && run.resumed === 0) {
      run = { ...run, first_board_after: Math.round((elapsed() - began) * 10) / 10 };
    }
  }

  function callDone(entry: PlatformEntry): void {
    done.add(platformCallId(entry));
    const tally = platformTally(entry.platform);
    const result = resultOf(`platform:${entry.platform}`, { store_id: null, name: entry.platform, rank: 'platform' });
    if (entry.what !== 'numbers') tally.done++;
    add(result, entry.items, entry.milliseconds);
    if (entry.reason) result.failures = withFailure(result.failures, entry);
    result.state = result.failures.length > 0 ? 'failed' : 'running';
    const { fresh, loaded, not_modified } = entry.items;
    const orders = entry.what === 'order' ? fresh + loaded + not_modified : 0;
    const calls = entry.what === 'numbers' ? 1 : loaded + not_modified;
    run = { ...run, orders_warmed: run.orders_warmed + orders, platform_calls: run.platform_calls + calls };
  }

  function stage(): WarmupProgress['stage'] {
    if (planned === 0 && done.size === 0) return 'planning';
    if (left.board + left.ranges > 0) return 'boards';
    return left.details > 0 ? 'details' : 'platforms';
  }

  return {
    plan(steps, platformNames) {
      planned = steps.length;
      for (const step of steps) {
        if (!done.has(step.id)) left[step.stage]++;
        scopeResult(step.scope, step);
      }
      for (const name of platformNames) platformTally(name);
      const stores = new Set([...results.values()].map(({ store_id }) => store_id).filter((id) => id !== null));
      run = { ...run, stores: stores.size };
    },
    begin(step) {
      working.set(step.id, step);
      const result = scopeResult(step.scope, step);
      if (result.state === 'waiting') result.state = 'running';
    },
    apply(entry) {
      if (entry.entry === 'step') stepDone(entry);
      else if (entry.entry === 'platform') callDone(entry);
      else if (entry.entry === 'resumed') run = { ...run, resumed: run.resumed + 1 };
    },
    isDone: (id) => done.has(id),
    platform(name, { total, waitsUntil, callMilliseconds }) {
      const tally = platformTally(name);
      if (total !== undefined) tally.total = total;
      if (waitsUntil !== undefined) tally.waitsUntil = waitsUntil;
      if (callMilliseconds !== undefined) timeLeft.setCall(callMilliseconds);
    },
    run() {
      const failed = [...results.values()].filter(({ store_id, state }) => store_id !== null && state === 'failed');
      return { ...run, stores_failed: failed.length };
    },
    stores: (ended) =>
      [...results.values()].map((result) => ({
        ...result,
        state: ended && result.state !== 'failed' ? 'warm' : result.state,
      })),
    progress(paused) {
      const lanes = [...platforms.values()];
      const calls = lanes.reduce((sum, { done: made, total }) => sum + Math.max(made, total ?? 0), 0);
      const made = lanes.reduce((sum, lane) => sum + lane.done, 0);
      const steps = left.board + left.ranges + left.details;
      const stepsDone = [...done].filter((id) => !id.startsWith('platform:')).length;
      return {
        run: this.run(),
        stage: stage(),
        paused,
        done: stepsDone + made,
        total: stepsDone + steps + calls,
        seconds_left: timeLeft.seconds(left, lanes),
        current: [...working.values()].map(({ name }) => name),
        platforms: lanes.map((lane) => ({
          name: lane.name,
          done: lane.done,
          total: lane.total,
          waits_until: lane.waitsUntil === null ? null : new Date(lane.waitsUntil).toISOString(),
        })),
      };
    },
  };
}

function storeIdOf(scope: WarmScope): StoreId | null {
  return scope === 'all' ? null : scope;
}

/** Failures of one kind are told once, with how many they were. */
function withFailure(failures: readonly WarmupFailure[], { what, reason }: PlatformEntry): WarmupFailure[] {
  if (!reason) return [...failures];
  const known = failures.find((failure) => failure.target === what && failure.reason.code === reason.code);
  if (!known) return [...failures, { target: what, reason, items: 1 }];
  return failures.map((failure) => (failure === known ? { ...failure, items: failure.items + 1 } : failure));
}
