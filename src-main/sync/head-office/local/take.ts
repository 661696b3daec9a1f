/** Reads what the head office is to be told, as it is sent. */
import { createHash } from 'node:crypto';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { ReadableDb, TaskContext } from '../../../database/index.ts';
import {
  type ReplicaOrder,
  type ReplicaProduct,
  type ReplicaStore,
  readReplicaOrders,
} from '../../../ingest/write/index.ts';
import type {
  CountedListing,
  MasterKind,
  OrderSums,
  PushedListing,
  PushedMaster,
  PushedMove,
  PushedOrder,
} from '../office.ts';
import { toOfficeText } from '../office-text.ts';
import { KIND } from './triggers.ts';

/** What was taken, by its place in the batch. */
export interface TakenOrder {
  readonly seq: number;
  /** Null: it went. */
  readonly orderId: number | null;
}
export interface TakenOrders {
  readonly items: readonly TakenOrder[];
  /** Notes of what is not there any more: there is nothing to tell. */
  readonly stale: readonly number[];
  readonly payload: string;
}
export interface TakenMasters {
  readonly items: readonly { readonly seq: number; readonly code: string }[];
  readonly stale: readonly number[];
  readonly payload: string;
}
export interface TakenMoves {
  readonly ids: readonly string[];
  /** Listings that were read, after the moves in the payload. */
  readonly listings: readonly number[];
  readonly payload: string;
}

/** How far an order has come: where two know nothing of each other, the further one holds. A tombstone ranks below all. */
const RANK: Readonly<Record<number, number>> = {
  [ORDER_STATUS.unpaid]: 1,
  [ORDER_STATUS.paid]: 2,
  [ORDER_STATUS.shipped]: 3,
  [ORDER_STATUS.completed]: 4,
  [ORDER_STATUS.partiallyRefunded]: 5,
  [ORDER_STATUS.cancelled]: 6,
  [ORDER_STATUS.refunded]: 7,
};
const TOMBSTONE = { hash: 'gone', rank: 0, deleted: true } as const;

/** Gives orders that the office has not heard of, or not in this state, and those that were deleted. */
export function takeOrders(
  { db }: TaskContext<ReadableDb>,
  { limit, withContacts }: { limit: number; withContacts: boolean },
): TakenOrders {
  return db.transaction(() => {
    const pending = db
      .prepare<[number], { seq: number; id: number; base: number }>(
        `SELECT p.seq, p.id, coalesce(v.version, 0) AS base FROM office_pending p LEFT JOIN office_order v ON v.order_id = p.id
         WHERE p.kind = ${KIND.order} AND p.problem IS NULL ORDER BY p.seq LIMIT ?`,
      )
      .all(limit);
    const gone = db
      .prepare<[number], { seq: number; store: string; platform: string; number: string; base: number }>(
        `SELECT seq, store_code AS store, platform, number, base_version AS base FROM office_gone
         WHERE problem IS NULL ORDER BY seq LIMIT ?`,
      )
      .all(limit - pending.length);
    const orders = readReplicaOrders(
      db,
      pending.map(({ id }) => id),
    );
    const items: TakenOrder[] = [];
    const pushed: PushedOrder[] = [];
    const stale: number[] = [];
    for (const { seq, id, base } of pending) {
      const order = orders.get(id);
      if (!order) {
        stale.push(seq);
        continue;
      }
      pushed.push({ ...pushedOrder(order, withContacts), i: items.length, base, deleted: false });
      items.push({ seq, orderId: id });
    }
    for (const { seq, base, ...key } of gone) {
      pushed.push({ ...key, ...TOMBSTONE, i: items.length, base });
      items.push({ seq, orderId: null });
    }
    return { items, stale, payload: toOfficeText(pushed) };
  })();
}

function pushedOrder(whole: ReplicaOrder, withContacts: boolean) {
  const order = withContacts ? whole : { ...whole, contact: null };
  const hash = createHash('sha256').update(JSON.stringify(order)).digest('base64url');
  return { ...order, ...sumsOf(order), hash, rank: RANK[order.status] ?? RANK[ORDER_STATUS.paid]! };
}

function sumsOf({ lines }: ReplicaOrder): OrderSums {
  const sums = { units: 0, cost: 0, costedSales: 0, costedLines: 0 };
  for (const { quantity, cost, grossSales, refunds } of lines) {
    sums.units += quantity;
    if (cost === null) continue;
    sums.cost += cost;
    sums.costedSales += grossSales - refunds;
    sums.costedLines += 1;
  }
  return sums;
}

