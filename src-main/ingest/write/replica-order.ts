/**
 * An order as another computer can take it over whole: codes and names in the place of this database's ids, everything counted
 * already. Two databases that hold the same order give the same text.
 */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { lineRefOf } from '../line-ref-hash.ts';
import type { ShipmentRow } from './order-row.ts';

export interface ReplicaLine {
  readonly no: number;
  /** Not as it is stored: what the line is known by, whoever holds it. */
  readonly ref: number;
  readonly product: string;
  readonly quantity: number;
  readonly unitPrice: number | null;
  readonly amount: number;
  readonly grossSales: number;
  readonly refunds: number;
  readonly cost: number | null;
}

/** Money in 1/10,000, quantities in 1/1,000, instants in UTC seconds, dates as day numbers. */
export interface ReplicaOrder {
  /** The store's code. */
  readonly store: string;
  readonly platform: string;
  readonly number: string;
  readonly businessDate: number;
  readonly placedAt: number;
  readonly localMinute: number | null;
  readonly channel: string;
  readonly status: number;
  readonly currency: string;
  readonly total: number;
  readonly grossSales: number;
  readonly refunds: number;
  readonly shippingFee: number;
  readonly tax: number;
  readonly discount: number;
  readonly deliveryCost: number;
  readonly platformFee: number;
  readonly customer: string | null;
  /** JSON {name, phone, address}; null: not told. */
  readonly contact: string | null;
  readonly source: string | null;
  readonly lines: readonly ReplicaLine[];
  readonly shipments: readonly ShipmentRow[];
}

type StoredOrder = Omit<ReplicaOrder, 'lines' | 'shipments'> & { readonly id: number };

/** Gives the orders of these ids that are there, by id, their fields always in the same order. */
export function readReplicaOrders(db: ReadableDb | WritableDb, ids: readonly number[]): Map<number, ReplicaOrder> {
  const wanted = JSON.stringify(ids);
  const orders = db
    .prepare<[string], StoredOrder>(
      `SELECT o.id, s.code AS store, p.name AS platform, o.number, o.business_date AS businessDate, o.placed_at AS placedAt,
         o.local_minute AS localMinute, c.name AS channel, o.status, m.code AS currency, o.total,
         o.gross_sales AS grossSales, o.refunds, o.shipping_fee AS shippingFee, o.tax, o.discount,
         o.delivery_cost AS deliveryCost, o.platform_fee AS platformFee, o.customer, o.contact, o.source
       FROM json_each(?) i JOIN orders o ON o.id = i.value JOIN store s ON s.id = o.store_id
       JOIN platform p ON p.id = o.platform_id JOIN channel c ON c.id = o.channel_id JOIN currency m ON m.id = o.currency_id`,
    )
    .all(wanted);
  const lines = Map.groupBy(
    db
      .prepare<[string], ReplicaLine & { orderId: number }>(
        `SELECT l.order_id AS orderId, l.line_no AS no, l.line_ref AS ref, p.code AS product, l.quantity,
           l.unit_price AS unitPrice, l.amount, l.gross_sales AS grossSales, l.refunds, l.cost
         FROM json_each(?) i JOIN order_line l ON l.order_id = i.value JOIN product p ON p.id = l.product_id
         ORDER BY l.order_id, l.line_no`,
      )
      .all(wanted),
    ({ orderId }) => orderId,
  );
  const shipments = Map.groupBy(
    db
      .prepare<[string], ShipmentRow & { orderId: number }>(
        `SELECT s.order_id AS orderId, s.tracking_number AS trackingNumber, s.carrier, s.shipped_at AS shippedAt,
           s.delivered_at AS deliveredAt
         FROM json_each(?) i JOIN shipment s ON s.order_id = i.value ORDER BY s.order_id, s.tracking_number`,
      )
      .all(wanted),
    ({ orderId }) => orderId,
  );
  const without = <Row extends { orderId: number }>({ orderId: _, ...row }: Row) => row;
  const known = (line: ReplicaLine) => ({ ...line, ref: lineRefOf(line.ref, line.product) });
  return new Map(
    orders.map(({ id, ...order }) => [
      id,
      {
        ...order,
        lines: (lines.get(id) ?? []).map(without).map(known),
        shipments: (shipments.get(id) ?? []).map(without),
      },
    ]),
  );
}
