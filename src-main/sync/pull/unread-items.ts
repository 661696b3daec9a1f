/**
 * Items that a platform listed and that could not be read. They are written down in the transaction of their page, so the stream
 * goes on without them and none is forgotten before it was read or is gone.
 */
import { createHash } from 'node:crypto';
import { backoff } from '../../resilience/index.ts';
import { noteLog, type SyncTransaction } from '../outbox/index.ts';
import type { UnreadItem } from '../platform/index.ts';
import type { StreamName, StreamWindow } from './stream.ts';

export interface UnreadOfPage {
  readonly shopId: number;
  readonly stream: StreamName;
  readonly unread: readonly UnreadItem[];
  readonly window: StreamWindow;
}

/** Waits between two tries. They may be long, for an item that is put right on the platform changes there and is listed again. */
const AGAIN = { first: 20 * 60_000, longest: 6 * 3_600_000 };
/** It is never asked for again sooner than this; the random wait comes on top. */
const LEAST_MILLISECONDS = 10 * 60_000;
/** Of a name that a platform gives an item, this many characters are kept. */
const LONGEST_NAME = 200;

/** To be called within the transaction of the page. The log says of each once what is wrong with it. */
export function noteUnread(tx: SyncTransaction, { shopId, stream, unread, window }: UnreadOfPage): void {
  for (const { id, shown, field, said } of unread) {
    const name = shown === '' ? nameless(window) : shown.slice(0, LONGEST_NAME);
    const known = tx.get<{ field: string }>(
      'SELECT field FROM unread_item WHERE shop_id = ? AND stream = ? AND shown = ?',
      shopId,
      stream,
      name,
    );
    tx.run(
      `INSERT INTO unread_item (shop_id, stream, shown, item_id, field, window_from, window_to, by_making, in_window,
         next_try_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
       ON CONFLICT DO UPDATE SET item_id = excluded.item_id, field = excluded.field, window_from = excluded.window_from,
         window_to = excluded.window_to, by_making = excluded.by_making, in_window = 1`,
      shopId,
      stream,
      name,
      id,
      field,
      window.from,
      window.to,
      window.historyUntil === null ? 0 : 1,
      tx.now + LEAST_MILLISECONDS,
    );
    if (known?.field === field) continue;
    const event = stream === 'orders' ? 'order-left-out' : 'listing-left-out';
    noteLog(tx, { shopId, level: 'warning', event, details: { subject: shown.slice(0, LONGEST_NAME), field, said } });
  }
}

/** One that nothing names is known by where it was listed. */
function nameless({ from, to }: StreamWindow): string {
  return `? ${createHash('sha256').update(`${from}-${to}`).digest('hex').slice(0, 12)}`;
}

/** These have been read: whatever was written down of them is over. */
export function noteRead(tx: SyncTransaction, shopId: number, stream: StreamName, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const any = tx.get('SELECT 1 FROM unread_item WHERE shop_id = ? AND stream = ? LIMIT 1', shopId, stream);
  if (!any) return;
  const read = tx.all<{ shown: string }>(
    `DELETE FROM unread_item WHERE shop_id = ? AND stream = ? AND item_id IN (SELECT value FROM json_each(?))
     RETURNING shown`,
    shopId,
    stream,
    JSON.stringify(ids),
  );
  for (const { shown } of read) noteOver(tx, shopId, stream, shown);
}

function noteOver(tx: SyncTransaction, shopId: number, stream: StreamName, shown: string): void {
  const event = stream === 'orders' ? 'order-read' : 'listing-read';
  noteLog(tx, { shopId, level: 'info', event, details: { subject: shown } });
}

/** What the window that is under way tells of and nobody can read: nothing of it may be taken for gone. */
export function unreadInWindow(tx: SyncTransaction, shopId: number): { readonly ids: Set<string>; nameless: boolean } {
  const rows = tx.all<{ item_id: string | null }>(
    "SELECT item_id FROM unread_item WHERE shop_id = ? AND stream = 'listings' AND in_window = 1",
    shopId,
  );
  const ids = rows.map(({ item_id }) => item_id).filter((id) => id !== null);
  return { ids: new Set(ids), nameless: ids.length < rows.length };
}

/** A window of listings is complete. Where it told of everything, what it did not name is over. */
export function endUnreadWindow(tx: SyncTransaction, shopId: number, full: boolean): void {
  if (full) tx.run("DELETE FROM unread_item WHERE shop_id = ? AND stream = 'listings' AND in_window = 0", shopId);
  tx.run("UPDATE unread_item SET in_window = 0 WHERE shop_id = ? AND stream = 'listings'", shopId);
}

export interface UnreadRow {
  readonly stream: StreamName;
  readonly shown: string;
  readonly itemId: string | null;
  readonly from: number;
  readonly to: number;
  readonly byMaking: number;
}

/** Asked for again, and no better. @param random in [0, 1). */
export function putOff(tx: SyncTransaction, shopId: number, { stream, shown }: UnreadRow, random: number): void {
  const row = tx.get<{ tries: number }>(
    'SELECT tries FROM unread_item WHERE shop_id = ? AND stream = ? AND shown = ?',
    shopId,
    stream,
    shown,
  );
  if (!row) return;
  const tries = row.tries + 1;
  tx.run(
    'UPDATE unread_item SET tries = ?, next_try_at = ? WHERE shop_id = ? AND stream = ? AND shown = ?',
    tries,
    tx.now + LEAST_MILLISECONDS + backoff(tries, random, 0, AGAIN),
    shopId,
    stream,
    shown,
  );
}

/** Asked for again, and there is no such thing any more. */
export function noteGone(tx: SyncTransaction, shopId: number, { stream, shown }: UnreadRow): void {
  tx.run('DELETE FROM unread_item WHERE shop_id = ? AND stream = ? AND shown = ?', shopId, stream, shown);
}
