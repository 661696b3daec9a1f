/**
 * What anybody would write: a loop over better-sqlite3 that puts the same orders and lines into tables with the same columns and
 * indexes, a transaction for each page, every one on the disk. It fetches nothing, counts nothing and knows no order twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS, migrate, openWritable } from '../../../src-main/database/index.ts';
import { seedShop } from '../../fakes/index.ts';
import { createFakeShopify } from '../../fakes/shopify/index.ts';
import { seeded } from '../../virtual-time/index.ts';

/** As many as a page of Shopify holds. */
const PAGE = 15;
const LISTINGS = 500;

/** Gives how many seconds the writing takes. */
export function writeByPlainLoop(count: number): number {
  const { shop } = createFakeShopify({ now: Date.now, random: seeded(1), rate: { perSecond: 1e6, burst: 1e6 } });
  seedShop(shop, { orders: count, listings: LISTINGS, now: Date.now(), days: 80 });
  const orders = [...shop.orders.values()];
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-loop-'));
  const db = openWritable(join(directory, 'loop.db'));
  try {
    migrate(db, MIGRATIONS);
    db.pragma('foreign_keys = OFF');
    const products = new Map([...shop.listings.keys()].map((id, place) => [id, place + 1]));
    const putOrder = db.prepare(
      `INSERT INTO orders (id, store_id, platform_id, number, key_hash, business_date, placed_at, channel_id, status,
         currency_id, total, gross_sales, refunds, shipping_fee, discount, import_id)
       VALUES (?, 1, 1, ?, ?, ?, ?, 1, 2, 1, ?, ?, ?, ?, ?, 0)`,
    );
    const putLine = db.prepare(
      `INSERT INTO order_line (order_id, line_no, line_ref, product_id, quantity, unit_price, amount, gross_sales, refunds)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    const putShipment = db.prepare('INSERT INTO shipment (order_id, tracking_number, carrier) VALUES (?, ?, ?)');
    const random = seeded(2);
    const writePage = db.transaction((from: number) => {
      for (let at = from; at < Math.min(from + PAGE, orders.length); at++) {
        const { number, placedAt, lines, refunded, shippingFee, discount, shipments } = orders[at]!;
        const id = at + 1;
        const total = lines.reduce((sum, { pieces, unitPrice }) => sum + pieces * unitPrice, 0);
        const hash = Math.floor(random() * 2 ** 52);
        const day = Math.floor(placedAt / 86_400_000);
        const seconds = Math.floor(placedAt / 1_000);
        putOrder.run(id, number, hash, day, seconds, total, total, refunded, shippingFee, discount);
        for (const [place, { listingId, pieces, unitPrice }] of lines.entries()) {
          const amount = pieces * unitPrice;
          putLine.run(id, place + 1, place, products.get(listingId), pieces * 1_000, unitPrice, amount, amount);
        }
        for (const { trackingNumber, carrier } of shipments) putShipment.run(id, trackingNumber, carrier);
      }
    });
    const began = performance.now();
    for (let from = 0; from < orders.length; from += PAGE) writePage(from);
    return (performance.now() - began) / 1_000;
  } finally {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
