/**
 * The database and its mirror tell each other what one of them has lost: what the mirror has as settled is not sent again, and
 * what it has waiting is put back with its edit, once, into a database that came from an older backup.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { bringIntoCopy } from './acknowledge.ts';
import { CHANGE_COLUMNS, type ChangeRow } from './change-row.ts';
import { parseHybrid } from './hybrid-clock.ts';
import { listingLane, orderLane } from './lanes.ts';
import { mend } from './mend.ts';
import type { Mirror, MirroredState } from './mirror.ts';
import {
  changeForMirror,
  editForMirror,
  type MirroredChange,
  type MirroredEdit,
  type MirroredSource,
} from './mirrored.ts';
import { noteLog } from './record.ts';
import type { StatementCache } from './statement-cache.ts';
import { runTransaction, type SyncTransaction } from './transaction.ts';

export interface Reconciled {
  /** Changes that only the mirror had. */
  readonly putBack: number;
  /** Changes that the database took for older than they are. */
  readonly caughtUp: number;
  /** Changes that the mirror lacked. */
  readonly copied: number;
  /** Changes of shops that this database does not know: they stay in the mirror until the shop is connected. */
  readonly homeless: number;
}

type Context = TaskContext<WritableDb>;

/** Brings the two together. To be called when the outbox is opened, and when a shop is connected. */
export function reconcile(context: Context, statements: StatementCache, mirror: Mirror): Reconciled {
  mend(context, statements, mirror);
  const main = new Map(
    statements
      .all<MirroredState>('SELECT id, seq, rev, settled_at IS NOT NULL AS settled FROM change')
      .map((state) => [state.id, state]),
  );
  const states = mirror.states();
  const ahead = states.filter((state) => isAhead(state, main.get(state.id)));
  const missing = ahead.filter(({ id }) => !main.has(id));
  const unknown = states.filter(({ id }) => !main.has(id));
  if (missing.length > 0) ahead.push(...doneOfThese(mirror, missing, unknown));
  const named = new Set(ahead.map(({ id }) => id));
  ahead.push(...doneSince(statements, mirror, unknown).filter(({ id }) => !named.has(id)));
  // What was said last holds in the end.
  ahead.sort((one, other) => one.seq - other.seq);
  let counts = { putBack: 0, caughtUp: 0, homeless: 0 };
  if (ahead.length > 0) {
    // Nothing is made anew here, so no ids are drawn from a seed.
    const parts = { db: context.db, statements, now: context.now(), seed: '' };
    counts = runTransaction(parts, (tx) => takeBack(tx, mirror, ahead)).result;
    context.log('warn', 'outbox recovered from its mirror', counts);
  }
  return { ...counts, copied: copyBehind(statements, mirror, states) };
}

/** What of an edit that is put back had been carried out: without it, it could not be taken back whole. */
function doneOfThese(
  mirror: Mirror,
  missing: readonly MirroredState[],
  states: readonly MirroredState[],
): MirroredState[] {
  const editOf = ({ id }: MirroredState) => mirror.change(id)?.row.edit_id;
  const edits = new Set(missing.map(editOf));
  return states.filter((state) => state.settled === 1 && edits.has(editOf(state)));
}

/**
 * What was sent and acknowledged after this database was copied. The copy of what shops hold must have it, or stock would come
 * back with the next reading as a sale, and be passed on once more; and staff's own prices and names are nowhere else. What is
 * older than the copy was forgotten for its age, and a database that was begun anew has no part in it.
 */
function doneSince(statements: StatementCache, mirror: Mirror, unknown: readonly MirroredState[]): MirroredState[] {
  const last = statements.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'change'")?.seq ?? 0;
  const node = statements.get<{ node: string }>('SELECT node FROM hybrid_clock')?.node;
  return unknown.filter((state) => {
    if (state.settled === 0 || state.seq <= last) return false;
    const row = mirror.change(state.id)?.row;
    return row !== undefined && isDone(row) && parseHybrid(row.hlc)?.node === node;
  });
}

function isDone({ outcome }: ChangeRow): boolean {
  return outcome === 'acknowledged' || outcome === 'merged';
}

function isAhead(mirrored: MirroredState, main: MirroredState | undefined): boolean {
  if (!main) return !mirrored.settled;
  if (main.settled) return false;
  return mirrored.settled === 1 || mirrored.rev > main.rev;
}

