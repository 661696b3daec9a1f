/**
 * Rows of an order need not stand together in a file: how many of its lines the file has shown so far decides which
 * line a repeat is. Each file counts anew, so that two exports that overlap meet the same lines. Exact, and bounded:
 * one bit an order, and a temporary row for an order only part of whose lines have been shown.
 */
import type { WritableDb } from '../../database/index.ts';
import { lineIdentity, type Occurrences, occurrencesAmong } from './line-refs.ts';
import type { OrderDraft } from './order-draft.ts';
import type { OrderRow } from './order-row.ts';

export interface SeenLines {
  /** Says which ids a file's new orders were given when they were loaded in bulk. */
  madeInBulk(file: number, firstId: number, afterLastId: number): void;
  /**
   * To be called before anything of a file is dealt with, and may be called again; files come one after another.
   * @param nextId the id that the next new order will get.
   */
  enter(file: number, nextId: number): void;
  /** Gives what the file at hand has shown of the order before. */
  before(order: OrderRow, draft: OrderDraft): Seen;
  /** Takes note that a part of an order has been dealt with; `order` is how it stands now. */
  note(order: OrderRow, draft: OrderDraft, before: Seen): void;
  close(): void;
}

export interface Seen {
  /** True when an earlier part of the order stood in the same file. */
  readonly again: boolean;
  readonly lines: Occurrences;
}

const NOTHING: Seen = { again: false, lines: new Map() };

export function createSeenLines(db: WritableDb): SeenLines {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS partly_seen (order_id INTEGER PRIMARY KEY, counts TEXT NOT NULL)');
  const get = db.prepare<[number], string>('SELECT counts FROM partly_seen WHERE order_id = ?').pluck();
  const put = db.prepare('INSERT OR REPLACE INTO partly_seen (order_id, counts) VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM partly_seen WHERE order_id = ?');
  const clear = db.prepare('DELETE FROM partly_seen');
  const bulk = new Map<number, { readonly first: number; readonly after: number }>();
  let current = -1;
  let firstOfCurrent = 0;
  let seen = new Uint8Array(1024);

  /** Every line of such an order came from the file at hand. */
  function madeByCurrent(id: number): boolean {
    const run = bulk.get(current);
    return id >= firstOfCurrent || (run !== undefined && id >= run.first && id < run.after);
  }

  return {
    madeInBulk(file, first, after) {
      bulk.set(file, { first, after });
    },
    enter(file, nextId) {
      if (file === current) return;
      current = file;
      firstOfCurrent = nextId;
      seen.fill(0);
      clear.run();
    },
    before(order, draft) {
      const { id } = order;
      if (!madeByCurrent(id)) {
        if (((seen[id >> 3] ?? 0) & (1 << (id & 7))) === 0) return NOTHING;
        const counts = get.get(id);
        if (counts !== undefined) {
          return { again: true, lines: new Map(Object.entries(JSON.parse(counts) as Record<string, number>)) };
        }
      }
      const refs = new Set(order.lines.map((line) => line.ref));
      return { again: true, lines: occurrencesAmong(draft.lines, refs) };
    },
    note(order, draft, before) {
      const { id } = order;
      if (madeByCurrent(id)) return;
      if (id >> 3 >= seen.length) {
        const grown = new Uint8Array(Math.max((id >> 3) + 1, seen.length * 2));
        grown.set(seen);
        seen = grown;
      }
      const bit = 1 << (id & 7);
      seen[id >> 3]! |= bit;
      if (before.again && get.get(id) === undefined) return;
      const counts = new Map(before.lines);
      for (const line of draft.lines) {
        const identity = lineIdentity(line);
        counts.set(identity, (counts.get(identity) ?? 0) + 1);
      }
      let shown = 0;
      for (const count of counts.values()) shown += count;
      if (shown < order.lines.length) put.run(id, JSON.stringify(Object.fromEntries(counts)));
      else if (before.again) drop.run(id);
    },
    close() {
      db.exec('DROP TABLE IF EXISTS temp.partly_seen');
    },
  };
}
