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
  moveStockLevel,
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

/**
 * An edit of a product's price or name that came later than one with this id, and still holds. An edit that takes back holds
 * where what it took back came before: what came later and was taken back is as if it had never been. Taken back twice is done.
 */
export const OVERTAKEN_SQL = `WITH RECURSIVE mine AS (SELECT id, hlc FROM edit WHERE id = ?),
  later AS (
    SELECT e.id, e.undoes
    FROM mine JOIN edit_item mine_item ON mine_item.edit_id = mine.id
    JOIN edit_item item ON item.product_id = mine_item.product_id
      AND ((mine_item.price_after IS NOT NULL AND item.price_after IS NOT NULL)
        OR (mine_item.name_after IS NOT NULL AND item.name_after IS NOT NULL))
    JOIN edit e ON e.id = item.edit_id AND e.hlc > mine.hlc AND e.undone_by IS NULL
  ),
  origin (id, root, undoes, takes_back) AS (
    SELECT id, id, undoes, 0 FROM later
    UNION
    SELECT o.id, e.id, e.undoes, 1 - o.takes_back FROM origin o JOIN edit e ON e.id = o.undoes
  )
  SELECT 1 FROM origin o JOIN edit root ON root.id = o.root JOIN mine
  WHERE o.undoes IS NULL AND (o.takes_back = 0 OR root.hlc < mine.hlc) LIMIT 1`;

/** @throws AppError NOT_FOUND, ALREADY_UNDONE, EDIT_OVERTAKEN. */
export function createUndoEditTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, args: UndoEditArgs): SavedEdit =>
    transact(context, args.seed, (tx) => {
      const edit = tx.get<EditRow>('SELECT * FROM edit WHERE id = ?', args.editId);
      if (edit?.kind !== 'products') throw new AppError('NOT_FOUND');
      if (edit.undone_by !== null) throw new AppError('ALREADY_UNDONE');
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
      if (edit.undoes !== null) doAgain(tx, undoing, edit.undoes, args.takes);
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
  if (item.stock_delta !== null) moveStockLevel(tx, { storeId, productId }, -item.stock_delta, false);
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
  const listing = listingOf(tx, change);
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

/** What an undoing had spared the platform, for it had not been sent, has to be sent when the undoing itself is taken back. */
function doAgain(tx: SyncTransaction, redoing: string, editId: string, takes: Takes): void {
  const spared = tx.all<ChangeRow>(
    "SELECT * FROM change WHERE edit_id = ? AND outcome = 'undone' ORDER BY seq",
    editId,
  );
  for (const change of spared) {
    const listing = listingOf(tx, change);
    if (!listing) continue;
    const value = parseJson<number | string>(change.value);
    if (change.kind === 'stock') changeListing(tx, redoing, listing, { stockDelta: Number(value) }, takes);
    else if (change.kind === 'price') changeListing(tx, redoing, listing, { price: Number(value) }, takes);
    else if (change.kind === 'title') changeListing(tx, redoing, listing, { title: String(value) }, takes);
  }
}

function listingOf(tx: SyncTransaction, { shop_id, listing_id }: ChangeRow): ListingOfStore | undefined {
  return tx.get<ListingOfStore>(
    'SELECT l.*, s.platform FROM listing l JOIN shop s ON s.id = l.shop_id WHERE l.shop_id = ? AND l.listing_id = ?',
    shop_id,
    listing_id,
  );
}
