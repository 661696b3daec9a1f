/** Writes down what became of what was sent: settled, to be tried again, or parked for somebody to look at. */
import type { Reason } from '#shared/contract/index.ts';
import { AppError, deserializeError, type SerializedAppError } from '#shared/domain/app-error.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { reasonOf } from '../reason.ts';
import { acknowledge } from './acknowledge.ts';
import { type ChangeRow, changeOf, dissolve, parseJson, updateChange } from './change-row.ts';
import { parkChange } from './park-change.ts';
import { noteLog, noteStation } from './record.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export type Verdict =
  | { readonly id: string; readonly verdict: 'done'; readonly version: string | null }
  /** The platform holds something else than was thought, and has not acted. */
  | { readonly id: string; readonly verdict: 'stale'; readonly wait: number }
  | {
      readonly id: string;
      readonly verdict: 'failed';
      readonly error: SerializedAppError;
      /** It is the item itself that fails, not the platform, the line or its neighbours. */
      readonly own: boolean;
      /** The platform has surely not acted. */
      readonly sure: boolean;
      /** Milliseconds until it is tried again. */
      readonly wait: number;
    };

export interface SettleArgs {
  readonly shopId: number;
  readonly seed: string;
  /** Whether a call was made for it: what calls batches spare is counted by this. */
  readonly called: boolean;
  readonly verdicts: readonly Verdict[];
}

/** A change that has failed this often by its own fault is parked. */
export const MOST_FAULTS = 8;
const DAY_MILLISECONDS = 86_400_000;

/** Makes the task. */
export function createSettleTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, args: SettleArgs): { readonly parked: number } =>
    transact(context, args.seed, (tx) => {
      let done = 0;
      let parked = 0;
      for (const verdict of args.verdicts) {
        const change = changeOf(tx, verdict.id);
        // Somebody has decided about it meanwhile.
        if (!change || change.settled_at !== null) continue;
        const sent =
          1 + (tx.get<{ n: number }>('SELECT count(*) AS n FROM change WHERE carried_by = ?', change.id)?.n ?? 0);
        if (settle(tx, change, verdict) === 'parked') parked += 1;
        if (verdict.verdict === 'done') done += sent;
      }
      if (args.called) countCall(tx, args.shopId, done);
      if (done > 0) noteLog(tx, { shopId: args.shopId, level: 'info', event: 'sent', details: { changes: done } });
      return { parked };
    });
}

function settle(tx: SyncTransaction, change: ChangeRow, verdict: Verdict): 'parked' | 'settled' | 'waits' {
  switch (verdict.verdict) {
    case 'done':
      acknowledge(tx, change, verdict.version);
      return 'settled';
    case 'stale':
      if (change.listing_id !== null) doubt(tx, change);
      withdraw(tx, change);
      updateChange(tx, change.id, { next_try_at: tx.now + verdict.wait });
      return 'waits';
    case 'failed':
      return fail(tx, change, verdict);
  }
}

/** What the copy says of a listing is to be read anew. */
function doubt(tx: SyncTransaction, { shop_id, listing_id }: ChangeRow): void {
  tx.run('UPDATE listing SET recheck = 1 WHERE shop_id = ? AND listing_id = ?', shop_id, listing_id);
}

/** The platform has certainly not acted: the change counts as never sent, and gets a new id for platforms that remember ids. */
export function withdraw(tx: SyncTransaction, change: ChangeRow): void {
  dissolve(tx, change.id);
  updateChange(tx, change.id, {
    first_sent_at: null,
    send_key: tx.newId(),
    sent_value: null,
    sent_base: null,
    sent_base_at: null,
  });
}

function fail(
  tx: SyncTransaction,
  change: ChangeRow,
  { error, own, sure, wait }: Extract<Verdict, { verdict: 'failed' }>,
): 'parked' | 'waits' {
  const known = deserializeError(error);
  const reason = reasonOf(known);
  const faults = change.faults + (own ? 1 : 0);
  const parks = own && (known.action === 'park' || faults >= MOST_FAULTS);
  if (sure) withdraw(tx, change);
  else if (change.listing_id !== null) doubt(tx, change);
  updateChange(tx, change.id, {
    faults,
    problem: JSON.stringify(reason),
    next_try_at: tx.now + wait,
    parked_at: null,
  });
  // The same again every few minutes of an outage would bury the rest.
  if (parseJson<{ code: string }>(change.problem)?.code !== reason.code)
    noteStation(tx, { lane: change.lane, changeId: change.id, kind: change.kind, event: 'failed', reason });
  if (!parks) return 'waits';
  parkChange(tx, change, reason);
  return 'parked';
}

function countCall(tx: SyncTransaction, shopId: number, changes: number): void {
  tx.run(
    `INSERT INTO push_day (shop_id, day, changes, calls) VALUES (?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET changes = changes + excluded.changes, calls = calls + 1`,
    shopId,
    Math.floor(tx.now / DAY_MILLISECONDS),
    changes,
  );
}

export interface SignInArgs {
  readonly shopId: number;
  readonly seed: string;
  readonly problem: Reason;
}

/** The platform no longer takes the shop's sign-in: its changes wait until somebody signs in anew. */
export function createSignInTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, { shopId, seed, problem }: SignInArgs): void =>
    transact(context, seed, (tx) => {
      const found = tx.run(
        "UPDATE shop SET state = 'sign-in', problem = ? WHERE id = ? AND state <> 'sign-in'",
        JSON.stringify(problem),
        shopId,
      );
      if (found > 0) noteLog(tx, { shopId, level: 'error', event: 'sign-in', details: { code: problem.code } });
    });
}

/** @throws AppError CHANGE_UNKNOWN, CHANGE_SETTLED. */
export function waitingChange(tx: SyncTransaction, id: string): ChangeRow {
  const change = changeOf(tx, id);
  if (!change) throw new AppError('CHANGE_UNKNOWN');
  if (change.settled_at !== null) throw new AppError('CHANGE_SETTLED');
  return change.carried_by === null ? change : waitingChange(tx, change.carried_by);
}
