/** A product list that brings costs gives them to the lines sold before whose cost nobody knew; an undo takes them back. */
import type { RollupDelta } from '../../analytics/rollup/index.ts';
import type { WritableDb } from '../../database/index.ts';
import { costsNothing, isNoSale } from '../settle/index.ts';
import { listCost } from './complete-line.ts';
import { factsOf, type OrderRow } from './order-row.ts';
import { decodeOrderSource } from './order-source.ts';
import { createOrderTable } from './order-table.ts';
import type { Product, Products } from './products.ts';

const ORDERS_AT_ONCE = 500;

/** Gives the order with a product's cost in the lines that have none, or the very same order. */
function filled(order: OrderRow, product: Product, importId: number): OrderRow {
  const { cashOnDelivery, returnedLines } = decodeOrderSource(order.source, order);
  const ofNoSale = isNoSale(order.status, cashOnDelivery, order.lines);
  let some = false;
  const lines = order.lines.map((line) => {
    if (line.productId !== product.id || line.cost !== null) return line;
    const cost = listCost(product, line.quantity, order.currencyId);
    if (cost === null) return line;
    some = true;
    const free = costsNothing(line.quantity, ofNoSale, returnedLines.includes(line.lineNo));
    return { ...line, cost: free ? 0 : cost, costImportId: importId };
  });
  return some ? { ...order, lines } : order;
}

/** @returns the stores whose numbers have changed. */
export function fillCosts(
  db: WritableDb,
  importId: number,
  productIds: Iterable<number>,
  products: Products,
  rollups: RollupDelta,
  checkCancelled: () => void,
): Set<number> {
  const stores = new Set<number>();
  const table = createOrderTable(db, importId);
  const page = db
    .prepare<[number, number, number], number>(
      `SELECT DISTINCT order_id FROM order_line
       WHERE product_id = ? AND order_id > ? AND cost IS NULL ORDER BY order_id LIMIT ?`,
    )
    .pluck();
  const update = db.prepare('UPDATE order_line SET cost = ?, cost_import_id = ? WHERE order_id = ? AND line_no = ?');
  for (const productId of productIds) {
    const product = products.byId(productId);
    for (let ids = page.all(productId, 0, ORDERS_AT_ONCE); ids.length > 0; ) {
      checkCancelled();
      for (const order of table.loadIds(ids)) {
        const after = filled(order, product, importId);
        if (after === order) continue;
        rollups.add(factsOf(order), -1);
        rollups.add(factsOf(after), 1);
        for (const [i, line] of after.lines.entries()) {
          if (line !== order.lines[i]) update.run(line.cost, importId, order.id, line.lineNo);
        }
        stores.add(order.storeId);
      }
      ids = page.all(productId, ids.at(-1)!, ORDERS_AT_ONCE);
    }
  }
  return stores;
}
