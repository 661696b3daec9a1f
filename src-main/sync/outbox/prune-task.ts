/**
 * Forgets what nobody asks for any more, a bounded number of rows at a time. What waits is never forgotten, however old it is, and
 * an edit goes as a whole or not at all: half of one could not be taken back. The mirror keeps settled changes longer, for
 * backups that are older than this.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { openOutbox } from './open-outbox.ts';

const DAY = 86_400_000;
/** As long can an edit be taken back, and the way of an item be looked at. */
const KEPT_DAYS = 90;
/** Who changed what is asked for at stocktakings and at the closing of a year. */
const AUDIT_KEPT_DAYS = 730;
/** Deleted in a few milliseconds; the largest edit, of 2,000 products, in some 50. */
const MOST_ROWS = 2_000;

export interface Pruned {
  /** Where the next piece goes on. */
  readonly after: number;
  readonly more: boolean;
}

/** Forgets one piece. @param args.after what the piece before gave, 0 for the first. */
export function pruneTask(context: TaskContext<WritableDb>, { after }: { readonly after: number }): Pruned {
  const { db, now } = context;
  if (after === 0) openOutbox(context).prune();
  return db
    .transaction(() => {
      const before = now() - KEPT_DAYS * DAY;
      const forgotten = [
        pruneEdits(db, before),
        pruneConflicts(db, before),
        pruneAudit(db, now() - AUDIT_KEPT_DAYS * DAY),
      ];
      const events = pruneEvents(db, before, after);
      db.prepare('DELETE FROM push_day WHERE day < ?').run(Math.floor(before / DAY));
      return { after: events.after, more: events.more || forgotten.some((rows) => rows >= MOST_ROWS) };
    })
    .immediate();
}

interface OldEdit {
  readonly id: string;
  readonly rows: number;
}

/** Gives how many rows went. */
function pruneEdits(db: WritableDb, before: number): number {
  const old = db
    .prepare<[number, number], OldEdit>(
      `SELECT e.id, 1 + (SELECT count(*) FROM change c WHERE c.edit_id = e.id)
         + (SELECT count(*) FROM edit_item i WHERE i.edit_id = e.id) AS rows
       FROM edit e WHERE e.at < ? AND NOT EXISTS (
         SELECT 1 FROM change c WHERE c.edit_id = e.id AND (c.settled_at IS NULL OR c.settled_at >= ?))
       LIMIT ${MOST_ROWS}`,
    )
    .all(before, before);
  const forgetChanges = db.prepare('DELETE FROM change WHERE edit_id = ?');
  // Its items go with it.
  const forgetEdit = db.prepare('DELETE FROM edit WHERE id = ?');
  let gone = 0;
  for (const { id, rows } of old) {
    if (gone >= MOST_ROWS) break;
    forgetChanges.run(id);
    forgetEdit.run(id);
    gone += rows;
  }
  return gone;
}

/** Stations come one after the other, so it ends with the first piece that has nothing old in it. */
function pruneEvents(db: WritableDb, before: number, after: number): Pruned {
  const page = db
    .prepare<[number, number], { id: number; old: 0 | 1; free: 0 | 1 }>(
      `SELECT id, at < ? AS old, NOT EXISTS (SELECT 1 FROM change c WHERE c.id = e.change_id) AS free
       FROM change_event e WHERE id > ? ORDER BY id LIMIT ${MOST_ROWS}`,
    )
    .all(before, after);
  const forget = db.prepare('DELETE FROM change_event WHERE id = ?');
  for (const { id, old, free } of page) if (old === 1 && free === 1) forget.run(id);
  return { after: page.at(-1)?.id ?? after, more: page.length === MOST_ROWS && page.some(({ old }) => old === 1) };
}

function pruneConflicts(db: WritableDb, before: number): number {
  return db
    .prepare(
      `DELETE FROM conflict WHERE id IN (
         SELECT id FROM conflict WHERE resolved_at < ? AND resolution IS NOT NULL LIMIT ${MOST_ROWS})`,
    )
    .run(before).changes;
}

function pruneAudit(db: WritableDb, before: number): number {
  return db.prepare(`DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? LIMIT ${MOST_ROWS})`).run(before)
    .changes;
}
