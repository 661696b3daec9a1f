/**
 * Notes each time that this data directory has the right to send. Whoever has a copy of the directory has the same outbox: where
 * somebody else had the right in between, nobody here knows what of it was sent.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { ChangeRow } from './change-row.ts';
import { openOutbox } from './open-outbox.ts';
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

/** Sent twice, these act twice. Other kinds set a value, which does no harm, and are compared with the platform's first. */
const ACTING_KINDS = "('stock', 'fulfilment')";

/** Makes the tasks that note who may send. */
export function createOwnTasks(transact: Transact) {
  return {
    /** To be called before the right is asked for: it may be had, and the process end before that is noted. Gives the newest change. */
    'outbox.claiming': (context: TaskContext<WritableDb>): { readonly newest: number } => {
      const outbox = openOutbox(context);
      const { fence, claims } = outbox.owner();
      outbox.keepOwner({ fence, claims: claims + 1 });
      return { newest: context.db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM change').pluck().get()! };
    },
    'outbox.own': (
      context: TaskContext<WritableDb>,
      { seed, fence, upTo, taken }: OwnArgs,
    ): { readonly parked: number } => {
      const outbox = openOutbox(context);
      const { fence: last, claims } = outbox.owner();
      const skipped = last !== null && fence - last > Math.max(1, claims);
      const parked = skipped || taken ? transact(context, seed, (tx) => parkAll(tx, upTo)) : 0;
      // After it: what ends in between is found out once more.
      outbox.keepOwner({ fence, claims: 0 });
      return { parked };
    },
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
