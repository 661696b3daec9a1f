/** Lists of products, stores and stock: each row makes, changes or repeats one row of a table. */
import type { WritableDb } from '../../database/index.ts';
import type { ProductBatch, StockBatch, StoreBatch } from '../order-batch.ts';
import type { BeforeImages } from './before-images.ts';
import type { Dictionary } from './dictionary.ts';
import { stockRowId } from './stock-row-id.ts';
import type { StoreDetails } from './stores.ts';
import type { Tally } from './tally.ts';

export interface ListWriter {
  products(batch: ProductBatch): void;
  stores(batch: StoreBatch): void;
  stock(batch: StockBatch): void;
  /** Products whose cost a list has brought or changed. */
  readonly costed: Set<number>;
}

interface StockRow {
  store_id: number;
  product_id: number;
  quantity: number;
  counted_at: number;
}

/** @param now UTC milliseconds: when stock was counted, where the file does not say. */
export function createListWriter(
  db: WritableDb,
  dictionary: Dictionary,
  images: BeforeImages,
  tally: Tally,
  now: number,
): ListWriter {
  const costed = new Set<number>();
  const findStock = db.prepare<[number, number], StockRow>(
    'SELECT * FROM stock_level WHERE store_id = ? AND product_id = ?',
  );
  const putStock = db.prepare<StockRow>(
    `INSERT INTO stock_level (store_id, product_id, quantity, counted_at)
     VALUES (@store_id, @product_id, @quantity, @counted_at)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity, counted_at = excluded.counted_at`,
  );

  function currencyId(code: string | undefined): number | undefined {
    return code === undefined ? undefined : dictionary.currencies.idOf(code);
  }

  return {
    costed,
    products(batch) {
      for (const { record: _, code, currency, ...details } of batch.rows) {
        const described = { ...details, currencyId: currencyId(currency) };
        const { outcome, id } = dictionary.products.describe(code, described);
        tally[outcome]++;
        if (outcome === 'changed' && details.unitCost !== undefined) costed.add(id);
      }
    },
    stores(batch) {
      for (const row of batch.rows) {
        const details: StoreDetails = {
          ...(row.name !== undefined && { name: row.name }),
          ...(row.timeZone !== undefined && { time_zone: row.timeZone }),
          ...(row.currency !== undefined && { currency_id: dictionary.currencies.idOf(row.currency) }),
          ...(row.country !== undefined && { country: row.country }),
          ...(row.region !== undefined && { region: row.region }),
          ...(row.city !== undefined && { city: row.city }),
          ...(row.storeKind !== undefined && { kind: row.storeKind }),
          ...(row.openedOn !== undefined && { opened_on: row.openedOn }),
        };
        tally[dictionary.stores.describe(row.code, details)]++;
      }
    },
    stock(batch) {
      for (const row of batch.rows) {
        const store_id = dictionary.stores.met(row.store).id;
        const product_id = dictionary.products.met(row.product, row.productName).id;
        const before = findStock.get(store_id, product_id);
        const counted_at =
          row.countedAt ?? (before?.quantity === row.quantity ? before.counted_at : Math.floor(now / 1000));
        if (before && before.quantity === row.quantity && before.counted_at === counted_at) {
          tally.unchanged++;
          continue;
        }
        images.keep('stock', stockRowId(store_id, product_id), () => before ?? null);
        putStock.run({ store_id, product_id, quantity: row.quantity, counted_at });
        tally.stock++;
        if (before) tally.changed++;
        else tally.added++;
      }
    },
  };
}
