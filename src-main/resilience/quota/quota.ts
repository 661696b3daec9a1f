/**
 * The daily calls of platforms' apps. What is asked before a call is answered from memory; what is written down runs ahead of what
 * is called, so that a process that is killed has counted a few calls too many, and too few only those that were made while it wrote.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  adaptAhead,
  type Counter,
  limitOf,
  newCounter,
  type QuotaApp,
  type QuotaDay,
  type QuotaEvent,
  stateOf,
  usedOf,
} from './counter.ts';
import { allows, type DayRule, dayOf, levelOf, type QuotaLevel, type QuotaState } from './quota-day.ts';

export interface QuotaOptions {
  readonly rule: (platform: string) => DayRule;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Writes a day down, in place of what was written of it before, and what happened; resolves when it is durable. */
  readonly keep: (day: QuotaDay, events: readonly QuotaEvent[]) => Promise<void>;
  /** Tells the other computers of the chain, and gives what they have called and topped up; null: there is nobody to ask. */
  readonly share: (day: QuotaDay) => Promise<Pick<QuotaDay, 'calls' | 'toppedUp'> | null>;
  /** Writing or sharing failed; calls are counted on, and it is tried again. */
  readonly failed: (error: unknown) => void;
  /** What this computer wrote down of the last days. */
  readonly kept: readonly QuotaDay[];
}

/** An app of null is not counted. */
export interface QuotaSubject {
  readonly platform: string;
  readonly app: string | null;
}

export interface Quota {
  /** Counts one call. @throws AppError QUOTA_USED_UP */
  take(subject: QuotaSubject, priority: 'staff' | 'background'): void;
  /** The platform says that nothing is left, whatever was counted here. Gives whether the app's calls are limited at all. */
  usedUp(subject: QuotaSubject): boolean;
  state(app: QuotaApp): QuotaState;
  /** Calls that were bought for this day. Resolves when they are written down. */
  topUp(app: QuotaApp, calls: number, note: string): Promise<QuotaState>;
  /** Writes down exactly what was called. */
  close(): Promise<void>;
}

const RANK: Readonly<Record<QuotaLevel, number>> = { ok: 0, warning: 1, critical: 2, 'used-up': 3 };
/** What the others call is asked for this often while calls are made: the more often, the less is left. */
const ASK_MILLISECONDS: Readonly<Record<QuotaLevel, number>> = {
  ok: 15_000,
  warning: 5_000,
  critical: 1_000,
  'used-up': 5_000,
};
const RETRY_MILLISECONDS = 1_000;
/** Whoever found none left asks again after so long at most, which costs no call: another computer may have bought some. */
const LOOK_AGAIN_MILLISECONDS = 5 * 60_000;
/** A clock that is set to and fro finds the days again that it leaves. */
const REMEMBERED_DAYS = 4;

