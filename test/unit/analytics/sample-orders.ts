/** Orders as a test thinks of them, and their way into a database: rows and rollups, by the app's own rebuild. */
import { dayNumber } from '#shared/domain/business-date.ts';
import { rebuildRollups } from '../../../src-main/analytics/rollup/index.ts';
import type { WritableDb } from '../../../src-main/database/index.ts';

export interface SampleLine {
  readonly productId: number;
  readonly quantity: number;
  readonly grossSales: number;
  readonly refunds: number;
  readonly cost: number | null;
}

export interface SampleOrder {
  readonly storeId: number;
  readonly channelId: number;
  readonly currencyId: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Minute of the local day, null where the file gave no time. */
  readonly minute: number | null;
  readonly lines: readonly SampleLine[];
  readonly total?: number;
  readonly discount?: number;
  readonly deliveryCost?: number;
  readonly platformFee?: number;
  readonly status?: number;
  readonly number?: string;
  readonly customer?: string;
  readonly contact?: { name?: string; phone?: string; address?: string };
}

export const grossSalesOf = (order: SampleOrder) => order.lines.reduce((sum, line) => sum + line.grossSales, 0);
export const refundsOf = (order: SampleOrder) => order.lines.reduce((sum, line) => sum + line.refunds, 0);

export interface SampleChain {
  /** Zone of each store; ids count from 1. Stores are called `Store 1`, with the code `S1`. */
  readonly zones: readonly string[];
  readonly orders: readonly SampleOrder[];
}

export const CURRENCIES = ['CNY', 'EUR'];
export const CHANNELS = ['offline', 'tmall', '抖音'];
const PRODUCTS = 12;

/** Writes the chain into an empty database. */
export function writeChain(db: WritableDb, { zones, orders }: SampleChain): void {
  db.transaction(() => {
    const currency = db.prepare('INSERT INTO currency VALUES (?, ?)');
    for (const [i, code] of CURRENCIES.entries()) currency.run(i + 1, code);
    const channel = db.prepare('INSERT INTO channel VALUES (?, ?)');
    for (const [i, name] of CHANNELS.entries()) channel.run(i + 1, name);
    db.prepare("INSERT INTO platform VALUES (1, 'file')").run();
    const store = db.prepare('INSERT INTO store (id, code, name, time_zone, currency_id) VALUES (?, ?, ?, ?, 1)');
    for (const [i, zone] of zones.entries()) store.run(i + 1, `S${i + 1}`, `Store ${i + 1}`, zone);
    const product = db.prepare('INSERT INTO product (id, code, name) VALUES (?, ?, ?)');
    for (let id = 1; id <= PRODUCTS; id++) product.run(id, `P${id}`, `Product ${id}`);
    db.prepare(
      `INSERT INTO import (id, started_at, finished_at, state, files) VALUES (1, 0, 1000, 'committed', '[{"name":"a.csv","kind":"orders","rows":1}]')`,
    ).run();
    for (const [i, order] of orders.entries()) writeOrder(db, i + 1, order);
    db.exec('INSERT INTO import_store SELECT 1, store_id, count(*) FROM orders GROUP BY store_id');
    rebuildRollups(db);
  })();
}

function writeOrder(db: WritableDb, id: number, order: SampleOrder): void {
  const day = dayNumber(order.date)!;
  db.prepare(
    `INSERT INTO orders (id, store_id, platform_id, number, key_hash, business_date, placed_at, local_minute, channel_id,
       status, currency_id, total, gross_sales, refunds, discount, delivery_cost, platform_fee, customer, contact, import_id)
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  ).run(
    id,
    order.storeId,
    order.number ?? `N${id}`,
    id,
    day,
    day * 86_400 + (order.minute ?? 0) * 60,
    order.minute,
    order.channelId,
    order.status ?? 4,
    order.currencyId,
    order.total ?? grossSalesOf(order),
    grossSalesOf(order),
    refundsOf(order),
    order.discount ?? 0,
    order.deliveryCost ?? 0,
    order.platformFee ?? 0,
    order.customer ?? null,
    order.contact ? JSON.stringify(order.contact) : null,
  );
  const line = db.prepare(
    `INSERT INTO order_line (order_id, line_no, line_ref, product_id, quantity, unit_price, amount, gross_sales, refunds, cost)
     VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)`,
  );
  for (const [i, l] of order.lines.entries()) {
    line.run(id, i + 1, i + 1, l.productId, l.quantity, l.grossSales, l.grossSales, l.refunds, l.cost);
  }
}

/** An answer's context as the database's threads give it. */
export function taskContext<Db>(db: Db) {
  return {
    db,
    dataDirectory: '',
    cancelled: () => false,
    report: () => undefined,
    now: () => 0,
    log: () => undefined,
  };
}
