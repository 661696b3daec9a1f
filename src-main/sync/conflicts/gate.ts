/**
 * A conflict is a change whose base the platform no longer holds: told by comparing what each side set out from, never by
 * comparing clocks. What follows is said by the policy of the field.
 */
import {
  type ChangeRow,
  insertChange,
  jsonOf,
  noteLog,
  noteStation,
  parseHybrid,
  parseJson,
  type SyncTransaction,
  settleChange,
  subjectOf,
  updateChange,
} from '../outbox/index.ts';
import { type FieldValue, isContested, type Present, presentOf, replaceInProduct, waitingOf } from './field.ts';
import { mergeText } from './merge-text.ts';
import type { ConflictPolicies } from './policies.ts';

export type Passage = 'free' | 'held' | 'settled';

/** Both sides of a conflict. */
interface Sides {
  /** The changes that want the same field, the oldest first; the last one holds. */
  readonly waiting: readonly ChangeRow[];
  readonly last: ChangeRow;
  readonly base: FieldValue;
  readonly local: FieldValue;
  readonly present: Present;
}

/** Checks whether a waiting change may be sent. Where the platform holds something else by now, the policy decides, or staff are asked. */
export function conflictGate(tx: SyncTransaction, change: ChangeRow, policies: ConflictPolicies): Passage {
  if (!isContested(change.kind)) return 'free';
  if (change.conflict_id !== null) return 'held';
  const sides = sidesOf(tx, change);
  if (!sides || !areApart(sides)) return 'free';
  return decide(tx, sides, policies);
}

function sidesOf(tx: SyncTransaction, change: ChangeRow): Sides | null {
  const present = presentOf(tx, change);
  const waiting = waitingOf(tx, change);
  const last = waiting.at(-1);
  const first = waiting[0];
  if (!present || !first || !last) return null;
  return { waiting, last, base: parseJson(first.base), local: parseJson(last.value), present };
}

function areApart({ waiting, base, local, present: { value } }: Sides): boolean {
  if (value === base || value === local) return false;
  // A change that is under way may have arrived: then the platform's value is our own.
  return !waiting.some((change) => change.first_sent_at !== null && parseJson(change.sent_value) === value);
}

function decide(tx: SyncTransaction, sides: Sides, policies: ConflictPolicies): Passage {
  const { last } = sides;
  const policy = policies[last.kind === 'order-note' ? 'note' : (last.kind as 'price' | 'title')];
  switch (policy) {
    case 'local':
      return takeLocal(tx, sides, policy);
    case 'remote':
      return takeRemote(tx, sides, policy);
    case 'newest':
      return isLocalNewer(tx, sides) ? takeLocal(tx, sides, policy) : takeRemote(tx, sides, policy);
    case 'merge':
      return merge(tx, sides);
    case 'ask':
      return ask(tx, sides);
  }
}

/** The policy `newest` compares clocks, and nothing else does: ours with the platform's, corrected by the known offset. */
function isLocalNewer(tx: SyncTransaction, { last, present }: Sides): boolean {
  const offset = tx.get<{ clock_offset: number }>(
    'SELECT clock_offset FROM shop WHERE id = ?',
    last.shop_id,
  )?.clock_offset;
  const localAt = parseHybrid(last.hlc)?.time ?? last.created_at;
  return localAt >= present.updatedAt - (offset ?? 0);
}

function takeLocal(tx: SyncTransaction, sides: Sides, by: string): Passage {
  record(tx, sides, { resolution: 'local', value: sides.local, by, answerId: sides.last.id });
  for (const { id } of sides.waiting) rebase(tx, id, sides.present);
  return 'free';
}

function takeRemote(tx: SyncTransaction, sides: Sides, by: string): Passage {
  record(tx, sides, { resolution: 'remote', value: sides.present.value, by, answerId: null });
  for (const { id } of sides.waiting) settleChange(tx, id, 'given-up');
  replaceInProduct(tx, sides.last, sides.local, sides.present.value);
  return 'settled';
}

