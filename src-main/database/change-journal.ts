/**
 * A write notes what it changes in its own transaction. Whoever keeps answers drops those that the notes name before the
 * write is acknowledged; notes are forgotten only afterwards, so that a crash in between is made good at the next start.
 */
import type { ReadableDb, WritableDb, WritableStatements } from './connection.ts';
import { keptCount } from './kept-statements.ts';
import type { TaskContext } from './task.ts';

/** Kinds of notes; numbers are stored. */
const KIND = {
  /** `id` is a store: its revision counts them. */
  store: 1,
  /** `id` is an order that was there before. */
  order: 2,
  orders: 3,
  products: 4,
  storeList: 5,
  everything: 6,
} as const;

/** Days are noted as they are; these stand in their place for what a store has beside its days. */
const IMPORTED = -1_000_000;
const SPAN = -1_000_001;
const ANY_DAY = -1_000_002;

/** Beyond two months a store's days are not named one by one. */
const MOST_DAYS = 62;
const MOST_ORDERS = 2_000;

/** Notes of one transaction. */
export interface ChangeNotes {
  /** Orders of this business date appeared, went or changed. */
  storeDay(storeId: number, day: number): void;
  /** The same for several days, or for more than are worth naming. */
  storeDays(storeId: number, days: ReadonlySet<number>): void;
  /** The store was touched by an import, or an import that touched it was undone: its data are of another age. */
  storeImported(storeId: number): void;
  /** The store's first day or the currencies it has ever sold in may have changed. */
  storeSpan(storeId: number): void;
  /** An order that was there before changed or went. */
  order(orderId: number): void;
  /** More orders of before than are worth naming changed or went. */
  orders(): void;
  /** Products that are referred to changed. */
  products(): void;
  /** Stores came, went, or changed their names or zones. */
  storeList(): void;
  /** More than can be told. */
  everything(): void;
}

export function createChangeNotes(db: WritableStatements): ChangeNotes {
  const insert = db.prepare('INSERT INTO change_journal (kind, id, day) VALUES (?, ?, ?)');
  const note = (kind: number, id: number, day: number) => void insert.run(kind, id, day);
  return {
    storeDay: (storeId, day) => note(KIND.store, storeId, day),
    storeDays(storeId, days) {
      if (days.size > MOST_DAYS) note(KIND.store, storeId, ANY_DAY);
      else for (const day of days) note(KIND.store, storeId, day);
    },
    storeImported: (storeId) => note(KIND.store, storeId, IMPORTED),
    storeSpan: (storeId) => note(KIND.store, storeId, SPAN),
    order: (orderId) => note(KIND.order, orderId, 0),
    orders: () => note(KIND.orders, 0, 0),
    products: () => note(KIND.products, 0, 0),
    storeList: () => note(KIND.storeList, 0, 0),
    everything: () => note(KIND.everything, 0, 0),
  };
}

export interface StoreChange {
  readonly storeId: number;
  /** Ascending, without repeats; null: more days than are worth naming. */
  readonly days: readonly number[] | null;
  readonly imported: boolean;
  readonly span: boolean;
}

/** What changed, put together from the notes. */
export interface DataChanges {
  /** The newest note's number; of the last one ever made where there are none now. */
  readonly last: number;
  /** Which state of which set of data this follows: another one each time that notes are forgotten. */
  readonly dataSet: string;
  /** False: nothing below is set. */
  readonly any: boolean;
  readonly everything: boolean;
  readonly stores: readonly StoreChange[];
  /** Orders of before that changed; null: more than are named. */
  readonly orders: readonly number[] | null;
  readonly products: boolean;
  readonly storeList: boolean;
}

/** Gives what changed after a note. */
function changesSince({ db }: TaskContext<ReadableDb>, { after }: { after: number }): DataChanges {
  const kinds = db
    .prepare<[number], number>('SELECT DISTINCT kind FROM change_journal WHERE seq > ?')
    .pluck()
    .all(after);
  const last = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'change_journal'").pluck().get();
  return {
    last: last ?? 0,
    dataSet: db.prepare<[], string>('SELECT id FROM data_set').pluck().get()!,
    any: kinds.length > 0,
    everything: kinds.includes(KIND.everything),
    stores: kinds.includes(KIND.store) ? storeChanges(db, after) : [],
    orders: kinds.includes(KIND.orders) ? null : orderChanges(db, after),
    products: kinds.includes(KIND.products),
    storeList: kinds.includes(KIND.storeList),
  };
}

function storeChanges(db: ReadableDb, after: number): StoreChange[] {
  const rows = db
    .prepare<[number], [number, number]>(
      `SELECT DISTINCT id, day FROM change_journal WHERE seq > ? AND kind = ${KIND.store} ORDER BY id, day`,
    )
    .raw()
    .all(after);
  const byStore = new Map<number, { days: number[]; any: boolean; imported: boolean; span: boolean }>();
  for (const [storeId, day] of rows) {
    let change = byStore.get(storeId);
    if (!change) {
      change = { days: [], any: false, imported: false, span: false };
      byStore.set(storeId, change);
    }
    if (day === IMPORTED) change.imported = true;
    else if (day === SPAN) change.span = true;
    else if (day === ANY_DAY) change.any = true;
    else change.days.push(day);
  }
  return [...byStore].map(([storeId, { days, any, ...rest }]) => ({
    storeId,
    days: any || days.length > MOST_DAYS ? null : days,
    ...rest,
  }));
}

function orderChanges(db: ReadableDb, after: number): number[] | null {
  const ids = db
    .prepare<[number, number], number>(
      `SELECT DISTINCT id FROM change_journal WHERE seq > ? AND kind = ${KIND.order} LIMIT ?`,
    )
    .pluck()
    .all(after, MOST_ORDERS + 1);
  return ids.length > MOST_ORDERS ? null : ids;
}

/**
 * Forgets notes up to a number: whoever keeps answers has dropped what they name. From then on the data go by a new name, so
 * that a copy of the file from before, or one that went its own way since, is not taken for this one.
 */
function forgetChanges({ db }: TaskContext<WritableDb>, { upTo, dataSet }: { upTo: number; dataSet: string }): void {
  db.transaction(() => {
    db.prepare('DELETE FROM change_journal WHERE seq <= ?').run(upTo);
    db.prepare('UPDATE data_set SET id = ?').run(dataSet);
  }).immediate();
}

export const changeReadTasks = { 'changes.since': changesSince };
export type ChangeReadTasks = typeof changeReadTasks;
export const changeWriteTasks = { 'changes.forget': forgetChanges };
export type ChangeWriteTasks = typeof changeWriteTasks;

const NEWEST_SQL = 'SELECT max(revision) FROM store_revision';
const NEWEST_OF_SQL = `${NEWEST_SQL} WHERE store_id = 0 OR store_id IN (SELECT value FROM json_each(?))`;

/** Gives the newest change of any of these stores or of what belongs to no store; null: all stores. */
export function revisionOf(db: ReadableDb, storeIds: readonly number[] | null): number {
  const newest =
    storeIds === null ? keptCount(db, NEWEST_SQL).get() : keptCount(db, NEWEST_OF_SQL).get(JSON.stringify(storeIds));
  return newest ?? 0;
}
