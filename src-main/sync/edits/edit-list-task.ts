/** Edits of a store, and whether each can be undone. */
import type { Reason } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { instantOf } from '../instant.ts';
import { OVERTAKEN_SQL } from './undo-edit-task.ts';

export interface ListedEdit {
  readonly editId: string;
  readonly at: string;
  readonly products: number;
  readonly changes: number;
  readonly waiting: number;
  readonly undoable: boolean;
  readonly reason: Reason | null;
}

interface Row {
  readonly id: string;
  readonly at: number;
  readonly undone_by: string | null;
  readonly products: number;
  readonly changes: number;
  readonly waiting: number;
}

/** The newest first. */
export function editListTask(
  { db }: TaskContext<ReadableDb>,
  { storeId, limit }: { storeId: number; limit: number },
): ListedEdit[] {
  const overtaken = db.prepare(OVERTAKEN_SQL);
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT e.id, e.at, e.undone_by,
         (SELECT count(*) FROM edit_item i WHERE i.edit_id = e.id) AS products,
         (SELECT count(*) FROM change c WHERE c.edit_id = e.id) AS changes,
         (SELECT count(*) FROM change c WHERE c.edit_id = e.id AND c.settled_at IS NULL) AS waiting
       FROM edit e WHERE e.store_id = ? AND e.kind = 'products' ORDER BY e.hlc DESC LIMIT ?`,
    )
    .all(storeId, limit);
  return rows.map((row) => {
    const reason = reasonAgainst(row, overtaken.get(row.id) !== undefined);
    const { id, at, products, changes, waiting } = row;
    return {
      editId: id,
      at: instantOf(at),
      products,
      changes,
      waiting,
      undoable: reason === null,
      reason,
    };
  });
}

function reasonAgainst({ undone_by }: Row, overtaken: boolean): Reason | null {
  if (undone_by !== null) return { code: 'ALREADY_UNDONE', details: {} };
  return overtaken ? { code: 'EDIT_OVERTAKEN', details: {} } : null;
}
