/** Takes in what a shop says of orders: what is older than what was said before changes nothing. */
import { ORDER_STATUS, orderStatusName } from '#shared/domain/order-status.ts';
import { createChangeNotes } from '../../database/index.ts';
import {
  createPlatformOrderWriter,
  type FedStore,
  type PlatformOrder,
  type PlatformOrderWriter,
} from '../../ingest/write/index.ts';
import { type ConflictPolicies, conflictGate, mayFollow, remoteMoved, waitingOf } from '../conflicts/index.ts';
import { orderLane, type SyncTransaction } from '../outbox/index.ts';
import type { RemoteOrder, RemoteShipment } from '../platform/index.ts';

export interface FeedingShop {
  readonly id: number;
  readonly platform: string;
  readonly store: FedStore;
}

export interface OrderBatch {
  readonly orders: readonly RemoteOrder[];
  /** UTC milliseconds: when the answer was asked for. */
  readonly saidAt: number;
  /** They were asked for one by one, and tell of parcels and contacts what lists leave out. */
  readonly whole?: boolean;
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
  readonly status: number;
  readonly note: string | null;
}

/** With what is known of its note where the platform did not tell it. */
type NotedOrder = RemoteOrder & { readonly note: string | null };

export interface OrderTaker {
  /** Batches one after the other, each as if it were the only one. */
  take(batch: OrderBatch): AppliedOrders;
  /** Brings what is counted up to date: before the transaction ends. */
  finish(): void;
}

/** To be used within one transaction of sync. */
export function createOrderTaker(tx: SyncTransaction, shop: FeedingShop, policies: ConflictPolicies): OrderTaker {
  // Most rounds bring nothing: what a writer has to read first is not read for that.
  let writer: PlatformOrderWriter | null = null;

  return {
    take({ orders, saidAt, whole = false }) {
      const known = knownOrders(tx, shop.id, orders);
      const news = newestOfEach(orders)
        .filter((order) => isNews(order, known.get(order.number), whole))
        .map((order) => withSteadyStatus(order, known.get(order.number)));
      if (news.length === 0) return { added: 0, changed: 0, same: orders.length };
      writer ??= createPlatformOrderWriter(tx.kept, shop.platform, shop.store);
      const written = writer.write(news.map(platformOrder));
      const notes = createChangeNotes(tx.kept);
      for (const [i, order] of news.entries()) {
        const before = known.get(order.number)?.note ?? null;
        const note = order.note === undefined ? before : order.note;
        remember(tx, shop.id, { ...order, note }, written[i]!.id, saidAt);
        // That it is a shop's is news also where all of it was known from a file.
        if (!known.has(order.number) && written[i]!.outcome !== 'added') notes.order(written[i]!.id);
        if (note !== before) noteMoved(tx, shop.id, { ...order, note }, policies);
      }
      const count = (wanted: string) => written.filter(({ outcome }) => outcome === wanted).length;
      const added = count('added');
      const changed = count('changed');
      return { added, changed, same: orders.length - added - changed };
    },
    finish: () => writer?.finish(),
  };
}

function remember(tx: SyncTransaction, shopId: number, order: NotedOrder, orderId: number, saidAt: number): void {
  tx.run(
    `INSERT INTO remote_order (shop_id, number, remote_id, order_id, version, updated_at, status, note, said_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET remote_id = excluded.remote_id, order_id = excluded.order_id, version = excluded.version,
       updated_at = excluded.updated_at, status = excluded.status, note = excluded.note, said_at = excluded.said_at`,
    shopId,
    order.number,
    order.remoteId,
    orderId,
    order.version,
    order.updatedAt,
    ORDER_STATUS[order.status],
    order.note,
    saidAt,
  );
}

/** Somebody wrote another note there while one of ours may be waiting. */
function noteMoved(tx: SyncTransaction, shopId: number, order: NotedOrder, policies: ConflictPolicies): void {
  const lane = orderLane(shopId, order.number);
  const [first] = waitingOf(tx, { lane, kind: 'order-note' });
  if (!first) return;
  const present = { value: order.note, version: order.version, updatedAt: order.updatedAt };
  if (first.conflict_id === null) conflictGate(tx, first, policies);
  else remoteMoved(tx, first, present);
}

/** CROSS: a page is looked up in the shop's orders, never the shop's orders in a page. */
export const KNOWN_ORDERS_SQL = `
  SELECT r.number, r.version, r.updated_at, r.order_id, r.status, r.note
  FROM json_each(?) n CROSS JOIN remote_order r ON r.shop_id = ? AND r.number = n.value`;

function knownOrders(tx: SyncTransaction, shopId: number, orders: readonly RemoteOrder[]): Map<string, KnownOrder> {
  const rows = tx.all<KnownOrder>(KNOWN_ORDERS_SQL, JSON.stringify(orders.map(({ number }) => number)), shopId);
  return new Map(rows.map((row) => [row.number, row]));
}

/** What a platform says may be right but for the state: messages of one second come in any order. */
function withSteadyStatus(order: RemoteOrder, known: KnownOrder | undefined): RemoteOrder {
  if (!known) return order;
  const before = orderStatusName(known.status);
  const times = { old: known.updated_at, new: order.updatedAt };
  return mayFollow(before, order.status, times) ? order : { ...order, status: before };
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

function isNews(order: RemoteOrder, known: KnownOrder | undefined, whole: boolean): boolean {
  if (!known || known.order_id === null) return true;
  return (whole || order.version !== known.version) && order.updatedAt >= known.updated_at;
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1_000);

function shipmentRow({ trackingNumber, carrier, shippedAt, deliveredAt }: RemoteShipment) {
  return {
    trackingNumber,
    carrier,
    shippedAt: shippedAt === null ? null : seconds(shippedAt),
    deliveredAt: deliveredAt === null ? null : seconds(deliveredAt),
  };
}

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
    ...(order.shipments ? { shipments: order.shipments.map(shipmentRow) } : {}),
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
