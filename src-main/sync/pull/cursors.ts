/** How far each stream of a shop has got, as the tables keep it: written with the page it follows from, or not at all. */
import type { ReadableDb, WritableDb, WritableStatements } from '../../database/index.ts';
import { FRESH_STREAM, type StreamName, type StreamState } from './stream.ts';

export interface StreamProgress extends StreamState {
  /** Where the first sync began, UTC milliseconds; null: not yet. */
  readonly beganFrom: number | null;
  /** Items that were listed since then. */
  readonly listed: number;
}

interface Row {
  window_from: number;
  window_to: number;
  cursor: string | null;
  done_to: number;
  full: number;
  full_at: number | null;
  began_from: number | null;
  listed: number;
  history_to: number | null;
  history_until: number | null;
}

/** Stands in `done_to` for a stream that was never listed to its end. */
const NEVER = 0;

/** Reads how far a stream of a shop is listed. */
export function readStream(db: ReadableDb | WritableDb, shopId: number, stream: StreamName): StreamProgress {
  const row = db
    .prepare<[number, string], Row>('SELECT * FROM sync_cursor WHERE shop_id = ? AND stream = ?')
    .get(shopId, stream);
  if (!row) return { ...FRESH_STREAM, beganFrom: null, listed: 0 };
  const { window_from: from, window_to: to, cursor } = row;
  return {
    doneTo: row.done_to === NEVER ? null : row.done_to,
    window: to > from ? { from, to, cursor, full: row.full === 1, historyUntil: windowHistory(row) } : null,
    history: row.history_until === null ? null : { listedTo: row.history_to ?? from, beganAt: row.history_until },
    fullAt: row.full_at,
    beganFrom: row.began_from,
    listed: row.listed,
  };
}

/** As long as the past is being listed, every window but a full one is of it. */
function windowHistory({ full, done_to, history_until }: Row): number | null {
  return full === 0 && done_to === NEVER ? history_until : null;
}

/** Writes how far a stream of a shop is listed. */
export function writeStream(db: WritableStatements, shopId: number, stream: StreamName, state: StreamProgress): void {
  const { doneTo, window, fullAt, beganFrom, listed, history } = state;
  db.prepare(
    `INSERT INTO sync_cursor (shop_id, stream, window_from, window_to, cursor, done_to, full, full_at, began_from, listed,
       history_to, history_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET window_from = excluded.window_from, window_to = excluded.window_to,
       cursor = excluded.cursor, done_to = excluded.done_to, full = excluded.full, full_at = excluded.full_at,
       began_from = excluded.began_from, listed = excluded.listed, history_to = excluded.history_to,
       history_until = excluded.history_until`,
  ).run(
    shopId,
    stream,
    window?.from ?? doneTo ?? NEVER,
    window?.to ?? doneTo ?? NEVER,
    window?.cursor ?? null,
    doneTo ?? NEVER,
    window?.full ? 1 : 0,
    fullAt,
    beganFrom,
    listed,
    history?.listedTo ?? null,
    window?.historyUntil ?? history?.beganAt ?? null,
  );
}
