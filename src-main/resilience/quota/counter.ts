/** One app's calls of one day, in memory. */
import { beginOf, type DayRule, levelOf, type QuotaLevel, type QuotaState } from './quota-day.ts';

/** Whose calls are counted together. */
export interface QuotaApp {
  readonly platform: string;
  readonly app: string;
}

/** One day's calls of an app that this computer made, or is about to make. */
export interface QuotaDay extends QuotaApp {
  readonly day: number;
  readonly calls: number;
  readonly toppedUp: number;
}

export interface QuotaEvent extends QuotaApp {
  /** UTC milliseconds. */
  readonly at: number;
  readonly event: 'top-up' | 'day' | Exclude<QuotaLevel, 'ok'>;
  readonly calls: number;
  readonly note: string;
}

export interface Counter {
  readonly app: QuotaApp;
  readonly rule: DayRule;
  readonly day: number;
  readonly beginsAt: number;
  readonly endsAt: number;
  used: number;
  toppedUp: number;
  /** What the other computers of the chain have called and topped up. */
  others: { readonly calls: number; readonly toppedUp: number };
  /** Calls that were not counted here, but which the platform says were made. */
  uncounted: number;
  level: QuotaLevel;
  /** Calls that are written down: at least `used`, except while a write is under way. */
  written: number;
  /** How many calls to write down ahead. */
  ahead: number;
  /** What happened and is not durable yet. */
  events: QuotaEvent[];
  writing: Promise<void> | null;
  /** When the others were asked, or writing failed: not again at once. UTC milliseconds. */
  askedAt: number;
  failedAt: number;
}

/** `kept` is what was written down of this day before. */
export function newCounter(app: QuotaApp, rule: DayRule, day: number, kept: QuotaDay | undefined): Counter {
  const { calls = 0, toppedUp = 0 } = kept ?? {};
  const counter: Counter = {
    app,
    rule,
    day,
    beginsAt: beginOf(day, rule),
    endsAt: beginOf(day + 1, rule),
    used: calls,
    toppedUp,
    others: { calls: 0, toppedUp: 0 },
    uncounted: 0,
    level: 'ok',
    written: calls,
    ahead: 0,
    events: [],
    writing: null,
    askedAt: Number.NEGATIVE_INFINITY,
    failedAt: Number.NEGATIVE_INFINITY,
  };
  counter.level = levelOf(limitOf(counter), usedOf(counter));
  counter.ahead = leastAhead(counter);
  return counter;
}

/** Null: it is not limited. */
export function limitOf({ rule, toppedUp, others }: Counter): number | null {
  return rule.dailyCalls === null ? null : rule.dailyCalls + toppedUp + others.toppedUp;
}

/** Calls of the day, whichever computer of the chain made them. */
export function usedOf({ used, others, uncounted }: Counter): number {
  return used + others.calls + uncounted;
}

/** Gives a counter's state as pages show it. */
export function stateOf(counter: Counter): QuotaState {
  const limit = limitOf(counter);
  const { toppedUp, others, level, endsAt } = counter;
  return {
    limit,
    used: usedOf(counter),
    toppedUp: toppedUp + others.toppedUp,
    level,
    resetsAt: limit === null ? null : endsAt,
  };
}

/** Calls that one computer has written down ahead are missing for the others: they must be few compared with the limit. */
const LEAST_AHEAD = { few: 10, many: 100, ofLimit: 1 / 500 };
const MOST_AHEAD = 5_000;

function leastAhead({ rule: { dailyCalls } }: Counter): number {
  if (dailyCalls === null) return LEAST_AHEAD.many;
  return Math.min(LEAST_AHEAD.many, Math.max(LEAST_AHEAD.few, Math.ceil(dailyCalls * LEAST_AHEAD.ofLimit)));
}

/** Sets how many calls are written down ahead: as many as are made while one write lasts, so that calls never overtake it. */
export function adaptAhead(counter: Counter): void {
  const least = leastAhead(counter);
  const isOvertaken = counter.used > counter.written;
  counter.ahead = isOvertaken ? Math.min(MOST_AHEAD, counter.ahead * 2) : Math.max(least, counter.ahead * 0.9);
}
