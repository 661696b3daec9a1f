/** Connected shops as the tables keep them, without their secrets. */
import type { Reason } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { createChangeNotes, type ReadableDb, type TaskContext, type WritableDb } from '../../database/index.ts';
import type { PlatformName } from '../platform/index.ts';

/** `first-sync`: it has never been listed whole. `sign-in`: its access is no longer taken. */
export type ShopRowState = 'first-sync' | 'active' | 'sign-in';

export interface ShopRow {
  readonly id: number;
  readonly platform: PlatformName;
  readonly remoteShopId: string;
  readonly title: string;
  /** The store that it feeds. */
  readonly storeId: number;
  readonly baseUrl: string;
  readonly state: ShopRowState;
  readonly paused: boolean;
  readonly connectedAt: number;
  readonly lastSuccess: number | null;
  readonly problem: Reason | null;
  /** The platform's clock less ours, in milliseconds. */
  readonly clockOffset: number;
  /** What the right to pass its movements of stock on was numbered in Redis when it was held here last. */
  readonly stockFence: number | null;
  /** The same in the head office, which numbers by itself. */
  readonly officeStockFence: number | null;
}

interface StoredRow extends Omit<ShopRow, 'paused' | 'problem'> {
  readonly paused: number;
  readonly problem: string | null;
}

const COLUMNS = `id, platform, remote_shop_id AS remoteShopId, title, store_id AS storeId, base_url AS baseUrl, state, paused,
  connected_at AS connectedAt, last_success AS lastSuccess, problem, clock_offset AS clockOffset,
  stock_fence AS stockFence, office_stock_fence AS officeStockFence`;

function rowOf({ paused, problem, ...row }: StoredRow): ShopRow {
  return { ...row, paused: paused === 1, problem: problem === null ? null : (JSON.parse(problem) as Reason) };
}

/** Gives the shops that are connected, by id. */
function listShops({ db }: TaskContext<ReadableDb>): ShopRow[] {
  return db
    .prepare<[], StoredRow>(`SELECT ${COLUMNS} FROM shop WHERE disconnected_at IS NULL ORDER BY id`)
    .all()
    .map(rowOf);
}

export interface NewShop {
  readonly platform: PlatformName;
  readonly remoteShopId: string;
  readonly title: string;
  /** An id, or the name of a store that is made if there is none of that name. */
  readonly store: number | string;
  /** Of a store that is made, where the shop does not tell its own. */
  readonly defaultTimeZone: string;
  readonly baseUrl: string;
  readonly currency: string | null;
  readonly timeZone: string | null;
}

/**
 * Gives the row of a shop that is connected now; one that was connected before is taken up with what it left waiting.
 * @throws AppError SHOP_ALREADY_CONNECTED, STORE_UNKNOWN.
 */
function connectShop({ db, now }: TaskContext<WritableDb>, shop: NewShop): ShopRow {
  return db
    .transaction(() => {
      const known = db
        .prepare<[string, string], { id: number; disconnected_at: number | null }>(
          'SELECT id, disconnected_at FROM shop WHERE platform = ? AND remote_shop_id = ?',
        )
        .get(shop.platform, shop.remoteShopId);
      if (known && known.disconnected_at === null) {
        throw new AppError('SHOP_ALREADY_CONNECTED', { details: { shop: shop.title } });
      }
      const currencyId = shop.currency === null ? null : currencyOf(db, shop.currency);
      const storeId = typeof shop.store === 'number' ? storeOf(db, shop.store) : storeNamed(db, shop, currencyId);
      const id = db
        .prepare<unknown[], number>(
          `INSERT INTO shop (platform, remote_shop_id, title, store_id, base_url, currency_id, time_zone, state, connected_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, 'first-sync', ?)
           ON CONFLICT DO UPDATE SET title = excluded.title, store_id = excluded.store_id, base_url = excluded.base_url,
             currency_id = excluded.currency_id, time_zone = excluded.time_zone, state = excluded.state,
             connected_at = excluded.connected_at, disconnected_at = NULL, paused = 0, problem = NULL, fail_safe = NULL
           RETURNING id`,
        )
        .pluck()
        .get(shop.platform, shop.remoteShopId, shop.title, storeId, shop.baseUrl, currencyId, shop.timeZone, now())!;
      // What was listed before it was disconnected may have gone meanwhile: it is listed whole again.
      db.prepare('DELETE FROM sync_cursor WHERE shop_id = ?').run(id);
      return shopOf(db, id);
    })
    .immediate();
}

