/** What the system area asks the database, in a reading thread. */
import { compareRollups, countOrders } from '../../analytics/rollup/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';

/** Gives how many orders and stores there are. */
function countContents({ db }: TaskContext<ReadableDb>): { orders: number; stores: number } {
  const stores = db.prepare<[], number>('SELECT count(*) FROM store').pluck().get() ?? 0;
  return { orders: countOrders(db), stores };
}

/** Compares the rollups with a fresh aggregate over all orders; gives how many values differ, and one of them in words. */
function compareWithOrders({ db }: TaskContext<ReadableDb>): { differences: number; first: string } {
  const differences = compareRollups(db);
  const [first] = differences;
  const words = first ? `${first.of} ${first.key} ${first.measure}: ${first.stored} instead of ${first.fresh}` : '';
  return { differences: differences.length, first: words };
}

export const systemReadTasks = {
  'system.countContents': countContents,
  'system.compareRollups': compareWithOrders,
};
