/** New orders and their lines on their way into the tables: from columns without an object of each, or as rows at hand. */
import type { RunResult } from 'better-sqlite3';
import type { WritableDb } from '../../database/index.ts';
import type { OrderShipment } from '../order-batch.ts';
import { createInsertRows, type InsertColumn, type InsertRows, NO_NUMBER, NO_TEXT } from './insert-rows.ts';
import type { LineRow, OrderRow } from './order-row.ts';
import type { PlainOrder } from './order-values.ts';
import { createStoredLineRefs } from './stored-line-refs.ts';

const required = (names: string): InsertColumn[] => names.split(', ').map((name) => ({ name }));

/** The id is not bound: the table gives each row the next one, as the caller did. */
const ORDER_COLUMNS = required(
  'store_id, number, key_hash, business_date, placed_at, channel_id, status, total, gross_sales, refunds',
);
const LINE_COLUMNS = required('order_id, line_no, line_ref, product_id, quantity, amount, gross_sales, refunds');
const OPTIONAL_ORDER: readonly InsertColumn[] = [
  { name: 'local_minute', unknown: NO_NUMBER },
  ...required('shipping_fee, tax, discount, delivery_cost, platform_fee'),
  { name: 'customer', unknown: NO_TEXT },
  { name: 'contact', unknown: NO_TEXT },
  { name: 'source', unknown: NO_TEXT },
];
const OPTIONAL_LINE: readonly InsertColumn[] = [
  { name: 'unit_price', unknown: NO_NUMBER },
  { name: 'cost', unknown: NO_NUMBER },
  { name: 'cost_import_id', unknown: NO_NUMBER },
];

const SHIPMENT_COLUMNS = required('order_id, tracking_number');
const OPTIONAL_SHIPMENT: readonly InsertColumn[] = [
  { name: 'carrier', unknown: NO_TEXT },
  { name: 'shipped_at', unknown: NO_NUMBER },
  { name: 'delivered_at', unknown: NO_NUMBER },
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
  if (order.localMinute !== null) mask |= 1;
  if (order.shippingFee !== 0) mask |= 2;
  if (order.tax !== 0) mask |= 4;
  if (order.discount !== 0) mask |= 8;
  if (order.deliveryCost !== 0) mask |= 16;
  if (order.platformFee !== 0) mask |= 32;
  if (order.customer !== null) mask |= 64;
  if (order.contact !== null) mask |= 128;
  if (order.source !== null) mask |= 256;
  if (order.platformId !== first.platformId) mask |= 512;
  if (order.currencyId !== first.currencyId) mask |= 1024;
  return mask;
}

const orNoNumber = (value: number): number => (Number.isNaN(value) ? NO_NUMBER : value);

/**
 * Shipments wait until all else is written: they are few, so that their pages would lie far apart in the log, and one that
 * changes when the log has it already makes SQLite read the log from there on again (import-task.ts).
 */
const WAITING_SHIPMENTS = `CREATE TEMP TABLE IF NOT EXISTS waiting_shipment (id INTEGER PRIMARY KEY, order_id, tracking_number,
  carrier, shipped_at, delivered_at)`;
const WRITE_SHIPMENTS = `INSERT INTO shipment (order_id, tracking_number, carrier, shipped_at, delivered_at)
  SELECT order_id, tracking_number, carrier, shipped_at, delivered_at FROM temp.waiting_shipment ORDER BY id`;

