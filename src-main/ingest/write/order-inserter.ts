/** New orders and their lines on their way into the tables: from columns without an object of each, or as rows at hand. */
import type { RunResult } from 'better-sqlite3';
import type { WritableDb } from '../../database/index.ts';
import type { OrderShipment } from '../order-batch.ts';
import { createInsertRows, type InsertColumn, type InsertRows, NULL } from './insert-rows.ts';
import type { LineRow, OrderRow } from './order-row.ts';
import type { PlainOrder } from './order-values.ts';
import { createStoredLineRefs } from './stored-line-refs.ts';

const bound = (name: string): InsertColumn => ({ name });
const joining = (name: string, bit: number, constant: number | 'NULL' = 'NULL'): InsertColumn => ({
  name,
  constant,
  bit,
});

/** Bits of the columns that join when a row first needs them. */
const ORDER_BIT = {
  localMinute: 1,
  shippingFee: 2,
  tax: 4,
  discount: 8,
  deliveryCost: 16,
  platformFee: 32,
  customer: 64,
  contact: 128,
  source: 256,
  platformId: 512,
  currencyId: 1024,
} as const;
const LINE_BIT = { unitPrice: 1, cost: 2, costImportId: 4 } as const;
const SHIPMENT_BIT = { carrier: 1, shippedAt: 2, deliveredAt: 4 } as const;

/** The id is not bound: the table gives each row the next one, as the caller did. */
function orderColumns(importId: number, first: Steady): InsertColumn[] {
  return [
    { name: 'id', constant: 'NULL' },
    bound('store_id'),
    joining('platform_id', ORDER_BIT.platformId, first.platformId),
    bound('number'),
    bound('key_hash'),
    bound('business_date'),
    bound('placed_at'),
    joining('local_minute', ORDER_BIT.localMinute),
    bound('channel_id'),
    bound('status'),
    joining('currency_id', ORDER_BIT.currencyId, first.currencyId),
    bound('total'),
    bound('gross_sales'),
    bound('refunds'),
    joining('shipping_fee', ORDER_BIT.shippingFee, 0),
    joining('tax', ORDER_BIT.tax, 0),
    joining('discount', ORDER_BIT.discount, 0),
    joining('delivery_cost', ORDER_BIT.deliveryCost, 0),
    joining('platform_fee', ORDER_BIT.platformFee, 0),
    joining('customer', ORDER_BIT.customer),
    joining('contact', ORDER_BIT.contact),
    joining('source', ORDER_BIT.source),
    { name: 'import_id', constant: importId },
  ];
}

const LINE_COLUMNS: readonly InsertColumn[] = [
  bound('order_id'),
  bound('line_no'),
  bound('line_ref'),
  bound('product_id'),
  bound('quantity'),
  joining('unit_price', LINE_BIT.unitPrice),
  bound('amount'),
  bound('gross_sales'),
  bound('refunds'),
  joining('cost', LINE_BIT.cost),
  joining('cost_import_id', LINE_BIT.costImportId),
];

const SHIPMENT_COLUMNS: readonly InsertColumn[] = [
  bound('order_id'),
  bound('tracking_number'),
  joining('carrier', SHIPMENT_BIT.carrier),
  joining('shipped_at', SHIPMENT_BIT.shippedAt),
  joining('delivered_at', SHIPMENT_BIT.deliveredAt),
];

/** What a file leaves out is undefined, what a row leaves out is null. */
type Shipment = Pick<OrderShipment, 'trackingNumber'> & {
  readonly [Name in 'carrier' | 'shippedAt' | 'deliveredAt']?: OrderShipment[Name] | null;
};

