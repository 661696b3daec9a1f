/**
 * One value on its way from tiers or source, whoever waits for it. It takes its stamp before anything is asked, so that
 * an invalidation that comes meanwhile revokes it: its value goes to those who were waiting by then, and is never kept.
 */
import type { Stamp } from '../entry.ts';
import type { TierName } from '../level.ts';
import type { TierLease } from '../tier.ts';
import type { FamilyState } from './family-state.ts';
import { type HeldEntry, isFresh } from './held-entry.ts';

type Source = TierName | 'load';

export interface Landing {
  readonly entry: HeldEntry;
  readonly source: Source;
  readonly notModified: boolean;
  /** It is past its freshness. */
  readonly stale: boolean;
}

export interface Waiter {
  /** Whether it takes a value past its freshness. */
  readonly acceptsStale: boolean;
  /** UTC milliseconds: it wants a value that is fresh for longer than that. */
  readonly outlive: number;
  readonly priority: 'staff' | 'background';
  /** It came after something had been asked, while messages may have been missed: it waits for what comes of that. */
  readonly doubtful?: boolean;
  land(landing: Landing): void;
  fail(error: unknown): void;
}

export interface Flight {
  readonly state: FamilyState;
  readonly input: unknown;
  readonly key: string;
  readonly tags: readonly string[];
  readonly stamp: Stamp;
  /** UTC milliseconds: what is found is good enough only if it is fresh for longer than that. */
  readonly outlive: number;
  /** It goes on when nobody waits any more: a refresh. */
  behind: boolean;
  revoked: boolean;
  ended: boolean;
  priority: 'staff' | 'background';
  waiters: Waiter[];
  /** A valid value that is past its freshness or is to be renewed: what a source may call "not modified". */
  base: HeldEntry | null;
  /** Only Redis can say whether the base still holds: messages of other processes may have been missed. */
  unproven: boolean;
  lease: TierLease | null;
  /** A tier or the source has been asked. */
  asked: boolean;
  /** Called when nobody waits for it any more. */
  abandon: (() => void) | null;
}

export type FlightPlan = Pick<Flight, 'input' | 'key' | 'tags' | 'outlive' | 'priority' | 'base'> & {
  readonly behind?: boolean;
  readonly unproven?: boolean;
};

/** Field by field: spreading the plan would take longer than all the rest of a flight that finds its value in a tier. */
export function createFlight(plan: FlightPlan, state: FamilyState, stamp: Stamp): Flight {
  return {
    state,
    input: plan.input,
    key: plan.key,
    tags: plan.tags,
    stamp,
    outlive: plan.outlive,
    behind: plan.behind ?? false,
    revoked: false,
    ended: false,
    priority: plan.priority,
    waiters: [],
    base: plan.base,
    unproven: plan.unproven ?? false,
    lease: null,
    asked: false,
    abandon: null,
  };
}

/** Adds somebody who waits. Staff make the whole flight theirs. */
export function joinFlight(flight: Flight, waiter: Waiter, now: number): void {
  if (waiter.priority === 'staff') flight.priority = 'staff';
  const { base, unproven } = flight;
  // What the tiers gave to those before is good enough for this one, too.
  const plain = base !== null && !unproven && waiter.doubtful !== true;
  if (plain && serves(base, waiter, now)) waiter.land(landing(base, 'memory', now));
  else flight.waiters.push(waiter);
}

/** Takes somebody out who has given up. */
export function leaveFlight(flight: Flight, waiter: Waiter): void {
  flight.waiters = flight.waiters.filter((other) => other !== waiter);
  if (flight.waiters.length === 0 && !flight.behind) flight.abandon?.();
}

/** Gives what was found to all who are content with it; the others go on waiting. */
export function landThose(flight: Flight, entry: HeldEntry, source: Source, now: number): void {
  const waiters = flight.waiters;
  const shared = landing(entry, source, now);
  flight.waiters = [];
  for (const waiter of waiters) {
    if (waiter.doubtful !== true && serves(entry, waiter, now)) waiter.land(shared);
    else flight.waiters.push(waiter);
  }
}

/** Gives the value of a load to everybody: nothing newer can be had, even where it counts as stale at once. */
export function landAll(flight: Flight, entry: HeldEntry, notModified: boolean): void {
  const waiters = flight.waiters;
  const shared = { entry, source: 'load', notModified, stale: false } as const;
  flight.waiters = [];
  for (const waiter of waiters) waiter.land(shared);
}

/** Serves the base to all who take what may be stale; the others go on waiting. */
export function landStale(flight: Flight, now: number): void {
  const { base, waiters } = flight;
  if (base === null || now >= base.goneAt) return;
  const shared = { entry: base, source: 'memory', notModified: false, stale: true } as const;
  flight.waiters = [];
  for (const waiter of waiters) {
    if (waiter.acceptsStale) waiter.land(shared);
    else flight.waiters.push(waiter);
  }
}

/** The source gave nothing: those who take it are served what is there past its freshness, the others the error. */
export function failAll(flight: Flight, error: unknown, now: number): void {
  landStale(flight, now);
  const { waiters } = flight;
  flight.waiters = [];
  for (const waiter of waiters) waiter.fail(error);
}

function serves(entry: HeldEntry, waiter: Waiter, now: number): boolean {
  if (now >= entry.goneAt) return false;
  return (isFresh(entry, now) && entry.freshUntil > waiter.outlive) || waiter.acceptsStale;
}

function landing(entry: HeldEntry, source: Source, now: number): Landing {
  return { entry, source, notModified: false, stale: !isFresh(entry, now) };
}
