/** Writes down what was found of changes that were sent without an answer: they arrived, they did not, or nobody can tell. */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { RemoteListing } from '../platform/index.ts';
import { acknowledge } from './acknowledge.ts';
import { type ChangeRow, changeOf, jsonOf, parseJson, updateChange } from './change-row.ts';
import type { Found } from './push/find-out.ts';
import { noteLog, noteStation, subjectOf } from './record.ts';
import { withdraw } from './settle-task.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export interface FoundOutArgs<Policies> {
  readonly shopId: number;
  readonly seed: string;
  readonly found: readonly Found[];
  /** UTC milliseconds. */
  readonly readAt: number;
  /** Milliseconds until those are looked at again that moved. */
  readonly wait: number;
  readonly policies: Policies;
}

/** Takes in what a listing says now. */
export type TakeIn<Policies> = (
  tx: SyncTransaction,
  batch: {
    readonly shopId: number;
    readonly listings: readonly RemoteListing[];
    readonly readAt: number;
    readonly policies: Policies;
    readonly asked: readonly string[];
  },
) => unknown;

/** Makes the task. @param takeIn writes what a listing says now. */
export function createFoundOutTask<Policies>(transact: Transact, takeIn: TakeIn<Policies>) {
  return (context: TaskContext<WritableDb>, args: FoundOutArgs<Policies>): void =>
    transact(context, args.seed, (tx) => {
      for (const one of args.found) settleDoubt(tx, one, args);
    });

  function settleDoubt(tx: SyncTransaction, { id, found, listing }: Found, args: FoundOutArgs<Policies>): void {
    const change = changeOf(tx, id);
    if (!change || change.settled_at !== null) return;
    const { shopId, readAt, policies } = args;
    switch (found) {
      case 'arrived':
        acknowledge(tx, change, null);
        // Read after it had arrived: what it says is newer than the acknowledgement, which only comes now.
        tx.run(
          'UPDATE listing SET acknowledged_at = min(acknowledged_at, ?) WHERE shop_id = ? AND listing_id = ?',
          readAt,
          change.shop_id,
          change.listing_id,
        );
        break;
      case 'not-arrived':
        withdraw(tx, change);
        break;
      case 'moving':
        updateChange(tx, id, { next_try_at: tx.now + args.wait });
        return;
      case 'unclear':
        ask(tx, change, listing);
        break;
    }
    if (listing) takeIn(tx, { shopId, listings: [listing], readAt, policies, asked: [listing.listingId] });
  }
}

/** The count on the platform fits neither having arrived nor not: staff are asked to decide. */
function ask(tx: SyncTransaction, change: ChangeRow, listing: RemoteListing | null): void {
  const base = parseJson<number>(change.sent_base) ?? 0;
  const local = base + (parseJson<number>(change.sent_value) ?? 0);
  const remote = listing?.quantity ?? null;
  tx.run(
    `INSERT INTO conflict (shop_id, lane, kind, change_id, base, local, remote, local_at, remote_at, detected_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    change.shop_id,
    change.lane,
    change.kind,
    change.id,
    jsonOf(base),
    jsonOf(local),
    jsonOf(remote),
    change.created_at,
    listing?.updatedAt ?? null,
    tx.now,
  );
  const conflict = tx.get<{ id: number }>('SELECT last_insert_rowid() AS id')!.id;
  const { id, lane, kind } = change;
  updateChange(tx, id, { conflict_id: conflict });
  noteStation(tx, { lane, changeId: id, kind, event: 'conflict', before: base, after: remote });
  const details = { kind, subject: subjectOf(tx, change) };
  noteLog(tx, { shopId: change.shop_id, level: 'warning', event: 'conflict', details });
}
