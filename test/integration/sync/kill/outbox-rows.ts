/** All that a data directory's outbox says, row by row, and what of it another one does not say. */
import { join } from 'node:path';
import { openReadable } from '../../../../src-main/database/index.ts';

export interface OutboxRows {
  /** By id, as JSON. */
  readonly changes: ReadonlyMap<string, string>;
  readonly edits: ReadonlyMap<string, string>;
}

interface Row {
  readonly id: string;
}

/** To be called while no hub has the database open. What is numbered or timed by one database alone is left out. */
export function outboxOf(directory: string): OutboxRows {
  const db = openReadable(join(directory, 'mendian.db'));
  try {
    const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
    const changes = db
      .prepare<[], Row & Record<string, unknown>>('SELECT * FROM change WHERE settled_at IS NULL')
      .all();
    const edits = db
      .prepare<[], Row>(
        `SELECT e.*, (SELECT json_group_array(json_array(i.product_id, i.price_before, i.price_after, i.name_before,
             i.name_after, i.stock_delta) ORDER BY i.product_id)
           FROM edit_item i WHERE i.edit_id = e.id) AS items
         FROM edit e WHERE EXISTS (SELECT 1 FROM change c WHERE c.edit_id = e.id)`,
      )
      .all();
    return {
      changes: byId(changes.map(({ seq, conflict_id, next_try_at, ...said }) => said as unknown as Row)),
      edits: byId(edits),
    };
  } finally {
    db.close();
  }
}

/** Rows that are missing or say something else; what came later is not compared. */
export function differencesInOutbox(saved: OutboxRows, found: OutboxRows): string[] {
  const compare = (what: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
    [...before].flatMap(([id, row]) =>
      after.get(id) === row ? [] : [`${what} ${id}: ${after.get(id) ?? 'gone'} instead of ${row}`],
    );
  return [...compare('change', saved.changes, found.changes), ...compare('edit', saved.edits, found.edits)];
}
