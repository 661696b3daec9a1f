/** Moves what is committed from the log into the database file, and gives the log's space back. */
import type { TaskContext, WritableDb } from '../../database/index.ts';

/** An import leaves this to a task of its own: its answer need not wait for it, and the next write may. */
export function checkpointTask({ db }: TaskContext<WritableDb>): null {
  db.pragma('wal_checkpoint(TRUNCATE)');
  return null;
}
