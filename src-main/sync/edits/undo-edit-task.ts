/** Takes an edit back: what was not sent is as if it had never been, and for what was, the opposite is sent. */
import { AppError } from '#shared/domain/app-error.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import {
  type ChangeRow,
  noteAudit,
  noteStation,
  parseJson,
  type SyncTransaction,
  settleChange,
  type Transact,
} from '../outbox/index.ts';
import {
  beginEdit,
  type EditItem,
  type EditRow,
  insertItem,
  moveStock,
  type SavedEdit,
  savedEdit,
} from './edit-row.ts';
import { changeListing, type ListingOfStore } from './listing-changes.ts';
import type { Takes } from './takes.ts';

export interface UndoEditArgs {
  readonly editId: string;
  readonly takes: Takes;
  readonly seed: string;
  readonly actor: string;
}

/** An edit of a product's price or name that came later than one with this id, and still holds. */
export const OVERTAKEN_SQL = `SELECT 1 FROM edit_item mine JOIN edit m ON m.id = mine.edit_id
  JOIN edit_item later ON later.product_id = mine.product_id
  JOIN edit e ON e.id = later.edit_id AND e.hlc > m.hlc
  WHERE mine.edit_id = ? AND e.undone_by IS NULL AND e.undoes IS NULL
    AND ((mine.price_after IS NOT NULL AND later.price_after IS NOT NULL)
      OR (mine.name_after IS NOT NULL AND later.name_after IS NOT NULL)) LIMIT 1`;

/** @throws AppError NOT_FOUND, CHANGE_SETTLED when it was undone before, EDIT_OVERTAKEN. */
export function createUndoEditTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, args: UndoEditArgs): SavedEdit =>
    transact(context, args.seed, (tx) => {
      const edit = tx.get<EditRow>('SELECT * FROM edit WHERE id = ?', args.editId);
      if (edit?.kind !== 'products') throw new AppError('NOT_FOUND');
      if (edit.undone_by !== null) throw new AppError('CHANGE_SETTLED');
      if (tx.get(OVERTAKEN_SQL, edit.id)) throw new AppError('EDIT_OVERTAKEN');
      const undoing = beginEdit(tx, { storeId: edit.store_id, kind: 'products', undoes: edit.id });
      tx.run('UPDATE edit SET undone_by = ? WHERE id = ?', undoing, edit.id);
      tx.touchEdit(edit.id);
      for (const item of tx.all<EditItem>('SELECT * FROM edit_item WHERE edit_id = ?', edit.id)) {
        restoreRow(tx, undoing, edit.store_id, item);
      }
      // The newest first, so that of several of one field the oldest has the last word.
      const changes = tx.all<ChangeRow>('SELECT * FROM change WHERE edit_id = ? ORDER BY seq DESC', edit.id);
      for (const change of changes) takeBack(tx, undoing, change, args.takes);
      const saved = savedEdit(tx, undoing);
      const details = { editId: edit.id, undoing, changes: saved.changes };
      noteAudit(tx, { actor: args.actor, action: 'products.undo', subject: `store:${edit.store_id}`, details });
      const shopIds = [...new Set([...saved.shopIds, ...changes.map(({ shop_id }) => shop_id)])];
      return { ...saved, shopIds };
    });
}

/** The store's own row, where it still says what the edit made of it. */
function restoreRow(tx: SyncTransaction, undoing: string, storeId: number, item: EditItem): void {
  const { product_id: productId } = item;
  if (item.price_after !== null) {
    const sql = 'UPDATE product SET list_price = ? WHERE id = ? AND list_price = ?';
    if (tx.run(sql, item.price_before, productId, item.price_after) > 0) tx.productsChanged();
  }
  if (item.name_after !== null) {
    const sql = 'UPDATE product SET name = ? WHERE id = ? AND name = ?';
    if (tx.run(sql, item.name_before, productId, item.name_after) > 0) tx.productsChanged();
  }
  if (item.stock_delta !== null) moveStock(tx, { storeId, productId }, -item.stock_delta, false);
  insertItem(tx, undoing, {
    product_id: productId,
    price_before: item.price_after,
    price_after: item.price_after === null ? null : item.price_before,
    name_before: item.name_after,
    name_after: item.name_after === null ? null : item.name_before,
    stock_delta: item.stock_delta === null ? null : -item.stock_delta,
  });
}

function takeBack(tx: SyncTransaction, undoing: string, change: ChangeRow, takes: Takes): void {
  if (change.outcome === 'undone' || change.outcome === 'given-up') return;
  if (change.settled_at === null && change.first_sent_at === null && change.carried_by === null) {
    settleChange(tx, change.id, 'undone');
    noteStation(tx, { lane: change.lane, changeId: change.id, kind: change.kind, event: 'undone' });
    return;
  }
  const listing = tx.get<ListingOfStore>(
    'SELECT l.*, s.platform FROM listing l JOIN shop s ON s.id = l.shop_id WHERE l.shop_id = ? AND l.listing_id = ?',
    change.shop_id,
    change.listing_id,
  );
  if (!listing) return;
  const value = parseJson<number | string>(change.value);
  const before = parseJson<number | string>(change.before);
  if (change.kind === 'stock') changeListing(tx, undoing, listing, { stockDelta: -Number(value) }, takes);
  else if (change.kind === 'price' && before !== null) {
    changeListing(tx, undoing, listing, { price: Number(before) }, takes);
  } else if (change.kind === 'title' && before !== null) {
    changeListing(tx, undoing, listing, { title: String(before) }, takes);
  }
}