const MASTER_SQL = {
  store: `SELECT r.code, r.name, r.time_zone AS timeZone, c.code AS currency, r.country, r.region, r.city, r.kind,
      r.opened_on AS openedOn, p.seq, coalesce(m.version, 0) AS base
    FROM office_pending p LEFT JOIN store r ON r.id = p.id LEFT JOIN currency c ON c.id = r.currency_id
    LEFT JOIN office_master m ON m.kind = p.kind AND m.code = r.code`,
  product: `SELECT r.code, r.name, r.category, r.brand, r.barcode, r.list_price AS listPrice, l.code AS listPriceCurrency,
      r.unit_cost AS unitCost, u.code AS unitCostCurrency, p.seq, coalesce(m.version, 0) AS base
    FROM office_pending p LEFT JOIN product r ON r.id = p.id LEFT JOIN currency l ON l.id = r.list_price_currency_id
    LEFT JOIN currency u ON u.id = r.unit_cost_currency_id LEFT JOIN office_master m ON m.kind = p.kind AND m.code = r.code`,
} as const;

/** Gives stores or products that the office has not heard of, or not in this state. */
export function takeMasters(
  { db }: TaskContext<ReadableDb>,
  { kind, limit }: { kind: MasterKind; limit: number },
): TakenMasters {
  const rows = db
    .prepare<[number, number], (ReplicaStore | ReplicaProduct) & { code: string | null; seq: number; base: number }>(
      `${MASTER_SQL[kind]} WHERE p.kind = ? AND p.problem IS NULL ORDER BY p.seq LIMIT ?`,
    )
    .all(KIND[kind], limit);
  const items: { seq: number; code: string }[] = [];
  const pushed: PushedMaster[] = [];
  const stale: number[] = [];
  for (const { seq, ...row } of rows) {
    if (row.code === null) {
      stale.push(seq);
      continue;
    }
    pushed.push({ ...row, i: items.length });
    items.push({ seq, code: row.code });
  }
  return { items, stale, payload: toOfficeText(pushed) };
}

/** All else waits for the first level of what it moves. */
const NO_FIRST = (row: string) => `NOT EXISTS (SELECT 1 FROM office_stock_move f
    WHERE f.store_code = ${row}.store_code AND f.product_code = ${row}.product_code AND f.first = 1)`;
const MOVES_SQL = { first: 'm.first = 1', move: `m.first = 0 AND ${NO_FIRST('m')}` } as const;
const COUNTED_SQL = `SELECT platform, remote_shop AS shop, listing_id AS listing, quantity, at FROM office_listing
  WHERE store_code = ? AND product_code = ?`;
const SAID_SQL = `SELECT d.seq, c.store_code AS store, c.product_code AS product, d.platform, d.remote_shop AS shop,
    d.listing_id AS listing, d.quantity, d.at, c.quantity AS base
  FROM office_said d JOIN office_listing c ON c.store_code = d.store_code AND c.platform = d.platform
    AND c.remote_shop = d.remote_shop AND c.listing_id = d.listing_id
  WHERE d.problem IS NULL AND ${NO_FIRST('c')} ORDER BY d.seq LIMIT ?`;

/** Gives movements of stock that the office has not counted, and what was read of listings since they were counted. */
export function takeMoves(
  { db }: TaskContext<ReadableDb>,
  { kind, limit }: { kind: 'first' | 'move'; limit: number },
): TakenMoves {
  return db.transaction(() => {
    const moves = db
      .prepare<[number], PushedMove>(
        `SELECT m.id, m.store_code AS store, m.product_code AS product, m.delta, m.named FROM office_stock_move m
         WHERE m.problem IS NULL AND ${MOVES_SQL[kind]} ORDER BY m.seq LIMIT ?`,
      )
      .all(limit);
    const ids = moves.map(({ id }) => id);
    if (kind === 'first') {
      const counted = db.prepare<[string, string], CountedListing>(COUNTED_SQL);
      const firsts = moves.map((move) => ({ ...move, listings: counted.all(move.store, move.product) }));
      return { ids, listings: [], payload: toOfficeText(firsts) };
    }
    // Together with the movements that were taken out of them: nobody sees one without the other.
    const read = db.prepare<[number], PushedListing & { seq: number }>(SAID_SQL).all(limit);
    const pushed = read.map(({ seq: _seq, ...listing }) => listing);
    return { ids, listings: read.map(({ seq }) => seq), payload: toOfficeText([...moves, ...pushed]) };
  })();
}
