/** Rows of the outbox. Every write of one goes through here, so that it reaches the mirror too. */
import type { PushKind } from '../platform/index.ts';
import type { SyncTransaction } from './transaction.ts';

export type Outcome = 'acknowledged' | 'merged' | 'given-up' | 'undone';

/** A row of `change`, as the migration describes it. */
export interface ChangeRow {
  readonly seq: number;
  readonly id: string;
  readonly edit_id: string;
  readonly shop_id: number;
  readonly lane: string;
  readonly kind: PushKind;
  readonly product_id: number | null;
  readonly listing_id: string | null;
  readonly order_number: string | null;
  readonly base: string | null;
  readonly base_version: string | null;
  readonly before: string | null;
  readonly value: string;
  readonly currency_id: number | null;
  readonly hlc: string;
  readonly created_at: number;
  readonly tries: number;
  readonly faults: number;
  readonly next_try_at: number;
  readonly first_sent_at: number | null;
  readonly send_key: string | null;
  readonly sent_value: string | null;
  readonly sent_base: string | null;
  readonly sent_base_at: number | null;
  readonly carried_by: string | null;
  readonly parked_at: number | null;
  readonly problem: string | null;
  readonly conflict_id: number | null;
  readonly settled_at: number | null;
  readonly outcome: Outcome | null;
  readonly rev: number;
}

export const CHANGE_COLUMNS = [
  'seq',
  'id',
  'edit_id',
  'shop_id',
  'lane',
  'kind',
  'product_id',
  'listing_id',
  'order_number',
  'base',
  'base_version',
  'before',
  'value',
  'currency_id',
  'hlc',
  'created_at',
  'tries',
  'faults',
  'next_try_at',
  'first_sent_at',
  'send_key',
  'sent_value',
  'sent_base',
  'sent_base_at',
  'carried_by',
  'parked_at',
  'problem',
  'conflict_id',
  'settled_at',
  'outcome',
  'rev',
] as const satisfies readonly (keyof ChangeRow)[];

/** What staff wanted: money, a title, a difference in stock, a note, or a shipment. */
export type ChangeValue = number | string | Shipment;

export interface Shipment {
  readonly carrier: string;
  readonly trackingNumber: string;
}

export interface NewChange {
  readonly editId: string;
  readonly shopId: number;
  readonly lane: string;
  readonly kind: PushKind;
  readonly productId: number | null;
  readonly listingId: string | null;
  readonly orderNumber: string | null;
  readonly base: number | string | null;
  readonly baseVersion: string | null;
  /** What staff had before them; left out: the base. */
  readonly before?: number | string | null;
  readonly value: ChangeValue;
  readonly currencyId: number | null;
}

/** Puts a change into the outbox and gives its id. A change of a field that is in an open conflict waits for that decision too. */
export function insertChange(tx: SyncTransaction, change: NewChange): string {
  const id = tx.newId();
  const open = tx.get<{ id: number }>(
    'SELECT id FROM conflict WHERE lane = ? AND kind = ? AND resolution IS NULL',
    change.lane,
    change.kind,
  );
  tx.run(
    `INSERT INTO change (id, edit_id, shop_id, lane, kind, product_id, listing_id, order_number, base, base_version, before,
       value, currency_id, hlc, created_at, conflict_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    change.editId,
    change.shopId,
    change.lane,
    change.kind,
    change.productId,
    change.listingId,
    change.orderNumber,
    jsonOf(change.base),
    change.baseVersion,
    jsonOf(change.before === undefined ? change.base : change.before),
    JSON.stringify(change.value),
    change.currencyId,
    tx.stamp(),
    tx.now,
    open?.id ?? null,
  );
  // A conflict about stock asks what became of a difference that was sent. That stays the question; this change waits for its answer.
  if (open && change.kind !== 'stock') {
    tx.run(
      'UPDATE conflict SET local = ?, local_at = ?, change_id = ? WHERE id = ?',
      JSON.stringify(change.value),
      tx.now,
      id,
      open.id,
    );
  }
  tx.touch(id);
  return id;
}

type Field = Exclude<keyof ChangeRow, 'seq' | 'id' | 'rev'>;
export type ChangedFields = { readonly [Name in Field]?: ChangeRow[Name] };

/** Changes fields of a row. */
export function updateChange(tx: SyncTransaction, id: string, fields: ChangedFields): void {
  const names = Object.keys(fields).sort();
  if (names.length === 0) return;
  const values = names.map((name) => fields[name as Field] ?? null);
  tx.run(`UPDATE change SET ${names.map((name) => `${name} = ?, `).join('')}rev = rev + 1 WHERE id = ?`, ...values, id);
  tx.touch(id);
}

/** Reads a change by its id. */
export function changeOf(tx: SyncTransaction, id: string): ChangeRow | undefined {
  return tx.get<ChangeRow>('SELECT * FROM change WHERE id = ?', id);
}

/** Those that are sent within another one, the oldest first. */
export function membersOf(tx: SyncTransaction, carrierId: string): ChangeRow[] {
  return tx.all<ChangeRow>('SELECT * FROM change WHERE carried_by = ? AND settled_at IS NULL ORDER BY seq', carrierId);
}

/**
 * Ends a change, and those that are sent within it: nobody else would ever look at them again. When it was the last one of an open
 * conflict, the conflict ends too.
 */
export function settleChange(tx: SyncTransaction, id: string, outcome: Outcome): void {
  for (const member of membersOf(tx, id)) settleChange(tx, member.id, outcome === 'acknowledged' ? 'merged' : outcome);
  const held = tx.get<{ conflict_id: number | null }>('SELECT conflict_id FROM change WHERE id = ?', id);
  updateChange(tx, id, { settled_at: tx.now, outcome, problem: null, parked_at: null, conflict_id: null });
  if (held?.conflict_id == null) return;
  tx.run(
    `UPDATE conflict SET resolution = ?, resolved_at = ?, resolved_by = 'change' WHERE id = ? AND resolution IS NULL
       AND NOT EXISTS (SELECT 1 FROM change c WHERE c.conflict_id = conflict.id AND c.settled_at IS NULL)`,
    outcome === 'acknowledged' || outcome === 'merged' ? 'local' : 'remote',
    tx.now,
    held.conflict_id,
  );
}

/** Lets each of those that were to be sent together go its own way again. */
export function dissolve(tx: SyncTransaction, carrierId: string): void {
  for (const { id } of membersOf(tx, carrierId)) updateChange(tx, id, { carried_by: null });
}

/** Reads a column that holds JSON; null for a column that is NULL. */
export function parseJson<Value>(text: string | null): Value | null {
  return text === null ? null : (JSON.parse(text) as Value);
}

/** Gives a value as a column of JSON holds it; null becomes NULL. */
export function jsonOf(value: ChangeValue | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