/** Money has no middle that either side meant. */
function merge(tx: SyncTransaction, sides: Sides): Passage {
  const { base, local, present, last } = sides;
  if (typeof base !== 'string' || typeof local !== 'string' || typeof present.value !== 'string') return ask(tx, sides);
  const merged = mergeText(base, local, present.value);
  if (merged === null) return ask(tx, sides);
  for (const { id } of sides.waiting) settleChange(tx, id, 'merged');
  const answerId = insertAnswer(tx, last, merged, present);
  replaceInProduct(tx, last, local, merged);
  record(tx, sides, { resolution: 'other', value: merged, by: 'merge', answerId });
  return 'settled';
}

function ask(tx: SyncTransaction, sides: Sides): Passage {
  const id = record(tx, sides, null);
  for (const change of sides.waiting) updateChange(tx, change.id, { conflict_id: id });
  return 'held';
}

interface Decision {
  readonly resolution: 'local' | 'remote' | 'other';
  readonly value: FieldValue;
  readonly by: string;
  readonly answerId: string | null;
}

/** @param decision null: somebody is to be asked. @returns the conflict's id. */
function record(tx: SyncTransaction, sides: Sides, decision: Decision | null): number {
  const { last, base, local, present } = sides;
  tx.run(
    `INSERT INTO conflict (shop_id, lane, kind, change_id, base, local, remote, local_at, remote_at, detected_at, resolution,
       resolved_value, resolved_at, resolved_by, answer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    last.shop_id,
    last.lane,
    last.kind,
    last.id,
    jsonOf(base),
    jsonOf(local),
    jsonOf(present.value),
    last.created_at,
    present.updatedAt,
    tx.now,
    decision?.resolution ?? null,
    jsonOf(decision?.value ?? null),
    decision ? tx.now : null,
    decision?.by ?? null,
    decision?.answerId ?? null,
  );
  const id = tx.get<{ id: number }>('SELECT last_insert_rowid() AS id')!.id;
  const { lane, kind } = last;
  const event = decision ? 'resolved' : 'conflict';
  noteStation(tx, { lane, changeId: last.id, kind, event, before: base, after: decision?.value ?? present.value });
  noteLog(tx, {
    shopId: last.shop_id,
    level: decision ? 'info' : 'warning',
    event: decision ? 'conflict-decided' : 'conflict',
    details: {
      kind,
      subject: subjectOf(tx, last),
      ...(decision ? { by: decision.by, resolution: decision.resolution } : {}),
    },
  });
  return id;
}

/** Gives a change a new base: what the platform holds now. */
export function rebase(tx: SyncTransaction, id: string, { value, version }: Present): void {
  updateChange(tx, id, { base: jsonOf(value), base_version: version });
}

/** A change that carries a decision out, under the edit that the decision was about. Gives its id. */
export function insertAnswer(tx: SyncTransaction, about: ChangeRow, value: number | string, present: Present): string {
  return insertChange(tx, {
    editId: about.edit_id,
    shopId: about.shop_id,
    lane: about.lane,
    kind: about.kind,
    productId: about.product_id,
    listingId: about.listing_id,
    orderNumber: about.order_number,
    base: present.value,
    baseVersion: present.version,
    value,
    currencyId: about.currency_id,
  });
}

/** The platform's value of a field has changed again: an open conflict shows the new value, or ends where both sides agree now. */
export function remoteMoved(
  tx: SyncTransaction,
  { lane, kind }: Pick<ChangeRow, 'lane' | 'kind'>,
  present: Present,
): void {
  const open = tx.get<{ id: number; base: string | null; local: string | null }>(
    'SELECT id, base, local FROM conflict WHERE lane = ? AND kind = ? AND resolution IS NULL',
    lane,
    kind,
  );
  if (!open) return;
  const json = jsonOf(present.value);
  tx.run('UPDATE conflict SET remote = ?, remote_at = ? WHERE id = ?', json, present.updatedAt, open.id);
  const held = waitingOf(tx, { lane, kind });
  if (json === open.local) {
    for (const { id } of held) settleChange(tx, id, id === held.at(-1)?.id ? 'acknowledged' : 'merged');
  } else if (json === open.base) {
    tx.run(
      "UPDATE conflict SET resolution = 'local', resolved_value = local, resolved_at = ?, resolved_by = 'change' WHERE id = ?",
      tx.now,
      open.id,
    );
    for (const { id } of held) updateChange(tx, id, { conflict_id: null });
  }
}