export interface OrderInserter {
  /** An order's id is the one behind the last in the table. */
  add(order: OrderRow): void;
  /** Takes the values of `order` down at once: it may be one object, filled anew for each order. */
  addPlain(order: PlainOrder): void;
  /** @param storedRef as stored-line-refs.ts has it. NaN stands for NULL. */
  addLine(
    orderId: number,
    lineNo: number,
    storedRef: number,
    productId: number,
    quantity: number,
    unitPrice: number,
    amount: number,
    grossSales: number,
    refunds: number,
    cost: number,
    costImportId: number,
  ): void;
  /** Of an order that is new, so that it has no other of this number. */
  addShipment(orderId: number, shipment: Shipment): void;
  /** Writes what is waiting; before anything is read from the tables. */
  flush(): void;
}

/** What hardly ever differs from one order to the next. */
type Steady = Pick<PlainOrder, 'platformId' | 'currencyId'>;

function usedByOrder(order: PlainOrder, first: Steady): number {
  let mask = 0;
  if (order.localMinute !== null) mask |= ORDER_BIT.localMinute;
  if (order.shippingFee !== 0) mask |= ORDER_BIT.shippingFee;
  if (order.tax !== 0) mask |= ORDER_BIT.tax;
  if (order.discount !== 0) mask |= ORDER_BIT.discount;
  if (order.deliveryCost !== 0) mask |= ORDER_BIT.deliveryCost;
  if (order.platformFee !== 0) mask |= ORDER_BIT.platformFee;
  if (order.customer !== null) mask |= ORDER_BIT.customer;
  if (order.contact !== null) mask |= ORDER_BIT.contact;
  if (order.source !== null) mask |= ORDER_BIT.source;
  if (order.platformId !== first.platformId) mask |= ORDER_BIT.platformId;
  if (order.currencyId !== first.currencyId) mask |= ORDER_BIT.currencyId;
  return mask;
}

/**
 * Shipments wait until all else is written: they are few, so that their pages would lie far apart in the log, and one that
 * changes when the log has it already makes SQLite read the log from there on again (import-task.ts).
 */
const WAITING_SHIPMENTS = `CREATE TEMP TABLE IF NOT EXISTS waiting_shipment (order_id, tracking_number, carrier,
  shipped_at, delivered_at, id INTEGER PRIMARY KEY)`;
const WRITE_SHIPMENTS = `INSERT INTO shipment (order_id, tracking_number, carrier, shipped_at, delivered_at)
  SELECT order_id, tracking_number, carrier, shipped_at, delivered_at FROM temp.waiting_shipment ORDER BY id`;

