/** What the system area asks the database, in a reading thread. */
import type { ReadableDb, TaskContext } from '../../database/index.ts';

/** Gives how many orders and stores there are. */
function countContents({ db }: TaskContext<ReadableDb>): { orders: number; stores: number } {
  const count = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0;
  return { orders: count('SELECT count(*) AS n FROM orders'), stores: count('SELECT count(*) AS n FROM store') };
}

export const systemReadTasks = { countContents };
