/**
 * What is known of one shop's limit, as plain data: the same whether it lies in memory, in Redis or in a table. A turn takes its
 * cost at once, so that the level may lie below zero, and leaves when the level would reach its floor without those who came
 * after it: whoever came first leaves first, over all who share the bucket.
 */
import type { LimitNews } from './limit-news.ts';
import { isClosed, newPace, type Pace, patience, slowDown, speedUp, stayClosed, wasJustSlowed } from './pace.ts';

/** What a platform is taken to allow until it says otherwise. */
export interface NominalRate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface BucketState {
  /** What may be spent, less all that was given out, at the time `at` (UTC milliseconds). */
  level: number;
  at: number;
  /** The most that gathers, and what was taken for that at first. */
  maximum: number;
  nominalMaximum: number;
  /** All that was ever given out: a turn's place in the line is this number at the time when it was given out. */
  given: number;
  /** What was given out to calls whose end is not known yet. */
  pending: number;
  /** The platform wants to be left alone until then, UTC milliseconds. */
  pausedUntil: number;
  /** Left in the bucket, because others whom we do not know of draw on it too. */
  heldBack: number;
  /** The platform tells its level: nothing is to be learnt by trying. */
  told: boolean;
  /** Up to which place calls have been heard of. */
  heardOf: number;
  /** When the bucket was last full, UTC milliseconds. */
  fullAt: number;
  pace: Pace;
}

/** This part of the bucket is left to staff: background work does not take it. */
const KEPT_FOR_STAFF = 0.1;
/** Requests sent at their times arrive a little closer together: what the platform lets through at once is not used up to the end. */
const USED_OF_BURST = 0.9;
const SECOND = 1_000;
/** Calls of a process that has died are forgotten by halves. */
const PENDING_HALF_LIFE = 15 * SECOND;
/** A platform that turns calls away and does not say for how long. */
const USUAL_PAUSE = SECOND;
/** No pause is believed to be longer; a day's quota is another matter. */
const LONGEST_PAUSE = 24 * 3_600 * SECOND;
/** With every call that is turned away although the platform tells its level, this part of the bucket more is held back. */
const HELD_BACK_STEP = 0.05;
const MOST_HELD_BACK = 0.5;
/** What is held back goes down by this part with every call that goes well. */
const HELD_BACK_DECAY = 1 / 2_000;
/** A bucket begins with this part of its maximum after a pause. */
const SPENT_AFTER_PAUSE = 0.25;
/** The maximum is cut to this part when spending all of it at once was too much. */
const SHRINK_BURST = 0.7;
/** With every call that goes well the maximum grows back by this part of what it was at first. */
const GROW_BURST = 1 / 40_000;

/** Gives a full bucket. @param now UTC milliseconds. */
export function newBucket({ perSecond, burst }: NominalRate, now: number): BucketState {
  const maximum = Math.max(1, burst * USED_OF_BURST);
  return {
    level: maximum,
    at: now,
    maximum,
    nominalMaximum: maximum,
    given: 0,
    pending: 0,
    pausedUntil: 0,
    heldBack: 0,
    told: false,
    heardOf: 0,
    fullAt: now,
    pace: newPace(perSecond),
  };
}

/** Whether something is a bucket as this version keeps it: it may come from another one. */
export function isBucket(value: unknown): value is BucketState {
  const bucket = value as BucketState | null;
  if (typeof bucket !== 'object' || bucket === null || typeof bucket.pace !== 'object' || bucket.pace === null)
    return false;
  const { level, at, maximum, nominalMaximum, given, pending, pausedUntil, heldBack, heardOf, fullAt, pace } = bucket;
  const numbers = [level, at, maximum, nominalMaximum, given, pending, pausedUntil, heldBack, heardOf, fullAt];
  return [...numbers, pace.rate, pace.nominal, pace.peak, pace.calm, pace.slowedAt, pace.closed].every(Number.isFinite);
}

/** Brings the level to the present. A clock that was set back only stops it for a moment. */
function refill(state: BucketState, now: number): void {
  const passed = now - state.at;
  state.at = now;
  if (passed < 0) {
    state.pausedUntil += passed;
    state.fullAt += passed;
    return;
  }
  state.level = Math.min(state.maximum, state.level + (passed / SECOND) * state.pace.rate);
  state.pending *= 0.5 ** (passed / PENDING_HALF_LIFE);
  if (state.level >= state.maximum) state.fullAt = now;
}

/** Takes a turn's cost. Gives its place in the line, to ask `waitOf` with. */
export function giveOut(state: BucketState, now: number, cost: number): number {
  refill(state, now);
  state.level -= cost;
  state.given += cost;
  state.pending += cost;
  return state.given;
}