export function createOrderInserter(db: WritableDb, importId: number): OrderInserter {
  db.exec(WAITING_SHIPMENTS);
  const refs = createStoredLineRefs(db);
  /** Set by the first order. */
  let first: Steady = { platformId: 0, currencyId: 0 };
  let orders: InsertRows | null = null;
  let lastId = 0;
  const lines = createInsertRows(db, 'order_line', LINE_COLUMNS);
  const shipments = createInsertRows(db, 'temp.waiting_shipment', SHIPMENT_COLUMNS);
  const writeShipments = db.prepare(WRITE_SHIPMENTS);
  const forgetWaiting = db.prepare('DELETE FROM temp.waiting_shipment');
  let shipmentsWait = false;

  function checkIds({ lastInsertRowid }: RunResult): void {
    if (lastInsertRowid !== lastId) throw new Error(`order ${lastId} was written as ${lastInsertRowid}`);
  }

  function beginOrders({ platformId, currencyId }: PlainOrder): InsertRows {
    first = { platformId, currencyId };
    return createInsertRows(db, 'orders', orderColumns(importId, first), checkIds);
  }

  function addPlain(order: PlainOrder): void {
    orders ??= beginOrders(order);
    const used = orders.use(usedByOrder(order, first));
    const { values } = orders;
    let { at } = orders;
    values[at++] = order.storeId;
    if (used & ORDER_BIT.platformId) values[at++] = order.platformId;
    values[at++] = order.number;
    values[at++] = order.keyHash;
    values[at++] = order.businessDate;
    values[at++] = order.placedAt;
    if (used & ORDER_BIT.localMinute) values[at++] = order.localMinute ?? NULL;
    values[at++] = order.channelId;
    values[at++] = order.status;
    if (used & ORDER_BIT.currencyId) values[at++] = order.currencyId;
    values[at++] = order.total;
    values[at++] = order.grossSales;
    values[at++] = order.refunds;
    if (used & ORDER_BIT.shippingFee) values[at++] = order.shippingFee;
    if (used & ORDER_BIT.tax) values[at++] = order.tax;
    if (used & ORDER_BIT.discount) values[at++] = order.discount;
    if (used & ORDER_BIT.deliveryCost) values[at++] = order.deliveryCost;
    if (used & ORDER_BIT.platformFee) values[at++] = order.platformFee;
    if (used & ORDER_BIT.customer) values[at++] = order.customer ?? NULL;
    if (used & ORDER_BIT.contact) values[at++] = order.contact ?? NULL;
    if (used & ORDER_BIT.source) values[at++] = order.source ?? NULL;
    lastId = order.id;
    orders.end(at);
  }

  const addLine: OrderInserter['addLine'] = (
    orderId,
    lineNo,
    storedRef,
    productId,
    quantity,
    unitPrice,
    amount,
    grossSales,
    refunds,
    cost,
    costImportId,
  ) => {
    let mask = 0;
    if (!Number.isNaN(unitPrice)) mask |= LINE_BIT.unitPrice;
    if (!Number.isNaN(cost)) mask |= LINE_BIT.cost;
    if (!Number.isNaN(costImportId)) mask |= LINE_BIT.costImportId;
    const used = lines.use(mask);
    const { values } = lines;
    let { at } = lines;
    values[at++] = orderId;
    values[at++] = lineNo;
    values[at++] = storedRef;
    values[at++] = productId;
    values[at++] = quantity;
    if (used & LINE_BIT.unitPrice) values[at++] = unitPrice;
    values[at++] = amount;
    values[at++] = grossSales;
    values[at++] = refunds;
    if (used & LINE_BIT.cost) values[at++] = cost;
    if (used & LINE_BIT.costImportId) values[at++] = costImportId;
    lines.end(at);
  };

  function addRow(orderId: number, line: LineRow): void {
    const { lineNo, ref, productId, quantity, unitPrice, amount, grossSales, refunds, cost, costImportId } = line;
    addLine(
      orderId,
      lineNo,
      refs.toStored(ref, productId),
      productId,
      quantity,
      unitPrice ?? NULL,
      amount,
      grossSales,
      refunds,
      cost ?? NULL,
      costImportId ?? NULL,
    );
  }

  function addShipment(orderId: number, { trackingNumber, carrier, shippedAt, deliveredAt }: Shipment): void {
    let mask = 0;
    if (carrier != null) mask |= SHIPMENT_BIT.carrier;
    if (shippedAt != null) mask |= SHIPMENT_BIT.shippedAt;
    if (deliveredAt != null) mask |= SHIPMENT_BIT.deliveredAt;
    shipmentsWait = true;
    const used = shipments.use(mask);
    const { values } = shipments;
    let { at } = shipments;
    values[at++] = orderId;
    values[at++] = trackingNumber;
    if (used & SHIPMENT_BIT.carrier) values[at++] = carrier ?? NULL;
    if (used & SHIPMENT_BIT.shippedAt) values[at++] = shippedAt ?? NULL;
    if (used & SHIPMENT_BIT.deliveredAt) values[at++] = deliveredAt ?? NULL;
    shipments.end(at);
  }

  return {
    addPlain,
    addLine,
    addShipment,
    add(order) {
      addPlain(order);
      for (const line of order.lines) addRow(order.id, line);
      for (const shipment of order.shipments) addShipment(order.id, shipment);
    },
    flush() {
      orders?.flush();
      lines.flush();
      shipments.flush();
      if (!shipmentsWait) return;
      writeShipments.run();
      forgetWaiting.run();
      shipmentsWait = false;
    },
  };
}