function takeBack(tx: SyncTransaction, mirror: Mirror, ahead: readonly MirroredState[]) {
  const counts = { putBack: 0, caughtUp: 0, homeless: 0 };
  for (const { id } of ahead) {
    const mirrored = mirror.change(id);
    if (!mirrored) continue;
    tx.clock.meet(mirrored.row.hlc);
    const present = tx.get<ChangeRow>('SELECT * FROM change WHERE id = ?', id);
    if (present) {
      catchUp(tx, present, mirrored);
      putUndoBack(tx, mirror, mirrored.row);
      counts.caughtUp += 1;
    } else if (putBack(tx, mirror, mirrored)) {
      counts.putBack += 1;
    } else {
      counts.homeless += 1;
    }
  }
  if (counts.putBack + counts.caughtUp > 0) {
    noteLog(tx, { shopId: null, level: 'warning', event: 'outbox-recovered', details: counts });
  }
  return counts;
}

/** Where the row is in this database. */
interface Place {
  readonly seq: number | null;
  readonly shopId: number;
  readonly productId: number | null;
}

function write(tx: SyncTransaction, row: ChangeRow, { seq, shopId, productId }: Place): void {
  const lane =
    row.listing_id === null ? orderLane(shopId, row.order_number ?? '') : listingLane(shopId, row.listing_id);
  const conflict = tx.get<{ id: number }>(
    'SELECT id FROM conflict WHERE lane = ? AND kind = ? AND resolution IS NULL',
    lane,
    row.kind,
  );
  const conflict_id = row.settled_at === null ? (conflict?.id ?? null) : null;
  const written: Record<string, unknown> = { ...row, seq, shop_id: shopId, product_id: productId, lane, conflict_id };
  tx.run(
    `INSERT INTO change (${CHANGE_COLUMNS.join(', ')}) VALUES (${CHANGE_COLUMNS.map(() => '?').join(', ')})`,
    ...CHANGE_COLUMNS.map((name) => written[name]),
  );
}

/** Replaces a row by what became of it later. */
function catchUp(tx: SyncTransaction, present: ChangeRow, { row }: MirroredChange): void {
  tx.run('DELETE FROM change WHERE id = ?', present.id);
  write(tx, row, { seq: present.seq, shopId: present.shop_id, productId: present.product_id });
  if (row.settled_at === null) return;
  if (present.conflict_id !== null) closeConflict(tx, present.conflict_id, row);
  // The edit stands in the store's stock already: the platform's copy must have it too, or it would count as somebody's else.
  const settled = { ...row, shop_id: present.shop_id };
  if (row.outcome === 'acknowledged') bringIntoCopy(tx, settled, null);
  else if (row.outcome === 'merged' && row.kind === 'stock' && !isThere(tx, row.carried_by)) {
    bringIntoCopy(tx, { ...settled, sent_value: null }, null);
  }
}

function isThere(tx: SyncTransaction, id: string | null): boolean {
  return tx.get('SELECT 1 FROM change WHERE id = ?', id) !== undefined;
}

function closeConflict(tx: SyncTransaction, conflictId: number, { outcome }: ChangeRow): void {
  const resolution = outcome === 'acknowledged' || outcome === 'merged' ? 'local' : 'remote';
  tx.run(
    `UPDATE conflict SET resolution = ?, resolved_at = ?, resolved_by = 'mirror' WHERE id = ? AND resolution IS NULL
       AND NOT EXISTS (SELECT 1 FROM change WHERE conflict_id = conflict.id AND settled_at IS NULL)`,
    resolution,
    tx.now,
    conflictId,
  );
}

/** @returns false when the shop is not one of this database's. */
function putBack(tx: SyncTransaction, mirror: Mirror, mirrored: MirroredChange): boolean {
  const { row } = mirrored;
  const shop = tx.get<{ id: number }>(
    'SELECT id FROM shop WHERE platform = ? AND remote_shop_id = ?',
    mirrored.platform,
    mirrored.remoteShopId,
  );
  if (!shop) return false;
  const edit = mirror.edit(row.edit_id);
  if (edit) putEditBack(tx, edit);
  const productId = mirrored.productCode === null ? null : productOf(tx, mirrored.productCode, mirrored.productCode);
  const taken = tx.get('SELECT 1 FROM change WHERE seq = ?', row.seq) !== undefined;
  write(tx, row, { seq: taken ? null : row.seq, shopId: shop.id, productId });
  const done = { ...row, shop_id: shop.id };
  // Its difference is in the store's stock with the edit, and so in the copy too; each of those that went together for itself.
  if (row.kind === 'stock' && isDone(row)) bringIntoCopy(tx, { ...done, sent_value: null }, null);
  else if (row.outcome === 'acknowledged') bringIntoCopy(tx, done, null);
  return true;
}

/**
 * That an edit was taken back is known by nothing but its own word where it had not been sent. Where it had, the opposite was
 * sent as well, and comes back from the platform by itself.
 */