/** @throws AppError STORE_UNKNOWN. */
function storeOf(db: WritableDb, id: number): number {
  const known = db.prepare<[number], number>('SELECT id FROM store WHERE id = ?').pluck().get(id);
  if (known === undefined) throw new AppError('STORE_UNKNOWN', { details: { name: String(id) } });
  return known;
}

function storeNamed(db: WritableDb, { store, timeZone, defaultTimeZone }: NewShop, currencyId: number | null): number {
  const known = db
    .prepare<[string | number, string | number], number>('SELECT id FROM store WHERE code = ? OR name = ? ORDER BY id')
    .pluck()
    .get(store, store);
  if (known !== undefined) return known;
  createChangeNotes(db).storeList();
  return db
    .prepare<unknown[], number>(
      'INSERT INTO store (code, name, time_zone, currency_id) VALUES (?, ?, ?, ?) RETURNING id',
    )
    .pluck()
    .get(store, store, timeZone ?? defaultTimeZone, currencyId)!;
}

function currencyOf(db: WritableDb, code: string): number {
  db.prepare('INSERT OR IGNORE INTO currency (code) VALUES (?)').run(code);
  return db.prepare<[string], number>('SELECT id FROM currency WHERE code = ?').pluck().get(code)!;
}

/** @throws AppError SHOP_UNKNOWN. */
function shopOf(db: ReadableDb | WritableDb, id: number): ShopRow {
  const row = db
    .prepare<[number], StoredRow>(`SELECT ${COLUMNS} FROM shop WHERE id = ? AND disconnected_at IS NULL`)
    .get(id);
  if (!row) throw new AppError('SHOP_UNKNOWN', { details: { shop: id } });
  return rowOf(row);
}

export interface ShopChange {
  readonly id: number;
  readonly title?: string;
  readonly storeId?: number;
  readonly state?: ShopRowState;
  readonly paused?: boolean;
  readonly lastSuccess?: number;
  readonly problem?: Reason | null;
  readonly clockOffset?: number;
  readonly stockFence?: number;
  readonly officeStockFence?: number;
}

const COLUMN_OF = {
  title: 'title',
  storeId: 'store_id',
  state: 'state',
  paused: 'paused',
  lastSuccess: 'last_success',
  problem: 'problem',
  clockOffset: 'clock_offset',
  stockFence: 'stock_fence',
  officeStockFence: 'office_stock_fence',
} as const satisfies Record<Exclude<keyof ShopChange, 'id'>, string>;

/** Gives the row as it is then. @throws AppError SHOP_UNKNOWN, STORE_UNKNOWN. */
function changeShop({ db }: TaskContext<WritableDb>, { id, ...change }: ShopChange): ShopRow {
  return db
    .transaction(() => {
      for (const [name, value] of Object.entries(change) as [keyof typeof COLUMN_OF, unknown][]) {
        const stored = typeof value === 'boolean' ? Number(value) : name === 'problem' ? problemText(value) : value;
        db.prepare(`UPDATE shop SET ${COLUMN_OF[name]} = ? WHERE id = ?`).run(stored, id);
      }
      if (change.storeId !== undefined) storeOf(db, change.storeId);
      return shopOf(db, id);
    })
    .immediate();
}

function problemText(problem: unknown): string | null {
  return problem === null ? null : JSON.stringify(problem);
}

/** Its orders stay, and what waits stays too: for the day that it is connected again. */
function disconnectShop({ db, now }: TaskContext<WritableDb>, { id }: { id: number }): void {
  db.transaction(() => {
    shopOf(db, id);
    db.prepare('UPDATE shop SET disconnected_at = ? WHERE id = ?').run(now(), id);
    db.prepare('DELETE FROM listing_staged WHERE shop_id = ?').run(id);
  }).immediate();
}

export const shopReadTasks = { 'shops.list': listShops };
export type ShopReadTasks = typeof shopReadTasks;
export const shopWriteTasks = {
  'shops.connect': connectShop,
  'shops.change': changeShop,
  'shops.disconnect': disconnectShop,
};
export type ShopWriteTasks = typeof shopWriteTasks;
