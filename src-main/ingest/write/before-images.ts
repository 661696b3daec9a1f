/** What an import changes, it first puts down as it was, once a row: that is what an undo gives back. */
import type { WritableDb } from '../../database/index.ts';

/** `order`, `product`, `store` and `stock` have images; a row of the short lists is only ever made, never changed. */
export type ImageKind = 'order' | 'product' | 'store' | 'stock' | 'channel' | 'platform' | 'currency';

export interface BeforeImages {
  /** Puts a row's state down unless this import has done so before (then false). Null: the row did not exist. */
  keep(kind: ImageKind, rowId: number, image: () => unknown): boolean;
  /** Puts down that this import made a row: it did not exist. */
  made(kind: ImageKind, rowId: number): void;
  /** How many there are. */
  readonly kept: number;
}

export function createBeforeImages(db: WritableDb, importId: number): BeforeImages {
  const has = db
    .prepare<[string, number], number>(
      `SELECT 1 FROM import_before WHERE import_id = ${importId} AND kind = ? AND row_id = ?`,
    )
    .pluck();
  const put = db.prepare(`INSERT INTO import_before (import_id, kind, row_id, image) VALUES (${importId}, ?, ?, ?)`);
  let kept = 0;
  return {
    get kept() {
      return kept;
    },
    made(kind, rowId) {
      put.run(kind, rowId, null);
      kept++;
    },
    keep(kind, rowId, image) {
      if (has.get(kind, rowId) !== undefined) return false;
      const value = image();
      put.run(kind, rowId, value === null ? null : JSON.stringify(value));
      kept++;
      return true;
    },
  };
}
