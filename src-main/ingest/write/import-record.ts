/** The record of imports: what was read when, what came of it, and which can be taken back. */

import type { Database as Sqlite } from 'better-sqlite3';
import type { FileKind, ImportCounts, Reason } from '#shared/contract/index.ts';
import type { WritableDb } from '../../database/index.ts';

/** Before-images of this many imports are kept, so that they can be undone one after another. */
const UNDOABLE_IMPORTS = 10;

export interface ImportFile {
  readonly name: string;
  readonly kind: FileKind;
  /** The zone that the file's settings say. */
  readonly timeZone?: string | undefined;
}

/** Values of `import.undoable`. */
const UNDOABLE = {
  /** What an undo needs is not kept (any more). */
  no: 0,
  yes: 1,
  /** The import changed nothing: it is not in the way of undoing the one before it. */
  needless: 2,
} as const;

export type EndState = 'committed' | 'cancelled' | 'failed';

export interface ImportEnd {
  readonly id: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly state: EndState;
  readonly files: readonly { readonly name: string; readonly kind: FileKind; readonly rows: number }[];
  readonly counts: ImportCounts | null;
  readonly failure: Reason | null;
}

/** What an import did to the tables, apart from the record of it. */
export interface ImportTraces {
  /** Ids of the orders that it made. */
  readonly made: { readonly first: number; readonly afterLast: number } | null;
  /** True when nothing is otherwise than before. */
  readonly none: boolean;
}

/** Puts down how an import ended; makes the row if there is none. */
export function writeRecord(db: WritableDb, end: ImportEnd, { made, none }: ImportTraces): void {
  const ids = made && made.afterLast > made.first ? [made.first, made.afterLast - 1] : [null, null];
  db.prepare(`INSERT OR IGNORE INTO import (id, started_at, state, files) VALUES (?, ?, ?, '[]')`).run(
    end.id,
    end.startedAt,
    end.state,
  );
  db.prepare(
    `UPDATE import SET finished_at = ?, state = ?, files = ?, counts = ?, failure = ?,
       first_order_id = ?, last_order_id = ?, undoable = ? WHERE id = ?`,
  ).run(
    end.finishedAt,
    end.state,
    JSON.stringify(end.files),
    end.counts && JSON.stringify(end.counts),
    end.failure && JSON.stringify(end.failure),
    ids[0],
    ids[1],
    end.state !== 'committed' ? UNDOABLE.no : none ? UNDOABLE.needless : UNDOABLE.yes,
    end.id,
  );
}

/** Puts down which stores an import touched. */
export function writeTouchedStores(db: WritableDb, importId: number, rowsByStore: ReadonlyMap<number, number>): void {
  const insert = db.prepare('INSERT INTO import_store (import_id, store_id, rows) VALUES (?, ?, ?)');
  for (const [storeId, rows] of rowsByStore) insert.run(importId, storeId, rows);
}

/** Lets go of what the oldest imports would need for an undo. */
export function forgetOldImages(db: WritableDb): void {
  const old = db
    .prepare<[number], number>(
      `SELECT id FROM import WHERE state = 'committed' AND undoable = ${UNDOABLE.yes} ORDER BY id DESC LIMIT -1 OFFSET ?`,
    )
    .pluck()
    .all(UNDOABLE_IMPORTS);
  for (const id of old) {
    db.prepare('DELETE FROM import_before WHERE import_id = ?').run(id);
    db.prepare(`UPDATE import SET undoable = ${UNDOABLE.no} WHERE id = ?`).run(id);
  }
}

/** Gives the id of the one import that can be undone now: the newest that changed something, while its images are kept. */
export function undoableImport(db: Sqlite): number | null {
  const newest = db
    .prepare<[], { id: number; undoable: number }>(
      `SELECT id, undoable FROM import WHERE state = 'committed' AND undoable <> ${UNDOABLE.needless}
       ORDER BY id DESC LIMIT 1`,
    )
    .get();
  return newest?.undoable === UNDOABLE.yes ? newest.id : null;
}
