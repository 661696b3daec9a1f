/** The stores that an import meets: found by code, else by name, else made. */
import type { WritableDb } from '../../database/index.ts';
import { hashText, orderKeySeed } from '../../database/index.ts';
import type { BeforeImages } from './before-images.ts';

export interface StoreRow {
  id: number;
  code: string;
  name: string;
  time_zone: string;
  currency_id: number | null;
  country: string | null;
  region: string | null;
  city: string | null;
  kind: string | null;
  opened_on: number | null;
  import_id: number | null;
}

/** What a store list says of a store; what it leaves out stays as it is. */
export type StoreDetails = Partial<Omit<StoreRow, 'id' | 'code' | 'import_id'>>;

export interface Stores {
  /** Gives the store that an order or stock file means, and makes it if it is new, in the file's time zone if it has one. */
  met(text: string, name?: string, timeZone?: string): Readonly<StoreRow>;
  /** Writes what a store list says. */
  describe(code: string, details: StoreDetails): 'added' | 'changed' | 'unchanged';
  readonly touched: number;
}

const COLUMNS = 'id, code, name, time_zone, currency_id, country, region, city, kind, opened_on, import_id';

/** Writes the key hashes of a store's orders anew: they hold the store's code. */
export function rehashOrders(db: WritableDb, storeId: number, code: string): void {
  const update = db.prepare('UPDATE orders SET key_hash = ? WHERE id = ?');
  const page = db.prepare<[number, number], { id: number; number: string; platform: string }>(
    `SELECT o.id, o.number, p.name AS platform FROM orders o JOIN platform p ON p.id = o.platform_id
     WHERE o.store_id = ? AND o.id > ? ORDER BY o.id LIMIT 1000`,
  );
  for (let last = 0; ; ) {
    const orders = page.all(storeId, last);
    for (const order of orders) {
      update.run(hashText(order.number, orderKeySeed(order.platform, code)), order.id);
      last = order.id;
    }
    if (orders.length < 1000) return;
  }
}

export function createStores(db: WritableDb, importId: number, images: BeforeImages, defaultTimeZone: string): Stores {
  const byCode = new Map<string, StoreRow>();
  const byName = new Map<string, StoreRow>();
  const touched = new Set<number>();
  const insert = db.prepare<StoreRow>(`INSERT INTO store (${COLUMNS}) VALUES (@id, @code, @name, @time_zone,
    @currency_id, @country, @region, @city, @kind, @opened_on, @import_id)`);
  const update = db.prepare<StoreRow>(`UPDATE store SET code = @code, name = @name, time_zone = @time_zone,
    currency_id = @currency_id, country = @country, region = @region, city = @city, kind = @kind,
    opened_on = @opened_on, import_id = @import_id WHERE id = @id`);
  let last = 0;

  function remember(row: StoreRow): void {
    byCode.set(row.code, row);
    if (!byName.has(row.name)) byName.set(row.name, row);
    last = Math.max(last, row.id);
  }

  function add(code: string, details: StoreDetails): StoreRow {
    const row: StoreRow = {
      id: last + 1,
      code,
      name: code,
      time_zone: defaultTimeZone,
      currency_id: null,
      country: null,
      region: null,
      city: null,
      kind: null,
      opened_on: null,
      ...details,
      import_id: importId,
    };
    insert.run(row);
    images.keep('store', row.id, () => null);
    touched.add(row.id);
    remember(row);
    return row;
  }

  function change(row: StoreRow, details: StoreDetails & { code?: string }): boolean {
    const next = { ...row, ...details };
    const same = (Object.keys(row) as (keyof StoreRow)[]).every((key) => row[key] === next[key]);
    if (same) return false;
    images.keep('store', row.id, () => ({ ...row }));
    byCode.delete(row.code);
    if (byName.get(row.name) === row) byName.delete(row.name);
    Object.assign(row, next, { import_id: importId });
    update.run(row);
    touched.add(row.id);
    remember(row);
    return true;
  }

  /** A store that order files only called by its name, which a store list now gives its code. */
  function adopt(code: string, name: string | undefined): StoreRow | undefined {
    const row = name === undefined ? undefined : byName.get(name);
    if (!row || row.code !== row.name) return undefined;
    change(row, { code });
    rehashOrders(db, row.id, code);
    return row;
  }

  for (const row of db.prepare<[], StoreRow>(`SELECT ${COLUMNS} FROM store ORDER BY id`).all()) remember(row);

  return {
    met(text, name, timeZone) {
      const row = byCode.get(text) ?? byName.get(text);
      if (!row)
        return add(text, {
          ...(name !== undefined && { name }),
          ...(timeZone !== undefined && { time_zone: timeZone }),
        });
      if (name !== undefined && row.name === row.code && row.name !== name) change(row, { name });
      return row;
    },
    describe(code, details) {
      const known = byCode.get(code);
      if (known) return change(known, details) ? 'changed' : 'unchanged';
      const adopted = adopt(code, details.name);
      if (adopted) {
        change(adopted, details);
        return 'changed';
      }
      add(code, details);
      return 'added';
    },
    get touched() {
      return touched.size;
    },
  };
}
