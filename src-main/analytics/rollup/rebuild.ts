/** The rollups made anew from nothing but the orders and their lines: for repair, as after a check has found them wrong. */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { createRollupDelta } from './delta.ts';
import type { LineFacts, OrderFacts, RollupDelta } from './facts.ts';
import { ALL_BLOCKS } from './store-block.ts';

/** Empties the rollup tables and fills them from the orders, in one transaction (or inside the caller's). */
export function rebuildRollups(db: WritableDb): void {
  db.transaction(() => {
    db.exec('DELETE FROM rollup; DELETE FROM rollup_product_net; DELETE FROM rollup_product');
    db.prepare('UPDATE rollup_blocks SET kept = ?').run(ALL_BLOCKS);
    const delta = createRollupDelta(db);
    addAllOrders(db, delta);
    delta.flush();
  })();
}

type OrderRow = [
  id: number,
  storeId: number,
  channelId: number,
  currencyId: number,
  businessDate: number,
  localMinute: number | null,
  total: number,
  grossSales: number,
  refunds: number,
  discount: number,
  deliveryCost: number,
  platformFee: number,
];
type LineRow = [
  orderId: number,
  productId: number,
  quantity: number,
  grossSales: number,
  refunds: number,
  cost: number | null,
];

/** Rows of one page of orders: a statement cannot be read while the same connection writes. */
const PAGE = 20_000;

/** Adds every stored order to `delta`, page by page. */
function addAllOrders(db: ReadableDb | WritableDb, delta: RollupDelta): void {
  const orderPage = db
    .prepare(
      `SELECT id, store_id, channel_id, currency_id, business_date, local_minute, total, gross_sales, refunds,
              discount, delivery_cost, platform_fee
       FROM orders WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
    )
    .raw();
  const linePage = db
    .prepare(
      `SELECT order_id, product_id, quantity, gross_sales, refunds, cost
       FROM order_line WHERE order_id BETWEEN ? AND ? ORDER BY order_id, line_no`,
    )
    .raw();
  let last = -1;
  for (;;) {
    const orders = orderPage.all(last) as OrderRow[];
    const newest = orders.at(-1);
    const oldest = orders[0];
    if (!newest || !oldest) return;
    const lines = linePage.all(oldest[0], newest[0]) as LineRow[];
    let at = 0;
    for (const order of orders) {
      while (at < lines.length && lines[at]![0] < order[0]) at += 1;
      const begin = at;
      while (at < lines.length && lines[at]![0] === order[0]) at += 1;
      delta.add(orderFacts(order, lines.slice(begin, at)), 1);
    }
    last = newest[0];
  }
}

function orderFacts(order: OrderRow, lines: LineRow[]): OrderFacts {
  return {
    storeId: order[1],
    channelId: order[2],
    currencyId: order[3],
    businessDate: order[4],
    hour: order[5] === null ? -1 : Math.floor(order[5] / 60),
    placed: order[6],
    grossSales: order[7],
    refunds: order[8],
    discount: order[9],
    deliveryCost: order[10],
    platformFee: order[11],
    lines: lines.map(lineFacts),
  };
}

function lineFacts(line: LineRow): LineFacts {
  return { productId: line[1], quantity: line[2], grossSales: line[3], refunds: line[4], cost: line[5] };
}
