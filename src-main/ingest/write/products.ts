/** The products that an import meets, each read from the table once; new ones are made as they appear. */
import type { WritableStatements } from '../../database/index.ts';
import { occurrenceLineRef } from '../line-ref-hash.ts';
import type { BeforeImages } from './before-images.ts';

export interface Product {
  readonly id: number;
  readonly code: string;
  name: string;
  /** False while it goes by its code, because no file has named it yet. */
  isNamed: boolean;
  /** 1/10,000; NaN: not known. */
  listPrice: number;
  unitCost: number;
  /** 0: not said, so the same as the order's. */
  listPriceCurrencyId: number;
  unitCostCurrencyId: number;
  /** `occurrenceLineRef(code, 0)`, which most lines have. */
  readonly firstRef: number;
}

/** What a product list's row came to. */
export interface Described {
  readonly outcome: 'added' | 'changed' | 'unchanged';
  readonly id: number;
}

/** What a product list says of a product; what it leaves out stays as it is. */
export interface ProductDetails {
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly brand?: string | undefined;
  readonly barcode?: string | undefined;
  readonly listPrice?: number | undefined;
  readonly unitCost?: number | undefined;
  readonly currencyId?: number | undefined;
}

interface ProductRow {
  id: number;
  code: string;
  name: string;
  category: string | null;
  brand: string | null;
  barcode: string | null;
  list_price: number | null;
  list_price_currency_id: number | null;
  unit_cost: number | null;
  unit_cost_currency_id: number | null;
  import_id: number | null;
}

export interface Products {
  /** Gives the product of a code as an order or stock file names it, and makes it if it is new. */
  met(code: string, name?: string, category?: string): Product;
  byId(id: number): Product;
  /** Writes what a product list says. */
  describe(code: string, details: ProductDetails): Described;
  /** How many were made or changed. */
  readonly touched: number;
}

const COLUMNS =
  'id, code, name, category, brand, barcode, list_price, list_price_currency_id, unit_cost, unit_cost_currency_id, import_id';

/** What makes a row another one. */
const COMPARED = [
  'name',
  'category',
  'brand',
  'barcode',
  'list_price',
  'list_price_currency_id',
  'unit_cost',
  'unit_cost_currency_id',
] as const satisfies (keyof ProductRow)[];

function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    isNamed: row.name !== row.code,
    listPrice: row.list_price ?? Number.NaN,
    unitCost: row.unit_cost ?? Number.NaN,
    listPriceCurrencyId: row.list_price_currency_id ?? 0,
    unitCostCurrencyId: row.unit_cost_currency_id ?? 0,
    firstRef: occurrenceLineRef(row.code, 0),
  };
}

function described(row: ProductRow, details: ProductDetails, importId: number): ProductRow {
  const priced = details.listPrice !== undefined;
  const costed = details.unitCost !== undefined;
  return {
    ...row,
    name: details.name ?? row.name,
    category: details.category ?? row.category,
    brand: details.brand ?? row.brand,
    barcode: details.barcode ?? row.barcode,
    list_price: details.listPrice ?? row.list_price,
    list_price_currency_id: priced ? (details.currencyId ?? null) : row.list_price_currency_id,
    unit_cost: details.unitCost ?? row.unit_cost,
    unit_cost_currency_id: costed ? (details.currencyId ?? null) : row.unit_cost_currency_id,
    import_id: importId,
  };
}

export function createProducts(db: WritableStatements, importId: number, images: BeforeImages): Products {
  const byCode = new Map<string, Product>();
  const byId = new Map<number, Product>();
  const touched = new Set<number>();
  const findCode = db.prepare<[string], ProductRow>(`SELECT ${COLUMNS} FROM product WHERE code = ?`);
  const findId = db.prepare<[number], ProductRow>(`SELECT ${COLUMNS} FROM product WHERE id = ?`);
  // By position: binding by name takes several times as long, and lists are long.
  const insert = db.prepare(`INSERT INTO product (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = db.prepare<ProductRow>(`UPDATE product SET name = @name, category = @category, brand = @brand,
    barcode = @barcode, list_price = @list_price, list_price_currency_id = @list_price_currency_id,
    unit_cost = @unit_cost, unit_cost_currency_id = @unit_cost_currency_id, import_id = @import_id WHERE id = @id`);
  let last = db.prepare<[], number>('SELECT ifnull(max(id), 0) FROM product').pluck().get() ?? 0;

  function remember(row: ProductRow): Product {
    const product = toProduct(row);
    byCode.set(product.code, product);
    byId.set(product.id, product);
    return product;
  }

  function add(code: string, details: ProductDetails): ProductRow {
    const blank: ProductRow = {
      id: ++last,
      code,
      name: code,
      category: null,
      brand: null,
      barcode: null,
      list_price: null,
      list_price_currency_id: null,
      unit_cost: null,
      unit_cost_currency_id: null,
      import_id: importId,
    };
    const row = described(blank, details, importId);
    insert.run(
      row.id,
      row.code,
      row.name,
      row.category,
      row.brand,
      row.barcode,
      row.list_price,
      row.list_price_currency_id,
      row.unit_cost,
      row.unit_cost_currency_id,
      row.import_id,
    );
    images.made('product', row.id);
    touched.add(row.id);
    return row;
  }

  function change(row: ProductRow, details: ProductDetails): boolean {
    const next = described(row, details, importId);
    if (COMPARED.every((key) => row[key] === next[key])) return false;
    images.keep('product', row.id, () => row);
    update.run(next);
    touched.add(row.id);
    const product = byCode.get(row.code);
    if (product) Object.assign(product, toProduct(next));
    return true;
  }

  return {
    met(code, name, category) {
      let product = byCode.get(code);
      if (!product) {
        const row = findCode.get(code);
        product = remember(row ?? add(code, { name, category }));
      }
      // A product that nothing has named yet goes by its code: the first file that names it does.
      if (name !== undefined && !product.isNamed && name !== product.code) {
        const row = findId.get(product.id);
        if (row) change(row, { name, category: row.category ?? category });
      }
      return product;
    },
    byId(id) {
      const known = byId.get(id);
      if (known) return known;
      const row = findId.get(id);
      if (!row) throw new Error(`order line of a product that is not there: ${id}`);
      return remember(row);
    },
    describe(code, details) {
      const row = findCode.get(code);
      if (!row) return { outcome: 'added', id: add(code, details).id };
      return { outcome: change(row, details) ? 'changed' : 'unchanged', id: row.id };
    },
    get touched() {
      return touched.size;
    },
  };
}
