/** What asking again for what could not be read runs in the database's threads. */
import type { ReadableDb, TaskContext, WritableDb } from '../../database/index.ts';
import { applyListings, type ConflictPolicies } from '../conflicts/index.ts';
import type { SyncTransaction, Transact } from '../outbox/index.ts';
import type { Listed, RemoteListing } from '../platform/index.ts';
import { noteGone, noteRead, putOff, type UnreadRow } from './unread-items.ts';

/** So many are asked for again in one round; the others in the next. */
const MOST_AGAIN = 50;

/** Gives what is due to be asked for again. Listings that nothing names come with the next listing of everything. */
function dueUnread({ db, now }: TaskContext<ReadableDb>, { shopId }: { shopId: number }): UnreadRow[] {
  return db
    .prepare<[number, number, number], UnreadRow>(
      `SELECT stream, shown, item_id AS itemId, window_from AS "from", window_to AS "to", by_making AS byMaking
       FROM unread_item WHERE shop_id = ? AND next_try_at <= ? AND (stream = 'orders' OR item_id IS NOT NULL)
       ORDER BY next_try_at LIMIT ?`,
    )
    .all(shopId, now(), MOST_AGAIN);
}

export interface UnreadCount {
  readonly shopId: number;
  readonly unread: number;
}

function countUnread({ db }: TaskContext<ReadableDb>): UnreadCount[] {
  return db
    .prepare<[], UnreadCount>('SELECT shop_id AS shopId, count(*) AS unread FROM unread_item GROUP BY shop_id')
    .all();
}

export interface AskedAgain {
  readonly shopId: number;
  readonly row: UnreadRow;
  readonly outcome: 'unread' | 'gone';
  /** In [0, 1). */
  readonly random: number;
  readonly seed: string;
}

function askedAgain(tx: SyncTransaction, { shopId, row, outcome, random }: AskedAgain): void {
  if (outcome === 'gone') noteGone(tx, shopId, row);
  else putOff(tx, shopId, row, random);
}

export interface ListingsAgain {
  readonly shopId: number;
  readonly rows: readonly UnreadRow[];
  readonly listed: Listed<RemoteListing>;
  /** UTC milliseconds: when they were asked for. */
  readonly readAt: number;
  readonly policies: ConflictPolicies;
  /** In [0, 1). */
  readonly random: number;
  readonly seed: string;
}

/** What can be read now counts, what is gone is gone. */
function takeListingsAgain(tx: SyncTransaction, { shopId, rows, listed, readAt, policies, random }: ListingsAgain) {
  const { items: listings, unread } = listed;
  const still = new Set(unread.map(({ id }) => id));
  // Of an answer that holds one without an id nobody can tell that another is gone.
  const isGone = ({ itemId }: UnreadRow) => !still.has(null) && !still.has(itemId);
  const asked = rows.filter(isGone).map(({ itemId }) => itemId ?? '');
  applyListings(tx, { shopId, listings, readAt, policies, asked });
  const read = listings.map(({ listingId }) => listingId);
  noteRead(tx, shopId, 'listings', read);
  for (const row of rows) {
    if (read.includes(row.itemId ?? '')) continue;
    if (isGone(row)) noteGone(tx, shopId, row);
    else putOff(tx, shopId, row, random);
  }
}

export const unreadReadTasks = { 'pull.unreadDue': dueUnread, 'pull.unreadCount': countUnread };

/** Makes the tasks that write what became of unread items. */
export function createUnreadWriteTasks(transact: Transact) {
  return {
    'pull.askedAgain': (context: TaskContext<WritableDb>, args: AskedAgain): void =>
      transact(context, args.seed, (tx) => askedAgain(tx, args)),
    'pull.listingsAgain': (context: TaskContext<WritableDb>, args: ListingsAgain): void =>
      transact(context, args.seed, (tx) => takeListingsAgain(tx, args)),
  };
}
