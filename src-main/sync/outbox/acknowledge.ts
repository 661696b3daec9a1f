/**
 * What a platform has acknowledged stands in its listing from then on, and with it every change that was carried along or that
 * a later one has made pointless.
 */
import { type ChangeRow, parseJson, settleChange, updateChange } from './change-row.ts';
import type { SyncTransaction } from './transaction.ts';

/** Of these kinds only the last change counts: the ones before it need not be sent any more. */
const LAST_SAYS_ALL: ReadonlySet<string> = new Set(['price', 'title', 'order-note']);

/** Whether of several changes of a kind only the last one counts. */
export function lastSaysAll(kind: string): boolean {
  return LAST_SAYS_ALL.has(kind);
}

/** Settles a change that the platform has carried out. @param version what the platform calls its state now; null: not said. */
export function acknowledge(tx: SyncTransaction, change: ChangeRow, version: string | null): void {
  settleChange(tx, change.id, 'acknowledged');
  if (lastSaysAll(change.kind)) {
    settleEarlier(tx, change);
    rebaseLater(tx, change, version);
  }
  bringIntoCopy(tx, change, version);
}

/** Earlier changes that were parked would undo this one if they were tried again. */
function settleEarlier(tx: SyncTransaction, { lane, kind, seq }: ChangeRow): void {
  const earlier = tx.all<{ id: string }>(
    'SELECT id FROM change WHERE lane = ? AND kind = ? AND seq < ? AND settled_at IS NULL',
    lane,
    kind,
    seq,
  );
  for (const { id } of earlier) settleChange(tx, id, 'merged');
}

/** Later changes get the value that this one has set as their base. */
function rebaseLater(tx: SyncTransaction, change: ChangeRow, version: string | null): void {
  const later = tx.all<{ id: string }>(
    `SELECT id FROM change WHERE lane = ? AND kind = ? AND seq > ? AND settled_at IS NULL AND first_sent_at IS NULL`,
    change.lane,
    change.kind,
    change.seq,
  );
  const base = change.sent_value ?? change.value;
  for (const { id } of later) updateChange(tx, id, { base, base_version: version });
}

/** Notes in the copy of what the platform holds that it holds this too. */
export function bringIntoCopy(tx: SyncTransaction, change: ChangeRow, version: string | null): void {
  const value = parseJson<number | string>(change.sent_value ?? change.value);
  const field = { stock: 'quantity = quantity + ?', price: 'price = ?', title: 'title = ?' }[change.kind as string];
  if (field) {
    tx.run(
      `UPDATE listing SET ${field}, version = coalesce(?, version), acknowledged_at = ? WHERE shop_id = ? AND listing_id = ?`,
      value,
      version,
      tx.now,
      change.shop_id,
      change.listing_id,
    );
  } else if (change.kind === 'order-note') {
    tx.run(
      'UPDATE remote_order SET note = ?, version = coalesce(?, version) WHERE shop_id = ? AND number = ?',
      value,
      version,
      change.shop_id,
      change.order_number,
    );
  }
}
