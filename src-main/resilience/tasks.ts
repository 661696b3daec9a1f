/** What is kept of platforms' limits over a restart, as tasks of the database's threads. */
import type { ReadableDb, ReadTasks, TaskContext, WritableDb, WriteTasks } from '../database/index.ts';
import type { QuotaApp, QuotaDay, QuotaEvent } from './quota/index.ts';
import type { BucketState, KeptBucket } from './rate/index.ts';

/** A ledger's line as it is shown. */
export interface QuotaLedgerLine extends QuotaEvent {
  readonly id: number;
}

const DAY = 24 * 3_600_000;
/** What a clock may be off, and a day; older days are in the ledger. */
const REMEMBERED_DAYS = 4;

/** Gives what this computer wrote down of the last days, and of days that have yet to come by its present clock. */
function readQuotaDays({ db, now }: TaskContext<ReadableDb>): QuotaDay[] {
  const since = Math.floor(now() / DAY) - REMEMBERED_DAYS;
  return db
    .prepare<[number], QuotaDay>(
      `SELECT platform, app, day, calls, topped_up AS toppedUp FROM quota_day WHERE day >= ? ORDER BY platform, app, day`,
    )
    .all(since);
}

/** Gives an app's ledger, the newest first. */
function readQuotaLedger(
  { db }: TaskContext<ReadableDb>,
  { platform, app, limit }: QuotaApp & { readonly limit: number },
): QuotaLedgerLine[] {
  return db
    .prepare<[string, string, number], QuotaLedgerLine>(
      `SELECT id, platform, app, at, event, calls, note FROM quota_ledger
       WHERE platform = ? AND app = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(platform, app, limit);
}

function readRateLimits({ db }: TaskContext<ReadableDb>): KeptBucket[] {
  return db
    .prepare<[], { platform: string; shop: string; state: string }>(`SELECT platform, shop, state FROM rate_limit`)
    .all()
    .map(({ platform, shop, state }) => ({ platform, shop, state: JSON.parse(state) as BucketState }));
}

/** Who bought calls is asked for at the closing of a year, as the audit is. */
const LEDGER_KEPT_MILLISECONDS = 730 * DAY;
/** Of each app: a day writes a handful of lines, whatever goes wrong. */
const LEDGER_LINES = 5_000;

/** Writes a day in place of what was written of it before, and what happened, together. */
function keepQuotaDay(
  { db, now }: TaskContext<WritableDb>,
  { day, events }: { readonly day: QuotaDay; readonly events: readonly QuotaEvent[] },
): void {
  const keepDay = db.prepare<QuotaDay>(
    `INSERT INTO quota_day (platform, app, day, calls, topped_up) VALUES (@platform, @app, @day, @calls, @toppedUp)
     ON CONFLICT DO UPDATE SET calls = excluded.calls, topped_up = excluded.topped_up`,
  );
  const forget = db.prepare<QuotaDay>(
    `DELETE FROM quota_day WHERE platform = @platform AND app = @app AND day < @day - ${REMEMBERED_DAYS}`,
  );
  const keepEvent = db.prepare<QuotaEvent>(
    `INSERT INTO quota_ledger (platform, app, at, event, calls, note) VALUES (@platform, @app, @at, @event, @calls, @note)`,
  );
  const forgetEvents = db.prepare<[string, string, number, string, string]>(
    `DELETE FROM quota_ledger WHERE platform = ? AND app = ? AND (at < ? OR id <= (
       SELECT id FROM quota_ledger WHERE platform = ? AND app = ? ORDER BY id DESC LIMIT 1 OFFSET ${LEDGER_LINES}))`,
  );
  db.transaction(() => {
    keepDay.run(day);
    forget.run(day);
    for (const event of events) keepEvent.run(event);
    const { platform, app } = day;
    if (events.length > 0) forgetEvents.run(platform, app, now() - LEDGER_KEPT_MILLISECONDS, platform, app);
  })();
}

/** What was learnt of a shop's pace; a shop that nobody has called for so long is learnt anew. */
const LIMITS_KEPT_MILLISECONDS = 30 * DAY;

/** Writes the buckets in place of those of the same shops, and forgets shops that are no longer called. */
function keepRateLimits({ db, now }: TaskContext<WritableDb>, kept: readonly KeptBucket[]): void {
  const keep = db.prepare<[string, string, string, number]>(
    `INSERT INTO rate_limit (platform, shop, state, kept_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET platform = excluded.platform, state = excluded.state, kept_at = excluded.kept_at`,
  );
  db.transaction(() => {
    for (const { platform, shop, state } of kept) keep.run(platform, shop, JSON.stringify(state), now());
    db.prepare('DELETE FROM rate_limit WHERE kept_at < ?').run(now() - LIMITS_KEPT_MILLISECONDS);
  })();
}

export const resilienceReadTasks = { readQuotaDays, readQuotaLedger, readRateLimits } satisfies ReadTasks;
export type ResilienceReadTasks = typeof resilienceReadTasks;
export const resilienceWriteTasks = { keepQuotaDay, keepRateLimits } satisfies WriteTasks;
export type ResilienceWriteTasks = typeof resilienceWriteTasks;
