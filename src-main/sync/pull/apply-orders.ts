/** Takes in what a shop says of orders: what is older than what was said before changes nothing. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { WritableDb } from '../../database/index.ts';
import { createPlatformOrderWriter, type FedStore, type PlatformOrder } from '../../ingest/write/index.ts';
import type { RemoteOrder } from '../platform/index.ts';

export interface FeedingShop {
  readonly id: number;
  readonly platform: string;
  readonly store: FedStore;
}

export interface AppliedOrders {
  readonly added: number;
  readonly changed: number;
  /** Repeats, and what was said before something that is known. */
  readonly same: number;
}

interface KnownOrder {
  readonly number: string;
  readonly version: string;
  readonly updated_at: number;
  readonly order_id: number | null;
}

/**
 * Runs inside the caller's transaction.
 * @param saidAt UTC milliseconds: when the answer was asked for.
 */
export function applyOrders(
  db: WritableDb,
  shop: FeedingShop,
  orders: readonly RemoteOrder[],
  saidAt: number,
): AppliedOrders {
  const known = knownOrders(db, shop.id, orders);
  const newest = newestOfEach(orders);
  const news = newest.filter((order) => isNews(order, known.get(order.number)));
  const writer = createPlatformOrderWriter(db, shop.platform, shop.store);
  const written = writer.write(news.map(platformOrder));
  writer.finish();
  const remember = db.prepare(
    `INSERT INTO remote_order (shop_id, number, remote_id, order_id, version, updated_at, status, note, said_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET remote_id = excluded.remote_id, order_id = excluded.order_id, version = excluded.version,
       updated_at = excluded.updated_at, status = excluded.status, note = excluded.note, said_at = excluded.said_at`,
  );
  for (const [i, order] of news.entries()) {
    remember.run(
      shop.id,
      order.number,
      order.remoteId,
      written[i]!.id,
      order.version,
      order.updatedAt,
      ORDER_STATUS[order.status],
      order.note,
      saidAt,
    );
  }
  const count = (wanted: string) => written.filter(({ outcome }) => outcome === wanted).length;
  const added = count('added');
  const changed = count('changed');
  return { added, changed, same: orders.length - added - changed };
}

function knownOrders(db: WritableDb, shopId: number, orders: readonly RemoteOrder[]): Map<string, KnownOrder> {
  const rows = db
    .prepare<[string, number], KnownOrder>(
      `SELECT r.number, r.version, r.updated_at, r.order_id FROM json_each(?) n
       JOIN remote_order r ON r.shop_id = ? AND r.number = n.value`,
    )
    .all(JSON.stringify(orders.map(({ number }) => number)), shopId);
  return new Map(rows.map((row) => [row.number, row]));
}

/** Pages that shift while they are read may name an order twice, in either order. */
function newestOfEach(orders: readonly RemoteOrder[]): RemoteOrder[] {
  const newest = new Map<string, RemoteOrder>();
  for (const order of orders) {
    const before = newest.get(order.number);
    if (!before || order.updatedAt >= before.updatedAt) newest.set(order.number, order);
  }
  return [...newest.values()];
}

function isNews(order: RemoteOrder, known: KnownOrder | undefined): boolean {
  if (!known || known.order_id === null) return true;
  return order.version !== known.version && order.updatedAt >= known.updated_at;
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1_000);

function platformOrder(order: RemoteOrder): PlatformOrder {
  return {
    number: order.number,
    placedAt: seconds(order.placedAt),
    status: ORDER_STATUS[order.status],
    currency: order.currency,
    total: order.total,
    discount: order.discount,
    shippingFee: order.shippingFee,
    tax: order.tax,
    refunded: order.refunded,
    customer: order.customer,
    contact: order.contact && JSON.stringify(order.contact),
    shipments: order.shipments.map(({ trackingNumber, carrier, shippedAt, deliveredAt }) => ({
      trackingNumber,
      carrier,
      shippedAt: shippedAt === null ? null : seconds(shippedAt),
      deliveredAt: deliveredAt === null ? null : seconds(deliveredAt),
    })),
    lines: order.lines.map(({ lineId, sku, title, quantity, unitPrice, amount }) => ({
      lineId,
      productCode: sku,
      title,
      quantity,
      unitPrice,
      amount,
    })),
  };
}
