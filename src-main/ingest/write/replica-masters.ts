/** Stores and products as the head office has them: what it tells holds, what it leaves out stays as it is here. */
import type { WritableDb } from '../../database/index.ts';
import type { BeforeImages } from './before-images.ts';
import { createNamedRows } from './named-rows.ts';
import { createStores } from './stores.ts';

export interface ReplicaStore {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly kind: string | null;
  /** Day number. */
  readonly openedOn: number | null;
}

export interface ReplicaProduct {
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly brand: string | null;
  readonly barcode: string | null;
  /** 1/10,000. */
  readonly listPrice: number | null;
  readonly listPriceCurrency: string | null;
  readonly unitCost: number | null;
  readonly unitCostCurrency: string | null;
}

export interface ReplicaMasters {
  /** Whether anything is different now. */
  store(store: ReplicaStore): boolean;
  product(product: ReplicaProduct): boolean;
}

const NO_IMPORT = 0;
const noImages: BeforeImages = { keep: () => false, made: () => undefined, kept: 0 };

export function createReplicaMasters(db: WritableDb): ReplicaMasters {
  const currencies = createNamedRows(db, 'currency', noImages);
  const currencyId = (code: string | null) => (code === null ? null : currencies.idOf(code));
  let stores: ReturnType<typeof createStores> | null = null;
  // A name that is only the code stands for none; the first that is known takes its place.
  const upsert = db.prepare(
    `INSERT INTO product (code, name, category, brand, barcode, list_price, list_price_currency_id, unit_cost,
       unit_cost_currency_id, import_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ${NO_IMPORT})
     ON CONFLICT (code) DO UPDATE SET name = iif(excluded.name = excluded.code, name, excluded.name),
       category = coalesce(excluded.category, category), brand = coalesce(excluded.brand, brand),
       barcode = coalesce(excluded.barcode, barcode), list_price = coalesce(excluded.list_price, list_price),
       list_price_currency_id = iif(excluded.list_price IS NULL, list_price_currency_id, excluded.list_price_currency_id),
       unit_cost = coalesce(excluded.unit_cost, unit_cost),
       unit_cost_currency_id = iif(excluded.unit_cost IS NULL, unit_cost_currency_id, excluded.unit_cost_currency_id)
     WHERE (name <> excluded.name AND excluded.name <> excluded.code) OR category IS NOT coalesce(excluded.category, category)
       OR brand IS NOT coalesce(excluded.brand, brand) OR barcode IS NOT coalesce(excluded.barcode, barcode)
       OR list_price IS NOT coalesce(excluded.list_price, list_price)
       OR (excluded.list_price IS NOT NULL AND list_price_currency_id IS NOT excluded.list_price_currency_id)
       OR unit_cost IS NOT coalesce(excluded.unit_cost, unit_cost)
       OR (excluded.unit_cost IS NOT NULL AND unit_cost_currency_id IS NOT excluded.unit_cost_currency_id)`,
  );
  return {
    store(store) {
      stores ??= createStores(db, NO_IMPORT, noImages, store.timeZone);
      const { code, name, timeZone, currency, country, region, city, kind, openedOn } = store;
      const told = {
        ...(name !== code && { name }),
        time_zone: timeZone,
        currency_id: currencyId(currency),
        country,
        region,
        city,
        kind,
        opened_on: openedOn,
      };
      const details = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
      return stores.describe(code, details) !== 'unchanged';
    },
    product(product) {
      const { code, name, category, brand, barcode, listPrice, listPriceCurrency, unitCost, unitCostCurrency } =
        product;
      const { changes } = upsert.run(
        code,
        name,
        category,
        brand,
        barcode,
        listPrice,
        currencyId(listPriceCurrency),
        unitCost,
        currencyId(unitCostCurrency),
      );
      return changes > 0;
    },
  };
}