function putUndoBack(tx: SyncTransaction, mirror: Mirror, { edit_id, outcome }: ChangeRow): void {
  const undoing = mirror.edit(mirror.edit(edit_id)?.undoneBy ?? '');
  if (!undoing) return;
  if (outcome === 'undone') putEditBack(tx, undoing);
  tx.run('UPDATE edit SET undone_by = ? WHERE id = ? AND undone_by IS NULL', undoing.id, edit_id);
}

function putEditBack(tx: SyncTransaction, edit: MirroredEdit): void {
  if (tx.get('SELECT 1 FROM edit WHERE id = ?', edit.id)) return;
  const store = tx.get<{ id: number }>('SELECT id FROM store WHERE code = ?', edit.storeCode);
  const source = edit.source ? sourceOf(tx, edit.source) : undefined;
  tx.run(
    `INSERT INTO edit (id, store_id, kind, at, hlc, undoes, undone_by, source_shop_id, source_listing_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    edit.id,
    store?.id ?? 0,
    edit.kind,
    edit.at,
    edit.hlc,
    edit.undoes,
    edit.undoneBy,
    source?.shop_id ?? null,
    edit.source?.listingId ?? null,
  );
  for (const item of edit.items) {
    const productId = productOf(tx, item.productCode, item.productName);
    tx.run(
      `INSERT INTO edit_item (edit_id, product_id, price_before, price_after, name_before, name_after, stock_delta)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      edit.id,
      productId,
      item.priceBefore,
      item.priceAfter,
      item.nameBefore,
      item.nameAfter,
      item.stockDelta,
    );
    if (item.priceAfter !== null) tx.run('UPDATE product SET list_price = ? WHERE id = ?', item.priceAfter, productId);
    if (item.nameAfter !== null) tx.run('UPDATE product SET name = ? WHERE id = ?', item.nameAfter, productId);
    // A movement that was read counts from the listing that it was read of; one that is not here will be read with it.
    if (edit.source && !source) continue;
    if (source && item.stockDelta !== null) {
      tx.run(
        'UPDATE listing SET quantity = quantity + ? WHERE shop_id = ? AND listing_id = ?',
        item.stockDelta,
        source.shop_id,
        source.listing_id,
      );
    }
    if (item.stockDelta !== null && store && hasCount(tx, store.id, productId)) {
      tx.run(
        `INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
        store.id,
        productId,
        item.stockDelta,
        Math.floor(edit.at / 1_000),
      );
    }
  }
  if (edit.items.length > 0) tx.productsChanged();
}

/** What this database has not met on any shop comes with its whole count, and what waits for it is added then. */
function hasCount(tx: SyncTransaction, storeId: number, productId: number): boolean {
  const found = tx.get(
    `SELECT 1 FROM stock_level WHERE store_id = ? AND product_id = ? UNION ALL SELECT 1 FROM listing WHERE product_id = ?`,
    storeId,
    productId,
    productId,
  );
  return found !== undefined;
}

function sourceOf(tx: SyncTransaction, { platform, remoteShopId, listingId }: MirroredSource) {
  return tx.get<{ shop_id: number; listing_id: string }>(
    `SELECT l.shop_id, l.listing_id FROM listing l JOIN shop s ON s.id = l.shop_id
     WHERE s.platform = ? AND s.remote_shop_id = ? AND l.listing_id = ?`,
    platform,
    remoteShopId,
    listingId,
  );
}

function productOf(tx: SyncTransaction, code: string, name: string): number {
  const known = tx.get<{ id: number }>('SELECT id FROM product WHERE code = ?', code);
  if (known) return known.id;
  tx.run('INSERT INTO product (code, name) VALUES (?, ?)', code, name);
  return tx.get<{ id: number }>('SELECT id FROM product WHERE code = ?', code)!.id;
}

/** Copies what the database has and the mirror lacks, or has of an older state. */
function copyBehind(statements: StatementCache, mirror: Mirror, states: readonly MirroredState[]): number {
  const known = new Map(states.map((state) => [state.id, state]));
  const behind = statements
    .all<MirroredState & { readonly edit_id: string }>(
      'SELECT id, seq, rev, settled_at IS NOT NULL AS settled, edit_id FROM change ORDER BY seq',
    )
    .filter(({ id, rev, settled }) => {
      const mirrored = known.get(id);
      return mirrored === undefined || mirrored.rev < rev || mirrored.settled < settled;
    });
  if (behind.length === 0) return 0;
  const edits = [...new Set(behind.map((state) => state.edit_id))];
  mirror.put(
    behind.map(({ id }) => changeForMirror(statements, id)).filter((change) => change !== null),
    edits.map((id) => editForMirror(statements, id)).filter((edit) => edit !== null),
  );
  return behind.length;
}
