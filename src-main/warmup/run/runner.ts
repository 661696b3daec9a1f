/**
 * Runs a plan: a few steps side by side, the platforms beside them, staff before both. It ends when everything was tried or
 * the signal aborts, and what was done by then is in the journal.
 */

import type { WarmStep } from '../plan/plan-steps.ts';
import type { WarmTarget } from '../plan/target.ts';
import type { PlatformCalls } from '../platform/calls.ts';
import { type PlatformCaches, runLane } from '../platform/lane.ts';
import type { PlatformSource } from '../platform/source.ts';
import type { JournalEntry } from './journal.ts';
import { runStep } from './run-step.ts';
import type { StaffGate } from './staff-gate.ts';
import { platformCallId, type Tally } from './tally.ts';

export const WORKERS = 5;

export interface RunPlan {
  readonly kind: 'full' | 'incremental';
  readonly days: number;
  readonly steps: readonly WarmStep[];
  readonly platforms: readonly PlatformSource[];
  /** UTC milliseconds: platforms are asked for orders that changed since. */
  readonly ordersSince: number;
  /** Also what goes stale within so many milliseconds is loaded anew. */
  readonly expiringWithin: number;
}

export interface RunnerOptions {
  readonly targets: () => readonly WarmTarget[];
  readonly calls: PlatformCalls;
  /** Null while no platform's orders are cached. */
  readonly platformCaches: () => PlatformCaches | null;
  readonly gate: StaffGate;
  /** Whether staff go first, asked at each step. */
  readonly pauses: () => boolean;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
}

export interface Running {
  readonly tally: Tally;
  readonly signal: AbortSignal;
  /** Told of everything that is done, before anything else is begun in its place. */
  record(entry: JournalEntry): void;
  /** Told when the run stands aside for staff, and when it goes on. */
  onPause(paused: boolean): void;
  /** Told when a step begins. */
  onBegin(): void;
}

export async function runPlan(plan: RunPlan, running: Running, options: RunnerOptions): Promise<void> {
  const { tally, signal } = running;
  const steps = plan.steps.filter(({ id }) => !tally.isDone(id));
  const targets = options.targets();
  const { elapsed } = options;

  async function mayGoOn(): Promise<void> {
    if (!options.pauses() || options.gate.pending === 0) return;
    running.onPause(true);
    await options.gate.idle(signal);
    running.onPause(false);
  }

  async function take(step: WarmStep): Promise<void> {
    await mayGoOn();
    if (signal.aborted) return;
    tally.begin(step);
    running.onBegin();
    const { kind, days, expiringWithin } = plan;
    const result = await runStep(step, { targets, kind, days, signal, expiringWithin, elapsed });
    const { id, scope, stage, rank, name } = step;
    running.record({ entry: 'step', id, scope, stage, rank, name, result });
  }

  /** The very first board has the processors to itself: it is what somebody may be waiting for. */
  async function workThrough([first, ...others]: readonly WarmStep[]): Promise<void> {
    if (!first) return;
    await take(first);
    const queue = others.values();
    const worker = async () => {
      for (const step of queue) await take(step);
    };
    await allSettled(Array.from({ length: Math.min(WORKERS, others.length) }, worker));
  }

  function lane(source: PlatformSource, caches: PlatformCaches): Promise<void> {
    const pace = options.calls.pace(source.name);
    const told = () => {
      const rest = pace.restsFor();
      tally.platform(source.name, { waitsUntil: rest > 0 ? options.now() + rest : null });
    };
    return runLane({
      source,
      caches,
      calls: options.calls,
      since: plan.ordersSince,
      expiringWithin: plan.expiringWithin,
      signal,
      elapsed: options.elapsed,
      mayGoOn,
      isDone: (call) => tally.isDone(platformCallId(call)),
      onTotal: (total) => tally.platform(source.name, { total, callMilliseconds: pace.interval }),
      onDone(entry) {
        running.record(entry);
        told();
      },
    });
  }

  const platformCaches = options.platformCaches();
  const lanes = platformCaches
    ? plan.platforms.map((source) => endingOnAbort(lane(source, platformCaches), signal))
    : [];
  await allSettled([endingOnAbort(workThrough(steps), signal), ...lanes]);
}

/** Waits for all of them, also when one fails, and then fails with it. */
async function allSettled(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** A run that is stopped ends without an error; any other error is one. */
async function endingOnAbort(work: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
