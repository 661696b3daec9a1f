/** What the mirror keeps of a change or an edit: enough to put it back into a database that has never heard of it. */
import type { ChangeRow } from './change-row.ts';
import type { StatementCache } from './statement-cache.ts';

/** Ids of shops, stores and products belong to one database; these names belong to the world. */
export interface MirroredChange {
  readonly row: ChangeRow;
  readonly platform: string;
  readonly remoteShopId: string;
  readonly productCode: string | null;
}

export interface MirroredItem {
  readonly productCode: string;
  readonly productName: string;
  readonly priceBefore: number | null;
  readonly priceAfter: number | null;
  readonly nameBefore: string | null;
  readonly nameAfter: string | null;
  readonly stockDelta: number | null;
}

export interface MirroredEdit {
  readonly id: string;
  readonly storeCode: string;
  readonly kind: string;
  readonly at: number;
  readonly hlc: string;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  /** Whose movement is followed; null, and left out by earlier versions: nobody's. */
  readonly source?: MirroredSource | null;
  readonly items: readonly MirroredItem[];
}

export interface MirroredSource {
  readonly platform: string;
  readonly remoteShopId: string;
  readonly listingId: string;
}

interface ShopName {
  readonly platform: string;
  readonly remote_shop_id: string;
}

/** Null: it is not there any more. */
export function changeForMirror(sql: StatementCache, id: string): MirroredChange | null {
  const row = sql.get<ChangeRow>('SELECT * FROM change WHERE id = ?', id);
  if (!row) return null;
  const shop = sql.get<ShopName>('SELECT platform, remote_shop_id FROM shop WHERE id = ?', row.shop_id);
  const product = sql.get<{ code: string }>('SELECT code FROM product WHERE id = ?', row.product_id);
  return {
    row,
    platform: shop?.platform ?? '',
    remoteShopId: shop?.remote_shop_id ?? '',
    productCode: product?.code ?? null,
  };
}

/** Null: it is not there any more. */
export function editForMirror(sql: StatementCache, id: string): MirroredEdit | null {
  const edit = sql.get<Omit<MirroredEdit, 'items' | 'source'>>(
    `SELECT e.id, coalesce(s.code, '') AS storeCode, e.kind, e.at, e.hlc, e.undoes, e.undone_by AS undoneBy
     FROM edit e LEFT JOIN store s ON s.id = e.store_id WHERE e.id = ?`,
    id,
  );
  if (!edit) return null;
  const items = sql.all<MirroredItem>(
    `SELECT p.code AS productCode, p.name AS productName, i.price_before AS priceBefore, i.price_after AS priceAfter,
       i.name_before AS nameBefore, i.name_after AS nameAfter, i.stock_delta AS stockDelta
     FROM edit_item i JOIN product p ON p.id = i.product_id WHERE i.edit_id = ?`,
    id,
  );
  const source = sql.get<MirroredSource>(
    `SELECT s.platform, s.remote_shop_id AS remoteShopId, e.source_listing_id AS listingId
     FROM edit e JOIN shop s ON s.id = e.source_shop_id WHERE e.id = ?`,
    id,
  );
  return { ...edit, source: source ?? null, items };
}
