/**
 * Writes what the head office has into the tables. What is still to be told there is left alone: the push settles it. An older
 * word than the one that is known changes nothing, so that a replica that lags does no harm.
 */
import type { WritableDb } from '../../../database/index.ts';
import { createChangeNotes } from '../../../database/index.ts';
import {
  createReplicaMasters,
  createReplicaOrderWriter,
  type ReplicaProduct,
  type ReplicaStore,
} from '../../../ingest/write/index.ts';
import type { MasterKind, OfficeLevel, OfficeMaster, OfficeOrder, OfficeTarget } from '../office.ts';
import { saidOf } from './listing-triggers.ts';
import { KIND } from './triggers.ts';

/** Whose stores are taken in: all, or those that are here and those that are named. */
export interface OfficeScope {
  readonly all: boolean;
  readonly stores: readonly string[];
}

export interface Applied {
  /** Stores whose data changed. */
  readonly stores: readonly number[];
  readonly rows: number;
}

export interface OfficeApplier {
  order(order: OfficeOrder): void;
  master(kind: MasterKind, master: OfficeMaster): void;
  level(level: OfficeLevel): void;
  target(target: OfficeTarget): void;
  finish(): Applied;
}

/** Nothing that `work` writes is told to the office. To be called within a transaction. */
export function muted<Result>(db: WritableDb, work: () => Result): Result {
  db.prepare('UPDATE office_state SET muted = 1').run();
  const result = work();
  db.prepare('UPDATE office_state SET muted = 0').run();
  return result;
}

/** @param now UTC milliseconds. To be used within `muted`. */
export function createApplier(db: WritableDb, scope: OfficeScope, now: number): OfficeApplier {
  const origin = db.prepare<[], string>('SELECT origin FROM office_state').pluck().get() ?? '';
  const orders = createReplicaOrderWriter(db);
  const masters = createReplicaMasters(db);
  const versionOf = db
    .prepare<[number, number], number>('SELECT version FROM office_order WHERE order_id = ? AND key_hash = ?')
    .pluck();
  const isPending = db
    .prepare<[number, number], number>('SELECT 1 FROM office_pending WHERE kind = ? AND id = ?')
    .pluck();
  const isGone = db
    .prepare<[string, string, string], number>(
      'SELECT 1 FROM office_gone WHERE store_code = ? AND platform = ? AND number = ?',
    )
    .pluck();
  const isTold = db.prepare<[number], number>('SELECT 1 FROM remote_order WHERE order_id = ?').pluck();
  const know = db.prepare(
    'INSERT OR REPLACE INTO office_order (order_id, version, key_hash, told) VALUES (?, ?, ?, ?)',
  );
  const forget = db.prepare('DELETE FROM office_order WHERE order_id = ?');
  const tellAgain = db.prepare(`INSERT OR REPLACE INTO office_pending (kind, id) VALUES (${KIND.order}, ?)`);
  const masterVersion = db.prepare<[number, string], number>(
    'SELECT version FROM office_master WHERE kind = ? AND code = ?',
  );
  const endPending = db.prepare('DELETE FROM office_pending WHERE kind = ? AND id = ?');
  const knowMaster = db.prepare('INSERT OR REPLACE INTO office_master (kind, code, version) VALUES (?, ?, ?)');
  const idOf = {
    store: db.prepare<[string], number>('SELECT id FROM store WHERE code = ?').pluck(),
    product: db.prepare<[string], number>('SELECT id FROM product WHERE code = ?').pluck(),
  };
  const forgetTarget = db.prepare('DELETE FROM store_target WHERE store_code = ? AND month = ? AND currency = ?');
  const setTarget = db.prepare(
    `INSERT INTO store_target (store_code, month, currency, net_sales, version) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET net_sales = excluded.net_sales, version = excluded.version WHERE version < excluded.version`,
  );
  const levels = createLevels(db, now);
  const touched = new Set<number>();
  let rows = 0;
  let productsChanged = false;
  let storesChanged = false;

  /** A tombstone: what a platform speaks of here stays, and is told again. */
  function remove(id: number, keyHash: number, version: number): void {
    if (isTold.get(id) !== undefined) {
      know.run(id, version, keyHash, 0);
      tellAgain.run(id);
      return;
    }
    orders.remove(id);
    forget.run(id);
    rows += 1;
  }

  function isOurs({ code, name }: ReplicaStore): boolean {
    if (scope.all || scope.stores.includes(code) || idOf.store.get(code) !== undefined) return true;
    // One that was only called by its name so far, and has its code now.
    return idOf.store.get(name) !== undefined;
  }

  return {
    order(order) {
      const found = orders.find(order);
      if (isGone.get(order.store, order.platform, order.number) !== undefined) return;
      if (found) {
        if ((versionOf.get(found.id, found.keyHash) ?? 0) >= order.version) return;
        if (isPending.get(KIND.order, found.id) !== undefined) return;
      }
      if (order.deleted) {
        if (found) remove(found.id, found.keyHash, order.version);
        return;
      }
      const { version, deleted: _deleted, origin: writer, ...content } = order;
      const written = orders.write(content);
      if (!written) return;
      know.run(written.id, version, written.keyHash, writer === origin ? 0 : 1);
      rows += 1;
    },
    master(kind, master) {
      if (master.deleted) return;
      const before = idOf[kind].get(master.code);
      if (before !== undefined) {
        if ((masterVersion.get(KIND[kind], master.code) ?? 0) >= master.version) return;
        if (isPending.get(KIND[kind], before) !== undefined) return;
      }
      if (kind === 'store' && !isOurs(master as ReplicaStore)) return;
      const changed =
        kind === 'store' ? masters.store(master as ReplicaStore) : masters.product(master as ReplicaProduct);
      knowMaster.run(KIND[kind], master.code, master.version);
      endPending.run(KIND[kind], idOf[kind].get(master.code));
      if (!changed) return;
      rows += 1;
      if (kind === 'store') storesChanged = true;
      else productsChanged = true;
    },
    level(level) {
      const storeId = levels.take(level);
      if (storeId === null) return;
      touched.add(storeId);
      rows += 1;
    },
    target({ store, month, currency, netSales, version, deleted }) {
      const { changes } = deleted
        ? forgetTarget.run(store, month, currency)
        : setTarget.run(store, month, currency, netSales, version);
      rows += changes;
    },
    finish() {
      for (const id of orders.finish()) touched.add(id);
      const notes = createChangeNotes(db);
      if (productsChanged) notes.products();
      if (storesChanged) notes.storeList();
      return { stores: [...touched], rows };
    },
  };
}

