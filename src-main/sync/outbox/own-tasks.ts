/**
 * Notes each time that this data directory has the right to send. Whoever has a copy of the directory has the same outbox: where
 * somebody else had the right in between, nobody here knows what of it was sent.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { ChangeRow } from './change-row.ts';
import { parkChange } from './park-change.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export interface OwnArgs {
  readonly seed: string;
  /** What the right is numbered with. */
  readonly fence: number;
  /** Others can have a copy of what was made up to here. */
  readonly upTo: number;
  /** Somebody who lives had it until now. */
  readonly taken: boolean;
}

interface OwnerRow {
  readonly owner_fence: number | null;
  readonly owner_claims: number;
}

/** Sent twice, these act twice. Other kinds set a value, which does no harm, and are compared with the platform's first. */
const ACTING_KINDS = "('stock', 'fulfilment')";

/** Makes the tasks that note who may send. */
export function createOwnTasks(transact: Transact) {
  return {
    /** To be called before the right is asked for: it may be had, and the process end before that is noted. Gives the newest change. */
    'outbox.claiming': ({ db }: TaskContext<WritableDb>): { readonly newest: number } => {
      db.prepare('UPDATE sync_state SET owner_claims = owner_claims + 1').run();
      return { newest: db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM change').pluck().get()! };
    },
    'outbox.own': (
      context: TaskContext<WritableDb>,
      { seed, fence, upTo, taken }: OwnArgs,
    ): { readonly parked: number } =>
      transact(context, seed, (tx) => {
        const { owner_fence: last, owner_claims: claims } = tx.get<OwnerRow>(
          'SELECT owner_fence, owner_claims FROM sync_state',
        )!;
        tx.run('UPDATE sync_state SET owner_fence = ?, owner_claims = 0', fence);
        const skipped = last !== null && fence - last > Math.max(1, claims);
        return { parked: skipped || taken ? parkAll(tx, upTo) : 0 };
      }),
  };
}

/** Gives how many changes somebody has to decide about. */
function parkAll(tx: SyncTransaction, upTo: number): number {
  const waiting = tx.all<ChangeRow>(
    `SELECT * FROM change
     WHERE settled_at IS NULL AND parked_at IS NULL AND conflict_id IS NULL AND carried_by IS NULL AND seq <= ?
       AND kind IN ${ACTING_KINDS} ORDER BY seq`,
    upTo,
  );
  for (const change of waiting) parkChange(tx, change, { code: 'OUTBOX_ELSEWHERE', details: {} });
  return waiting.length;
}
