/** A field that both sides can change: what the platform holds of it, and what the store's own row says. */
import type { ChangeRow, SyncTransaction } from '../outbox/index.ts';
import type { PushKind } from '../platform/index.ts';

export type FieldValue = number | string | null;

/** A field of one thing on one shop. */
export type FieldOf = Pick<ChangeRow, 'shop_id' | 'lane' | 'kind' | 'listing_id' | 'order_number' | 'product_id'>;

/** Kinds in which both sides can want something different. Differences in stock add up, shipments stand beside each other. */
const CONTESTED: ReadonlySet<PushKind> = new Set(['price', 'title', 'order-note']);

/** Whether both sides can want different values of this kind. */
export function isContested(kind: PushKind): boolean {
  return CONTESTED.has(kind);
}

export interface Present {
  readonly value: FieldValue;
  readonly version: string;
  /** By the platform's clock. */
  readonly updatedAt: number;
}

/** What the platform holds, as far as is known; null: the thing is not known. */
export function presentOf(tx: SyncTransaction, field: FieldOf): Present | null {
  if (field.kind === 'order-note') {
    const order = tx.get<Present>(
      'SELECT note AS value, version, updated_at AS updatedAt FROM remote_order WHERE shop_id = ? AND number = ?',
      field.shop_id,
      field.order_number,
    );
    return order ?? null;
  }
  const column = field.kind === 'price' ? 'price' : field.kind === 'title' ? 'title' : 'quantity';
  const listing = tx.get<Present>(
    `SELECT ${column} AS value, version, updated_at AS updatedAt FROM listing WHERE shop_id = ? AND listing_id = ?`,
    field.shop_id,
    field.listing_id,
  );
  return listing ?? null;
}

/** Those of a field that wait, the oldest first; without those that were set aside. */
export function waitingOf(tx: SyncTransaction, { lane, kind }: Pick<FieldOf, 'lane' | 'kind'>): ChangeRow[] {
  return tx.all<ChangeRow>(
    `SELECT * FROM change WHERE lane = ? AND kind = ? AND settled_at IS NULL AND parked_at IS NULL AND carried_by IS NULL
     ORDER BY seq`,
    lane,
    kind,
  );
}

/** Gives the product's own row the value that was decided for. */
function setProduct(tx: SyncTransaction, { kind, product_id }: FieldOf, value: FieldValue): void {
  if (product_id === null) return;
  if (kind === 'price') tx.run('UPDATE product SET list_price = ? WHERE id = ?', value, product_id);
  else if (kind === 'title') tx.run('UPDATE product SET name = ? WHERE id = ?', value, product_id);
  else return;
  tx.productsChanged();
}

/** Gives the product's own row the decided value, unless the row was edited again: it must still hold what the store wanted. */
export function replaceInProduct(tx: SyncTransaction, field: FieldOf, wanted: FieldValue, value: FieldValue): void {
  const column = field.kind === 'price' ? 'list_price' : field.kind === 'title' ? 'name' : null;
  if (column === null || field.product_id === null) return;
  const row = tx.get<{ value: FieldValue }>(`SELECT ${column} AS value FROM product WHERE id = ?`, field.product_id);
  if (row?.value === wanted) setProduct(tx, field, value);
}
