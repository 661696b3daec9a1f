/** What staff may do with a change that does not get through: try it again, give it another value, or give it up. */
import { AppError } from '#shared/domain/app-error.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { type ChangeRow, membersOf, settleChange, updateChange } from './change-row.ts';
import { canHold } from './field-bounds.ts';
import { noteAudit, noteStation } from './record.ts';
import { waitingChange, withdraw } from './settle-task.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export interface DecideArgs {
  readonly id: string;
  readonly seed: string;
  readonly actor: string;
}

export interface AmendArgs extends DecideArgs {
  readonly value: number | string;
}

export interface Decided {
  /** The change that was decided about: the one that carries it where it was merged. */
  readonly id: string;
  readonly shopId: number;
}

type Context = TaskContext<WritableDb>;

/** Makes the tasks with which staff decide about a change. */
export function createDecideTasks(transact: Transact) {
  function decide<Args extends DecideArgs>(
    action: string,
    work: (tx: SyncTransaction, change: ChangeRow, args: Args) => void,
  ) {
    return (context: Context, args: Args): Decided =>
      transact(context, args.seed, (tx) => {
        const change = waitingChange(tx, args.id);
        work(tx, change, args);
        const details = { changeId: change.id, kind: change.kind };
        noteAudit(tx, { actor: args.actor, action, subject: change.lane, details });
        return { id: change.id, shopId: change.shop_id };
      });
  }

  return {
    /** @throws AppError CHANGE_UNKNOWN, CHANGE_SETTLED. */
    'outbox.retry': decide('change.retry', (tx, change) => {
      tryAnew(tx, change);
    }),
    /** @throws AppError CHANGE_UNKNOWN, CHANGE_SETTLED, INVALID_INPUT for a value that is not of the change's kind. */
    'outbox.amend': decide('change.amend', (tx, change, { value }: AmendArgs) => {
      if (!canHold(change.kind, value)) throw new AppError('INVALID_INPUT', { details: { fields: 'value' } });
      // It is under way and may have arrived: another value needs another change, behind this one.
      if (change.parked_at === null && change.first_sent_at !== null) throw new AppError('CHANGE_SETTLED');
      for (const member of membersOf(tx, change.id)) settleChange(tx, member.id, 'merged');
      withdraw(tx, change);
      updateChange(tx, change.id, { value: JSON.stringify(value) });
      tryAnew(tx, change);
    }),
    /** @throws AppError CHANGE_UNKNOWN, CHANGE_SETTLED. */
    'outbox.giveUp': decide('change.give-up', (tx, change) => {
      settleChange(tx, change.id, 'given-up');
      if (change.listing_id !== null) {
        tx.run(
          'UPDATE listing SET recheck = 1 WHERE shop_id = ? AND listing_id = ?',
          change.shop_id,
          change.listing_id,
        );
      }
    }),
  };
}

function tryAnew(tx: SyncTransaction, { id, lane, kind }: ChangeRow): void {
  updateChange(tx, id, { parked_at: null, faults: 0, next_try_at: 0, problem: null });
  noteStation(tx, { lane, changeId: id, kind, event: 'retried' });
}
