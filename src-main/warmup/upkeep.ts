/**
 * Between two runs: the boards of stores that somebody asks for are loaded anew before they go stale, now and then those of all
 * other stores, and everything of stores whose data has changed right after the change. It works one step at a time, and only while no run does and no staff wait.
 */
import type { StoreId } from '#shared/domain/ids.ts';
import type { Log } from '../logging/index.ts';
import type { Later } from '../resilience/index.ts';
import { planSteps, type WarmStep } from './plan/plan-steps.ts';
import { type KnownStore, type RankedStore, rankStores } from './plan/rank-stores.ts';
import type { WarmScope, WarmTarget } from './plan/target.ts';
import { runStep } from './run/run-step.ts';
import type { StaffGate } from './run/staff-gate.ts';

export interface UpkeepOptions {
  readonly targets: () => readonly WarmTarget[];
  readonly stores: () => Promise<readonly KnownStore[]>;
  /** A store's heat; 0: nobody asks for it. */
  readonly heat: () => (store: StoreId) => number;
  /** Whether there is anything to keep up now. */
  readonly enabled: () => boolean;
  readonly days: () => number;
  /** Whether a run is under way, which does the same work. */
  readonly busy: () => boolean;
  readonly gate: StaffGate;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly later: Later;
  readonly log: Log;
}

export interface Upkeep {
  start(): void;
  /** The data of these stores has changed. */
  changed(stores: 'all' | readonly StoreId[]): void;
  close(): Promise<void>;
}

const ROUND_MILLISECONDS = 60_000;
/** Two rounds and a bit: what goes stale before the round after the next is loaded in this one. */
const EXPIRING_WITHIN_MILLISECONDS = 150_000;
/** Boards of today are others every quarter of an hour, and are made ready well before (cache/levels/warm-inputs.ts). */
const ALL_STORES_MILLISECONDS = 5 * 60_000;
/** An import tells of its stores in pieces. */
const SETTLE_MILLISECONDS = 500;

export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { later, log } = options;
  const abort = new AbortController();
  let changedStores: Set<WarmScope> | 'all' | null = null;
  let callOff: () => void = () => undefined;
  let working: Promise<void> | null = null;
  let started = false;
  let changedMeanwhile = false;
  let allAt = options.elapsed() + ALL_STORES_MILLISECONDS;

  function plan(milliseconds: number): void {
    callOff();
    callOff = later(milliseconds, () => {
      plan(ROUND_MILLISECONDS);
      working ??= round().finally(() => {
        working = null;
        // What changed meanwhile does not wait for the next round.
        if (changedMeanwhile && !abort.signal.aborted) plan(SETTLE_MILLISECONDS);
        changedMeanwhile = false;
      });
    });
  }

  function noteChanged(stores: 'all' | Iterable<WarmScope>): void {
    if (stores === 'all' || changedStores === 'all') changedStores = 'all';
    else changedStores = new Set<WarmScope>([...(changedStores ?? []), ...stores]);
  }

  async function ranked(): Promise<RankedStore[]> {
    return rankStores(await options.stores(), options.heat(), options.now());
  }

  function stepsFor(stores: readonly RankedStore[], changed: Set<WarmScope> | 'all' | null): WarmStep[] {
    const heat = options.heat();
    const isForAll = options.elapsed() >= allAt;
    if (isForAll) allAt = options.elapsed() + ALL_STORES_MILLISECONDS;
    const asked = stores.filter(({ id }) => isForAll || heat(id) > 0).map(({ id }) => id);
    const anew = new Set<WarmScope>(changed === 'all' ? stores.map(({ id }) => id) : (changed ?? []));
    // A change of any store is one of the chain.
    if (anew.size > 0) anew.add('all');
    return planSteps(stores, new Set<WarmScope>(['all', ...asked, ...anew])).filter(
      ({ stage, scope }) => stage !== 'details' || anew.has(scope),
    );
  }

  /** Never fails: it is nobody's request. */
  async function round(): Promise<void> {
    if (!options.enabled() || options.busy()) return;
    const changed = changedStores;
    changedStores = null;
    let done = false;
    try {
      for (const step of stepsFor(await ranked(), changed)) {
        await options.gate.idle(abort.signal);
        if (abort.signal.aborted || options.busy()) return;
        const { failures } = await runStep(step, {
          targets: options.targets(),
          kind: 'incremental',
          days: options.days(),
          signal: abort.signal,
          expiringWithin: EXPIRING_WITHIN_MILLISECONDS,
          elapsed: options.elapsed,
        });
        if (failures.length > 0) log.warn('a board could not be kept warm', { scope: step.scope, failures });
      }
      done = true;
    } catch (error) {
      if (!abort.signal.aborted) log.error('upkeep failed', { error });
    }
    // A run came in between, or the stores could not be told: the next round makes good what this one left.
    if (!done && changed !== null) noteChanged(changed);
  }

  return {
    start() {
      started = true;
      plan(ROUND_MILLISECONDS);
    },
    changed(stores) {
      noteChanged(stores);
      changedMeanwhile = working !== null;
      if (started && !working) plan(SETTLE_MILLISECONDS);
    },
    async close() {
      abort.abort();
      callOff();
      await working;
    },
  };
}
