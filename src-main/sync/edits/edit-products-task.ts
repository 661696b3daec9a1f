/** Staff's edit of products: the store's own rows, what is to be sent, and the audit, in one transaction or not at all. */
import type { ProductEdit } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { MAX_AMOUNT } from '#shared/domain/money.ts';
import type { TaskContext, WritableDb } from '../../database/index.ts';
import { noteAudit, type SyncTransaction, type Transact } from '../outbox/index.ts';
import { beginEdit, insertItem, moveStockLevel, type SavedEdit, savedEdit } from './edit-row.ts';
import { changeListing, listingsOf } from './listing-changes.ts';
import type { Takes } from './takes.ts';

export interface EditProductsArgs {
  readonly storeId: number;
  readonly edits: readonly (Omit<ProductEdit, 'productId'> & { readonly productId: number })[];
  readonly takes: Takes;
  readonly seed: string;
  readonly actor: string;
}

interface Product {
  readonly id: number;
  readonly name: string;
  readonly list_price: number | null;
  readonly list_price_currency_id: number | null;
}

type Edit = EditProductsArgs['edits'][number];

/** @throws AppError STORE_UNKNOWN, NOT_FOUND for a product that is not there, AMOUNT_TOO_LARGE. */
export function createEditProductsTask(transact: Transact) {
  return (context: TaskContext<WritableDb>, args: EditProductsArgs): SavedEdit =>
    transact(context, args.seed, (tx) => {
      const store = tx.get<{ currency_id: number | null }>('SELECT currency_id FROM store WHERE id = ?', args.storeId);
      if (!store) throw new AppError('STORE_UNKNOWN', { details: { name: String(args.storeId) } });
      const editId = beginEdit(tx, { storeId: args.storeId, kind: 'products', undoes: null });
      for (const edit of oneEach(args.edits)) editProduct(tx, editId, edit, args, store.currency_id);
      const saved = savedEdit(tx, editId);
      const details = { editId, products: args.edits.length, changes: saved.changes };
      noteAudit(tx, { actor: args.actor, action: 'products.edit', subject: `store:${args.storeId}`, details });
      return saved;
    });
}

/** A product that comes twice is edited once: the later word holds, differences add up. */
function oneEach(edits: readonly Edit[]): Edit[] {
  const byProduct = new Map<number, Edit>();
  for (const edit of edits) {
    const before = byProduct.get(edit.productId);
    const stockDelta =
      before?.stockDelta !== undefined && edit.stockDelta !== undefined
        ? { stockDelta: before.stockDelta + edit.stockDelta }
        : {};
    byProduct.set(edit.productId, { ...before, ...edit, ...stockDelta });
  }
  return [...byProduct.values()];
}

function editProduct(
  tx: SyncTransaction,
  editId: string,
  edit: Edit,
  { storeId, takes }: EditProductsArgs,
  storeCurrency: number | null,
): void {
  const { productId } = edit;
  const product = tx.get<Product>(
    'SELECT id, name, list_price, list_price_currency_id FROM product WHERE id = ?',
    productId,
  );
  if (!product) throw new AppError('NOT_FOUND');
  if ((edit.price ?? 0) > MAX_AMOUNT) throw new AppError('AMOUNT_TOO_LARGE');
  const stockDelta = stockDeltaOf(tx, storeId, edit);
  insertItem(tx, editId, {
    product_id: productId,
    price_before: product.list_price,
    price_after: edit.price ?? null,
    name_before: product.name,
    name_after: edit.name ?? null,
    stock_delta: stockDelta ?? null,
  });
  if (edit.price !== undefined && edit.price !== product.list_price) {
    tx.run('UPDATE product SET list_price = ? WHERE id = ?', edit.price, productId);
    tx.productsChanged();
  }
  if (edit.name !== undefined && edit.name !== product.name) {
    tx.run('UPDATE product SET name = ? WHERE id = ?', edit.name, productId);
    tx.productsChanged();
  }
  if (stockDelta !== undefined) moveStockLevel(tx, { storeId, productId }, stockDelta, edit.stockCounted !== undefined);
  const currency = product.list_price_currency_id ?? storeCurrency;
  for (const listing of listingsOf(tx, storeId, productId, edit.shopIds)) {
    // A price in another currency is not the same number there: such a listing keeps the one it has.
    const sameCurrency = currency === null || currency === listing.currency_id;
    const wanted = { price: sameCurrency ? edit.price : undefined, title: edit.name, stockDelta };
    changeListing(tx, editId, listing, wanted, takes);
  }
}

/** What was counted becomes the difference from what is on record at the moment of saving. */
function stockDeltaOf(tx: SyncTransaction, storeId: number, edit: Edit): number | undefined {
  if (edit.stockCounted === undefined) return edit.stockDelta;
  const recorded = tx.get<{ quantity: number }>(
    'SELECT quantity FROM stock_level WHERE store_id = ? AND product_id = ?',
    storeId,
    edit.productId,
  );
  return edit.stockCounted - (recorded?.quantity ?? 0);
}