/** Levels are the office's and what it has not counted yet. */
function createLevels(db: WritableDb, now: number) {
  const key = 'store_code = ? AND product_code = ?';
  const known = db.prepare<[string, string], { level: number | null; version: number }>(
    `SELECT level, version FROM office_stock WHERE ${key}`,
  );
  const firstWaits = db
    .prepare<[string, string], number>(`SELECT 1 FROM office_stock_move WHERE ${key} AND first = 1`)
    .pluck();
  const know = db.prepare(
    'INSERT OR REPLACE INTO office_stock (store_code, product_code, level, version) VALUES (?, ?, ?, ?)',
  );
  /** Moves, and what was read of listings. */
  const underWay = db
    .prepare<[{ store: string; product: string }], number>(
      `SELECT (SELECT coalesce(sum(delta), 0) FROM office_stock_move WHERE store_code = @store AND product_code = @product)
         + ${saidOf('@store', '@product')}`,
    )
    .pluck();
  const listings = createCountedListings(db);
  const storeId = db.prepare<[string], number>('SELECT id FROM store WHERE code = ?').pluck();
  const productId = db.prepare<[string], number>('SELECT id FROM product WHERE code = ?').pluck();
  const newProduct = db
    .prepare<[string, string], number>('INSERT INTO product (code, name) VALUES (?, ?) RETURNING id')
    .pluck();
  const local = db
    .prepare<[number, number], number>('SELECT quantity FROM stock_level WHERE store_id = ? AND product_id = ?')
    .pluck();
  const write = db.prepare(
    `INSERT INTO stock_level (store_id, product_id, quantity, counted_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity`,
  );
  return {
    /** Gives the store whose stock is another now. */
    take(told: OfficeLevel): number | null {
      const { store, product, quantity, version } = told;
      const ours = storeId.get(store);
      const before = known.get(store, product);
      if (ours === undefined || firstWaits.get(store, product) !== undefined) return null;
      if (before && before.level !== null && before.version > version) return null;
      know.run(store, product, quantity, version);
      listings.take(told);
      const level = quantity + underWay.get({ store, product })!;
      const id = productId.get(product);
      const present = id === undefined ? undefined : local.get(ours, id);
      // What is nowhere and what is there none of is the same: no row is made for it.
      if ((present ?? 0) === level) return null;
      write.run(ours, id ?? newProduct.get(product, product)!, level, Math.floor(now / 1_000));
      return ours;
    },
  };
}

/** What the office has counted of listings; what was read here before that is no news any more. */
function createCountedListings(db: WritableDb) {
  const key = 'store_code = @store AND platform = @platform AND remote_shop = @shop AND listing_id = @listing';
  const forget = db.prepare(`DELETE FROM office_said WHERE ${key} AND at < @at`);
  // A listing that is to be told may have come to another product here.
  const know = db.prepare(
    `INSERT INTO office_listing (store_code, platform, remote_shop, listing_id, product_code, quantity, at)
     VALUES (@store, @platform, @shop, @listing, @product, @quantity, @at)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity, at = excluded.at,
       product_code = CASE WHEN EXISTS (SELECT 1 FROM office_said WHERE ${key}) THEN product_code ELSE excluded.product_code END`,
  );
  return {
    take({ store, product, listings }: OfficeLevel): void {
      for (const listing of listings) {
        const row = { store, product, ...listing };
        forget.run(row);
        know.run(row);
      }
    },
  };
}
