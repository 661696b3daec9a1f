/** Somebody decides a conflict, or takes the decision back. What was decided goes out like any other change. */
import { AppError } from '#shared/domain/app-error.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import {
  type ChangeRow,
  canHold,
  changeOf,
  jsonOf,
  noteAudit,
  noteStation,
  parseJson,
  type SyncTransaction,
  settleChange,
  type Transact,
  updateChange,
  withdraw,
} from '../outbox/index.ts';
import { type FieldValue, type Present, presentOf, replaceInProduct, waitingOf } from './field.ts';
import { insertAnswer, rebase } from './gate.ts';
import { moveStock } from './move-stock.ts';
import type { StockRule } from './policies.ts';

export interface ResolveArgs {
  readonly id: number;
  readonly resolution: 'local' | 'remote' | 'other';
  /** Only for `other`. */
  readonly value?: number | string | undefined;
  /** Whose stock is followed; left out: nobody's. */
  readonly stock?: StockRule | undefined;
  readonly seed: string;
  readonly actor: string;
}

export interface UndoResolutionArgs {
  readonly id: number;
  readonly seed: string;
  readonly actor: string;
}

/** How long a decision can be taken back. */
export const UNDO_HOURS = 24;
const HOUR = 3_600_000;

export interface ConflictRow {
  readonly id: number;
  readonly shop_id: number;
  readonly lane: string;
  readonly kind: ChangeRow['kind'];
  readonly change_id: string;
  readonly base: string | null;
  readonly local: string | null;
  readonly remote: string | null;
  readonly local_at: number;
  readonly remote_at: number | null;
  readonly detected_at: number;
  readonly resolution: 'local' | 'remote' | 'other' | null;
  readonly resolved_value: string | null;
  readonly resolved_at: number | null;
  readonly resolved_by: string | null;
  readonly answer_id: string | null;
}

type Context = TaskContext<WritableDb>;

/** Gives the shop whose push has something new to do. */
export interface DecidedConflict {
  readonly shopId: number;
}

/** Makes the tasks with which staff decide conflicts and take decisions back. */
export function createResolveTasks(transact: Transact) {
  return {
    /** @throws AppError NOT_FOUND, CONFLICT_SETTLED, INVALID_INPUT. */
    'conflicts.resolve': (context: Context, args: ResolveArgs): DecidedConflict =>
      transact(context, args.seed, (tx) => resolve(tx, args)),
    /** @throws AppError NOT_FOUND, ALREADY_UNDONE while it is open, UNDO_TOO_LATE, EDIT_OVERTAKEN, CHANGE_SETTLED of stock that was sent. */
    'conflicts.undo': (context: Context, args: UndoResolutionArgs): DecidedConflict =>
      transact(context, args.seed, (tx) => undo(tx, args)),
  };
}

function conflictOf(tx: SyncTransaction, id: number): ConflictRow {
  const conflict = tx.get<ConflictRow>('SELECT * FROM conflict WHERE id = ?', id);
  if (!conflict) throw new AppError('NOT_FOUND');
  return conflict;
}

function resolve(tx: SyncTransaction, args: ResolveArgs): DecidedConflict {
  const conflict = conflictOf(tx, args.id);
  const about = changeOf(tx, conflict.change_id);
  if (conflict.resolution !== null || !about) throw new AppError('CONFLICT_SETTLED');
  const value = chosenValue(conflict, args);
  // Closed first: what carries the decision out must not be held by it.
  tx.run(
    "UPDATE conflict SET resolution = ?, resolved_value = ?, resolved_at = ?, resolved_by = 'staff' WHERE id = ?",
    args.resolution,
    jsonOf(value),
    tx.now,
    conflict.id,
  );
  const answer =
    conflict.kind === 'stock'
      ? decideStock(tx, conflict, about, args, value)
      : decideField(tx, conflict, about, args, value);
  tx.run('UPDATE conflict SET answer_id = ? WHERE id = ?', answer, conflict.id);
  audit(tx, conflict, args.actor, 'conflict.resolve', { resolution: args.resolution });
  noteStation(tx, {
    lane: conflict.lane,
    changeId: about.id,
    kind: conflict.kind,
    event: 'resolved',
    before: parseJson<FieldValue>(conflict.base),
    after: value,
  });
  return { shopId: conflict.shop_id };
}

/** @throws AppError INVALID_INPUT for a value of another kind than the field's. */
function chosenValue({ kind, local, remote }: ConflictRow, { resolution, value }: ResolveArgs): FieldValue {
  if (resolution === 'local') return parseJson<FieldValue>(local);
  if (resolution === 'remote') return parseJson<FieldValue>(remote);
  const fits = canHold(kind, value) && !(kind === 'stock' && Number(value) < 0);
  if (value === undefined || !fits) throw new AppError('INVALID_INPUT', { details: { fields: 'value' } });
  return value;
}

/** Gives the change that carries the decision out; null where the platform has it already. */
function decideField(
  tx: SyncTransaction,
  conflict: ConflictRow,
  about: ChangeRow,
  { resolution }: ResolveArgs,
  value: FieldValue,
): string | null {
  const held = waitingOf(tx, conflict);
  const present: Present = presentOf(tx, about) ?? { value: null, version: '', updatedAt: 0 };
  if (resolution === 'local') {
    for (const { id } of held) {
      updateChange(tx, id, { conflict_id: null, next_try_at: 0 });
      rebase(tx, id, present);
    }
    return held.at(-1)?.id ?? null;
  }
  for (const { id } of held) settleChange(tx, id, resolution === 'remote' ? 'given-up' : 'merged');
  replaceInProduct(tx, about, parseJson<FieldValue>(conflict.local), value);
  // It was decided otherwise before, and that has gone out.
  return value === null || present.value === value ? null : insertAnswer(tx, about, value, present);
}