export function createOrderInserter(db: WritableDb, importId: number): OrderInserter {
  db.exec(WAITING_SHIPMENTS);
  const refs = createStoredLineRefs(db);
  /** Set by the first order. */
  let first: Steady = { platformId: 0, currencyId: 0 };
  let orders: InsertRows | null = null;
  let lastId = 0;
  const lines = createInsertRows(db, 'order_line', LINE_COLUMNS, OPTIONAL_LINE);
  const shipments = createInsertRows(db, 'temp.waiting_shipment', SHIPMENT_COLUMNS, OPTIONAL_SHIPMENT);
  const writeShipments = db.prepare(WRITE_SHIPMENTS);
  const forgetWaiting = db.prepare('DELETE FROM temp.waiting_shipment');
  let shipmentsWait = false;

  function checkIds({ lastInsertRowid }: RunResult): void {
    if (lastInsertRowid !== lastId) throw new Error(`order ${lastId} was written as ${lastInsertRowid}`);
  }

  function beginOrders({ platformId, currencyId }: PlainOrder): InsertRows {
    first = { platformId, currencyId };
    const columns = [...ORDER_COLUMNS, { name: 'import_id', constant: importId }];
    const steady = [
      { name: 'platform_id', constant: platformId },
      { name: 'currency_id', constant: currencyId },
    ];
    return createInsertRows(db, 'orders', columns, [...OPTIONAL_ORDER, ...steady], checkIds);
  }

  function addPlain(order: PlainOrder): void {
    orders ??= beginOrders(order);
    const used = orders.use(usedByOrder(order, first));
    const { values } = orders;
    let { at } = orders;
    values[at++] = order.storeId;
    values[at++] = order.number;
    values[at++] = order.keyHash;
    values[at++] = order.businessDate;
    values[at++] = order.placedAt;
    values[at++] = order.channelId;
    values[at++] = order.status;
    values[at++] = order.total;
    values[at++] = order.grossSales;
    values[at++] = order.refunds;
    if (used & 1) values[at++] = order.localMinute ?? NO_NUMBER;
    if (used & 2) values[at++] = order.shippingFee;
    if (used & 4) values[at++] = order.tax;
    if (used & 8) values[at++] = order.discount;
    if (used & 16) values[at++] = order.deliveryCost;
    if (used & 32) values[at++] = order.platformFee;
    if (used & 64) values[at++] = order.customer ?? NO_TEXT;
    if (used & 128) values[at++] = order.contact ?? NO_TEXT;
    if (used & 256) values[at++] = order.source ?? NO_TEXT;
    if (used & 512) values[at++] = order.platformId;
    if (used & 1024) values[at++] = order.currencyId;
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
    if (!Number.isNaN(unitPrice)) mask |= 1;
    if (!Number.isNaN(cost)) mask |= 2;
    if (!Number.isNaN(costImportId)) mask |= 4;
    const used = lines.use(mask);
    const { values } = lines;
    let { at } = lines;
    values[at++] = orderId;
    values[at++] = lineNo;
    values[at++] = storedRef;
    values[at++] = productId;
    values[at++] = quantity;
    values[at++] = amount;
    values[at++] = grossSales;
    values[at++] = refunds;
    if (used & 1) values[at++] = orNoNumber(unitPrice);
    if (used & 2) values[at++] = orNoNumber(cost);
    if (used & 4) values[at++] = orNoNumber(costImportId);
    lines.end(at);
  };

  function addRow(orderId: number, line: LineRow): void {
    const { lineNo, ref, productId, quantity, unitPrice, amount, grossSales, refunds, cost, costImportId } = line;
    const unknown = Number.NaN;
    addLine(
      orderId,
      lineNo,
      refs.toStored(ref, productId),
      productId,
      quantity,
      unitPrice ?? unknown,
      amount,
      grossSales,
      refunds,
      cost ?? unknown,
      costImportId ?? unknown,
    );
  }

  function addShipment(orderId: number, { trackingNumber, carrier, shippedAt, deliveredAt }: Shipment): void {
    let mask = 0;
    if (carrier != null) mask |= 1;
    if (shippedAt != null) mask |= 2;
    if (deliveredAt != null) mask |= 4;
    shipmentsWait = true;
    const used = shipments.use(mask);
    const { values } = shipments;
    let { at } = shipments;
    values[at++] = orderId;
    values[at++] = trackingNumber;
    if (used & 1) values[at++] = carrier ?? NO_TEXT;
    if (used & 2) values[at++] = shippedAt ?? NO_NUMBER;
    if (used & 4) values[at++] = deliveredAt ?? NO_NUMBER;
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