/** The turn was not used. */
export function takeBack(state: BucketState, now: number, cost: number): void {
  refill(state, now);
  state.level = Math.min(state.maximum, state.level + cost);
  // Those before it must not take what came back for what was given out after them.
  state.given -= cost;
  state.pending = Math.max(0, state.pending - cost);
}

/** Gives for how many milliseconds more the platform wants to be left alone. */
export function pauseOf({ pausedUntil }: BucketState, now: number): number {
  return Math.max(0, Math.min(pausedUntil - now, LONGEST_PAUSE));
}

/** Milliseconds until the turn at that place may leave; 0: now. */
export function waitOf(
  state: BucketState,
  now: number,
  turn: { readonly place: number; readonly cost: number; readonly priority: 'staff' | 'background' },
): number {
  const { level, given, maximum, heldBack, pace } = state;
  const passed = Math.max(0, now - state.at);
  const kept = turn.priority === 'staff' ? 0 : maximum * KEPT_FOR_STAFF;
  // A call that needs more than there ever is leaves when the bucket is full.
  const floor = Math.min(maximum - turn.cost, heldBack + kept);
  const missing = floor - (level + (given - turn.place));
  const until = missing <= 0 ? 0 : (missing / pace.rate) * SECOND - passed;
  return Math.max(0, until, pauseOf(state, now));
}

/** How a call ended that was let through. */
export function hear(state: BucketState, now: number, turn: PastTurn, news: LimitNews | null): void {
  refill(state, now);
  state.pending = Math.max(0, state.pending - turn.cost);
  state.heldBack -= state.heldBack * HELD_BACK_DECAY;
  if (news && isSound(news)) follow(state, turn, news);
  else if (!state.told) goOn(state);
  state.heardOf = Math.max(state.heardOf, turn.place);
}

/** A bucket that never fills would hold back its shop for ever. */
function isSound({ available, maximum, restorePerSecond }: LimitNews): boolean {
  return Number.isFinite(available) && Number.isFinite(maximum) && maximum > 0 && restorePerSecond > 0;
}

export interface PastTurn {
  readonly place: number;
  readonly cost: number;
}

function follow(state: BucketState, { place }: PastTurn, news: LimitNews): void {
  state.told = true;
  state.maximum = news.maximum;
  state.pace = { ...state.pace, rate: news.restorePerSecond };
  // It knows nothing of what is still under way, or not all.
  const level = Math.min(news.maximum, news.available) - state.pending;
  // What was overtaken on its way tells of an earlier moment.
  state.level = place < state.heardOf ? Math.min(state.level, level) : level;
}

/** The platform turned the call away. Null: it did not say for how long. */
export function hearThrottled(state: BucketState, now: number, turn: PastTurn, retryAfter: number | null): void {
  refill(state, now);
  state.pending = Math.max(0, state.pending - turn.cost);
  state.level = Math.min(state.level, -state.pending);
  const isNews = turn.place > state.pace.slowedAt;
  if (isNews && isClosed(state.pace) && !state.told) state.pace = stayClosed(state.pace, state.given);
  else if (isNews && !state.told) giveWay(state, now);
  const pause = Math.min(LONGEST_PAUSE, Math.max(retryAfter ?? USUAL_PAUSE, USUAL_PAUSE * patience(state.pace)));
  state.pausedUntil = Math.max(state.pausedUntil, now + pause);
  if (state.told) {
    const step = Math.max(turn.cost, state.maximum * HELD_BACK_STEP);
    state.heldBack = Math.min(state.maximum * MOST_HELD_BACK, state.heldBack + step);
    return;
  }
  // Whoever has waited in the pause must not come all at once after it.
  const gathered = (pause / SECOND) * state.pace.rate;
  state.level = Math.min(state.level, state.maximum * SPENT_AFTER_PAUSE - gathered);
}

/** Nobody was turned away: a little more may be tried. */
function goOn(state: BucketState): void {
  state.pace = speedUp(state.pace);
  state.maximum = Math.min(state.nominalMaximum, state.maximum + state.nominalMaximum * GROW_BURST);
}

/** It was too much: either at once, of what had gathered, or as a pace. */
function giveWay(state: BucketState, now: number): void {
  const sinceFull = (now - state.fullAt) / SECOND;
  const spendsWhatGathered = state.maximum > 1 && sinceFull * state.pace.rate < 2 * state.maximum;
  if (spendsWhatGathered || wasJustSlowed(state.pace)) {
    state.maximum = Math.max(1, state.maximum * SHRINK_BURST);
    state.fullAt = now;
  }
  state.pace = spendsWhatGathered ? { ...state.pace, slowedAt: state.given } : slowDown(state.pace, state.given);
}