/** Of stock it is asked whether the difference has arrived. `local`: it has not. `remote`: what is there is right. */
function decideStock(
  tx: SyncTransaction,
  conflict: ConflictRow,
  about: ChangeRow,
  { resolution, stock }: ResolveArgs,
  value: FieldValue,
): string | null {
  const held = waitingOf(tx, conflict);
  if (resolution === 'local') {
    for (const { id } of held) updateChange(tx, id, { conflict_id: null, next_try_at: 0 });
    withdraw(tx, about);
    return about.id;
  }
  settleChange(tx, about.id, 'acknowledged');
  for (const { id } of held) if (id !== about.id) updateChange(tx, id, { conflict_id: null });
  const present = presentOf(tx, about);
  const further = resolution === 'remote' || !present ? 0 : Number(value ?? 0) - Number(present.value ?? 0);
  // Whatever became of the difference is in what the platform holds, and so has moved the store's own count already.
  countAgain(tx, about, further - (parseJson<number>(about.sent_value ?? about.value) ?? 0), stock);
  return further === 0 || !present ? null : insertAnswer(tx, about, further, present);
}

function countAgain(tx: SyncTransaction, about: ChangeRow, by: number, stock: StockRule | undefined): void {
  const { shop_id: shopId, product_id: productId, listing_id: listingId } = about;
  const shop = tx.get<{ storeId: number }>('SELECT store_id AS storeId FROM shop WHERE id = ?', shopId);
  if (!shop || productId === null || listingId === null) return;
  moveStock(tx, { storeId: shop.storeId, productId, shopId, listingId, by }, stock);
}

function undo(tx: SyncTransaction, args: UndoResolutionArgs): DecidedConflict {
  const conflict = conflictOf(tx, args.id);
  const about = changeOf(tx, conflict.change_id);
  if (conflict.resolution === null || conflict.resolved_at === null) throw new AppError('ALREADY_UNDONE');
  // A change is kept for longer than it can be undone, so one that is gone is too old as well.
  if (!about || tx.now - conflict.resolved_at > UNDO_HOURS * HOUR) {
    throw new AppError('UNDO_TOO_LATE', { details: { hours: UNDO_HOURS } });
  }
  checkNothingSince(tx, conflict);
  if (conflict.kind === 'stock') reopenStock(tx, conflict, about);
  else reopenField(tx, conflict, about);
  audit(tx, conflict, args.actor, 'conflict.undo', {});
  noteStation(tx, { lane: conflict.lane, changeId: about.id, kind: conflict.kind, event: 'undone' });
  return { shopId: conflict.shop_id };
}

/** @throws AppError EDIT_OVERTAKEN when the field was edited after the decision, or is in another conflict. */
function checkNothingSince(
  tx: SyncTransaction,
  { id, lane, kind, answer_id, change_id, resolved_at }: ConflictRow,
): void {
  const since = tx.get(
    `SELECT 1 FROM change WHERE lane = ? AND kind = ? AND id NOT IN (?, ?)
       AND seq > (SELECT seq FROM change WHERE id = ?) AND created_at >= ?`,
    lane,
    kind,
    answer_id ?? '',
    change_id,
    change_id,
    resolved_at,
  );
  const other = tx.get(
    'SELECT 1 FROM conflict WHERE lane = ? AND kind = ? AND resolution IS NULL AND id <> ?',
    lane,
    kind,
    id,
  );
  if (since || other) throw new AppError('EDIT_OVERTAKEN');
}

/** What the decision has set going is taken back where it is not sent yet; the store's own side waits once more. */
function reopenField(tx: SyncTransaction, conflict: ConflictRow, about: ChangeRow): void {
  for (const { id, first_sent_at } of waitingOf(tx, conflict)) {
    if (first_sent_at === null) settleChange(tx, id, 'undone');
  }
  reopen(tx, conflict);
  const local = parseJson<number | string>(conflict.local);
  const decided = parseJson<FieldValue>(conflict.resolved_value);
  const present = presentOf(tx, about) ?? { value: null, version: '', updatedAt: 0 };
  if (local !== null) insertAnswer(tx, about, local, present);
  if (decided !== local) replaceInProduct(tx, about, decided, local);
}

/** The conflict is open again. */
function reopen(tx: SyncTransaction, { id }: ConflictRow): void {
  tx.run(
    `UPDATE conflict SET resolution = NULL, resolved_value = NULL, resolved_at = NULL, resolved_by = NULL, answer_id = NULL
     WHERE id = ?`,
    id,
  );
}

/** @throws AppError CHANGE_SETTLED once the difference has been sent: what arrived of it could not be told apart any more. */
function reopenStock(tx: SyncTransaction, conflict: ConflictRow, about: ChangeRow): void {
  const answer = conflict.answer_id === null ? undefined : changeOf(tx, conflict.answer_id);
  if (!answer || answer.settled_at !== null || answer.first_sent_at !== null) {
    throw new AppError('CHANGE_SETTLED');
  }
  reopen(tx, conflict);
  updateChange(tx, answer.id, { conflict_id: conflict.id });
  tx.run('UPDATE conflict SET change_id = ? WHERE id = ?', answer.id, conflict.id);
  if (answer.id !== about.id) updateChange(tx, answer.id, { base: conflict.base });
}

/** Writes the decision into the audit. */
function audit(
  tx: SyncTransaction,
  { lane, kind, id }: ConflictRow,
  actor: string,
  action: string,
  details: Record<string, unknown>,
): void {
  noteAudit(tx, { actor, action, subject: lane, details: { conflict: id, kind, ...details } });
}
