/** What the head office's sync runs in the database's threads. */
import type { ReadableDb, ReadTasks, TaskContext, WritableDb, WriteTasks } from '../../../database/index.ts';
import type { OfficeLevel, OfficeMaster, OfficeOrder, OfficeStream, OfficeTarget, PullPlace } from '../office.ts';
import { fromOfficeText } from '../office-text.ts';
import { type Applied, createApplier, muted, type OfficeScope } from './apply.ts';
import { noteMissedCounts, tellAllCounts } from './listing-triggers.ts';
import { park, parkedRows, unpark } from './park.ts';
import { settleMasters, settleOrders, settleStock } from './settle.ts';
import { takeMasters, takeMoves, takeOrders } from './take.ts';
import { compareTold, forgetTold } from './told.ts';
import { isWatching, noteEverything, noteMissedMoves, watch, watchNoMore } from './triggers.ts';

export interface OfficeLocalState {
  readonly origin: string | null;
  readonly epoch: string | null;
  /** UTC milliseconds. */
  readonly waitingSince: number | null;
  readonly lastSuccess: number | null;
  readonly waiting: number;
}

function state({ db }: TaskContext<ReadableDb>): OfficeLocalState {
  return db
    .prepare<[], OfficeLocalState>(
      `SELECT origin, epoch, waiting_since AS waitingSince, last_success AS lastSuccess,
         (SELECT count(*) FROM office_pending) + (SELECT count(*) FROM office_gone) + (SELECT count(*) FROM office_stock_move)
           + (SELECT count(*) FROM office_said) AS waiting
       FROM office_state`,
    )
    .get()!;
}

function storeCodes({ db }: TaskContext<ReadableDb>): string[] {
  return db.prepare<[], string>('SELECT code FROM store ORDER BY code').pluck().all();
}

function place(
  { db }: TaskContext<ReadableDb>,
  { stream, scope }: { stream: OfficeStream; scope: string },
): PullPlace | null {
  const row = db
    .prepare<[string, string], { tx: string; key: string }>(
      'SELECT tx, key FROM office_cursor WHERE stream = ? AND scope = ?',
    )
    .get(stream, scope);
  return row ? { tx: row.tx, key: JSON.parse(row.key) as string[] } : null;
}

/**
 * Begins or ends to note what changes.
 * @param origin what this database is called at the office if it has no name yet, or is a copy that another computer has.
 */
function arrange(
  { db }: TaskContext<WritableDb>,
  { on, origin, computer }: { on: boolean; origin: string; computer: string },
): void {
  db.transaction(() => {
    const watching = isWatching(db);
    if (!on) {
      if (watching) watchNoMore(db);
      return;
    }
    // Triggers may be another version's: they are made anew each time.
    watchNoMore(db);
    watch(db);
    db.prepare('UPDATE office_state SET muted = 0').run();
    const named = db
      .prepare("UPDATE office_state SET origin = ?1 || '.' || ?2 WHERE origin IS NULL OR origin NOT LIKE '%.' || ?2")
      .run({ 1: origin, 2: computer });
    if (named.changes > 0) forgetTold(db);
    if (watching) {
      // Of an older Mendian's database: it knows of no listing yet.
      if (db.prepare('SELECT 1 FROM office_listing').get() === undefined) noteMissedCounts(db);
      return;
    }
    // What happened while nobody watched is found out about: by asking about everything.
    noteMissedMoves(db);
    db.prepare(
      'DELETE FROM office_order WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id AND o.key_hash = office_order.key_hash)',
    ).run();
    db.prepare('DELETE FROM office_cursor').run();
    noteEverything(db);
  }).immediate();
}

/** Another office, or one that was restored, is told everything and asked about everything. Gives whether it is another one. */
function meet({ db }: TaskContext<WritableDb>, { epoch }: { epoch: string }): boolean {
  return db
    .transaction(() => {
      const known = db.prepare<[], string | null>('SELECT epoch FROM office_state').pluck().get() ?? null;
      if (known === epoch) return false;
      db.prepare('UPDATE office_state SET epoch = ?').run(epoch);
      if (known === null) return true;
      db.exec(`DELETE FROM office_order; DELETE FROM office_master; DELETE FROM office_cursor; DELETE FROM office_stock;
        DELETE FROM office_stock_move WHERE first = 1;`);
      tellAllCounts(db);
      forgetTold(db);
      noteEverything(db);
      return true;
    })
    .immediate();
}

export interface TakePage {
  readonly stream: OfficeStream;
  /** Of the cursor. */
  readonly scope: string;
  readonly rows: readonly string[];
  readonly after: PullPlace;
  readonly whose: OfficeScope;
}

/** A page and the place where the next one begins, in one transaction. */
function takePage({ db, now }: TaskContext<WritableDb>, { stream, scope, rows, after, whose }: TakePage): Applied {
  return db
    .transaction(() => {
      const applied = rows.length === 0 ? { stores: [], rows: 0 } : muted(db, () => apply());
      db.prepare('INSERT OR REPLACE INTO office_cursor (stream, scope, tx, key) VALUES (?, ?, ?, ?)').run(
        stream,
        scope,
        after.tx,
        JSON.stringify(after.key),
      );
      return applied;
    })
    .immediate();

  function apply(): Applied {
    const applier = createApplier(db, whose, now());
    for (const row of rows) {
      if (stream === 'orders') applier.order(fromOfficeText<OfficeOrder>(row));
      else if (stream === 'stock') applier.level(fromOfficeText<OfficeLevel>(row));
      else if (stream === 'targets') applier.target(fromOfficeText<OfficeTarget>(row));
      else applier.master(stream === 'stores' ? 'store' : 'product', fromOfficeText<OfficeMaster>(row));
    }
    return applier.finish();
  }
}

interface Noted {
  readonly waitingSince: number | null;
  readonly lastSuccess: number | null;
}

function noteState({ db }: TaskContext<WritableDb>, { waitingSince, lastSuccess }: Noted): void {
  db.prepare('UPDATE office_state SET waiting_since = ?, last_success = coalesce(?, last_success)').run(
    waitingSince,
    lastSuccess,
  );
}

export const officeReadTasks = {
  'office.state': state,
  'office.storeCodes': storeCodes,
  'office.place': place,
  'office.parked': parkedRows,
  'office.takeOrders': takeOrders,
  'office.takeMasters': takeMasters,
  'office.takeMoves': takeMoves,
} satisfies ReadTasks;
export type OfficeReadTasks = typeof officeReadTasks;

export const officeWriteTasks = {
  'office.arrange': arrange,
  'office.meet': meet,
  'office.park': park,
  'office.unpark': unpark,
  'office.settleOrders': settleOrders,
  'office.settleMasters': settleMasters,
  'office.settleStock': settleStock,
  'office.compareTold': compareTold,
  'office.takePage': takePage,
  'office.noteState': noteState,
} satisfies WriteTasks;
export type OfficeWriteTasks = typeof officeWriteTasks;