/** Makes the counters of all apps, beginning with what was written down before. */
export function createQuota({ rule, now, keep, share, failed, kept }: QuotaOptions): Quota {
  const present = new Map<string, Counter>();
  const days = new Map<string, Counter>();

  function counterOf({ platform, app }: QuotaApp): Counter {
    const at = now();
    const name = `${platform}/${app}`;
    const known = present.get(name);
    if (known && at >= known.beginsAt && at < known.endsAt) return known;
    const counter = open({ platform, app }, dayOf(at, rule(platform)));
    present.set(name, counter);
    if (known && known.day < counter.day) end(known);
    return counter;
  }

  function open(app: QuotaApp, day: number): Counter {
    const name = `${app.platform}/${app.app} ${day}`;
    const known = days.get(name);
    if (known) return known;
    const before = kept.find((one) => one.platform === app.platform && one.app === app.app && one.day === day);
    const counter = newCounter(app, rule(app.platform), day, before);
    for (const [other, { day: old, writing }] of days) {
      if (old < day - REMEMBERED_DAYS && writing === null) days.delete(other);
    }
    days.set(name, counter);
    return counter;
  }

  function end(counter: Counter): void {
    note(counter, 'day', counter.used, '');
    write(counter);
  }

  function note(counter: Counter, event: QuotaEvent['event'], calls: number, text: string): void {
    counter.events.push({ ...counter.app, at: now(), event, calls, note: text });
  }

  function watch(counter: Counter): void {
    const level = levelOf(limitOf(counter), usedOf(counter));
    const isWorse = RANK[level] > RANK[counter.level];
    counter.level = level;
    if (isWorse && level !== 'ok') note(counter, level, usedOf(counter), '');
  }

  /** Nothing is ahead of a day that is over, nor of a quota that is closed. */
  function aheadOf(counter: Counter): number {
    return present.get(`${counter.app.platform}/${counter.app.app}`) === counter ? Math.round(counter.ahead) : 0;
  }

  function isDue({ used, written, ahead, events, writing, failedAt }: Counter): boolean {
    if (writing || Math.abs(now() - failedAt) < RETRY_MILLISECONDS) return false;
    return events.length > 0 || used > written - ahead / 2;
  }

  function write(counter: Counter): Promise<void> {
    counter.writing ??= writeAll(counter).finally(() => {
      counter.writing = null;
    });
    return counter.writing;
  }

  /** Until nothing has happened that was not written down. */
  async function writeAll(counter: Counter): Promise<void> {
    const { app, day } = counter;
    do {
      const events = counter.events.splice(0);
      const calls = counter.used + aheadOf(counter);
      try {
        await keep({ ...app, day, calls, toppedUp: counter.toppedUp }, events);
      } catch (error) {
        counter.events.unshift(...events);
        counter.failedAt = now();
        failed(error);
        return;
      }
      counter.written = calls;
      adaptAhead(counter);
    } while (counter.events.length > 0);
  }

  async function ask(counter: Counter): Promise<void> {
    const { app, day, used, written, toppedUp } = counter;
    counter.askedAt = now();
    try {
      counter.others = (await share({ ...app, day, calls: Math.max(used, written), toppedUp })) ?? counter.others;
    } catch (error) {
      failed(error);
    }
    watch(counter);
  }

  return {
    take({ platform, app }, priority) {
      if (app === null) return;
      const counter = counterOf({ platform, app });
      // Also where none is left: another computer may have bought more.
      if (Math.abs(now() - counter.askedAt) >= ASK_MILLISECONDS[counter.level]) void ask(counter);
      if (!allows(limitOf(counter), usedOf(counter), priority)) throw noneLeft(counter, now());
      counter.used += 1;
      watch(counter);
      if (isDue(counter)) void write(counter);
    },
    usedUp({ platform, app }) {
      if (app === null) return false;
      const counter = counterOf({ platform, app });
      const limit = limitOf(counter);
      if (limit === null) return false;
      counter.uncounted = Math.max(counter.uncounted, limit - counter.used - counter.others.calls);
      watch(counter);
      void write(counter);
      return true;
    },
    state: (app) => stateOf(counterOf(app)),
    async topUp(app, calls, text) {
      const counter = counterOf(app);
      counter.toppedUp += calls;
      note(counter, 'top-up', calls, text);
      watch(counter);
      await write(counter);
      await ask(counter);
      return stateOf(counter);
    },
    async close() {
      present.clear();
      for (const counter of days.values()) {
        await counter.writing;
        if (counter.written !== counter.used || counter.events.length > 0) await write(counter);
      }
    },
  };
}

function noneLeft({ app, endsAt }: Counter, now: number): AppError {
  const retryAfterMilliseconds = Math.min(LOOK_AGAIN_MILLISECONDS, Math.max(0, endsAt - now));
  const details = { platform: app.platform, unsent: true, retryAfterMilliseconds };
  return new AppError('QUOTA_USED_UP', { action: 'throttle', details });
}
