/** Sets aside what the head office does not take, with why; it is tried again when it changes, or when somebody asks for it. */
import type { Reason } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext, WritableDb } from '../../../database/index.ts';

/** Rows that wait for the office; each has a problem, or none. */
export type WaitingTable = (typeof WAITING_TABLES)[number];
const WAITING_TABLES = ['office_pending', 'office_gone', 'office_stock_move', 'office_said'] as const;

export interface ParkArgs {
  /** `key` is the row's `seq`; of a movement of stock its `id`. */
  readonly rows: readonly { readonly table: WaitingTable; readonly key: number | string; readonly problem: Reason }[];
}

/** Sets rows aside, each with its problem. */
export function park({ db }: TaskContext<WritableDb>, { rows }: ParkArgs): void {
  db.transaction(() => {
    for (const { table, key, problem } of rows) {
      const column = table === 'office_stock_move' ? 'id' : 'seq';
      db.prepare(`UPDATE ${table} SET problem = ? WHERE ${column} = ?`).run(JSON.stringify(problem), key);
    }
  }).immediate();
}

/** All that was set aside is tried again. Gives how many rows that are. */
export function unpark({ db }: TaskContext<WritableDb>): number {
  const clear = (table: WaitingTable) =>
    db.prepare(`UPDATE ${table} SET problem = NULL WHERE problem IS NOT NULL`).run().changes;
  return db.transaction(() => WAITING_TABLES.reduce((sum, table) => sum + clear(table), 0)).immediate();
}

export interface ParkedRows {
  readonly parked: number;
  /** Why the first of them is. */
  readonly problem: Reason | null;
}

/** Counts what is set aside. */
export function parkedRows({ db }: TaskContext<ReadableDb>): ParkedRows {
  const all = WAITING_TABLES.map((table) => `SELECT problem FROM ${table} WHERE problem IS NOT NULL`).join(
    ' UNION ALL ',
  );
  const { parked, problem } = db
    .prepare<[], { parked: number; problem: string | null }>(
      `SELECT count(*) AS parked, min(problem) AS problem FROM (${all})`,
    )
    .get()!;
  return { parked, problem: problem === null ? null : (JSON.parse(problem) as Reason) };
}
