/** Orders in and out of their tables, whole: the row, its lines, its shipments. */
import type { WritableDb } from '../../database/index.ts';
import type { LineRow, OrderRow, ShipmentRow } from './order-row.ts';

/** Column by property, in the order in which `load` reads them. */
const ORDER_COLUMNS = {
  id: 'id',
  storeId: 'store_id',
  platformId: 'platform_id',
  number: 'number',
  keyHash: 'key_hash',
  businessDate: 'business_date',
  placedAt: 'placed_at',
  localMinute: 'local_minute',
  channelId: 'channel_id',
  status: 'status',
  currencyId: 'currency_id',
  total: 'total',
  grossSales: 'gross_sales',
  refunds: 'refunds',
  shippingFee: 'shipping_fee',
  tax: 'tax',
  discount: 'discount',
  deliveryCost: 'delivery_cost',
  platformFee: 'platform_fee',
  customer: 'customer',
  contact: 'contact',
  source: 'source',
} as const satisfies Partial<Record<keyof OrderRow, string>>;

const LINE_COLUMNS = {
  lineNo: 'line_no',
  ref: 'line_ref',
  productId: 'product_id',
  quantity: 'quantity',
  unitPrice: 'unit_price',
  amount: 'amount',
  grossSales: 'gross_sales',
  refunds: 'refunds',
  cost: 'cost',
  costImportId: 'cost_import_id',
} as const satisfies Record<keyof LineRow, string>;

const aliased = (columns: Record<string, string>, table: string) =>
  Object.entries(columns)
    .map(([property, column]) => `${table}.${column} AS ${property}`)
    .join(', ');

type PlainOrder = Omit<OrderRow, 'lines' | 'shipments'>;

export interface OrderTable {
  /** Gives the orders whose keys have one of these hashes, with everything of theirs. */
  load(keyHashes: readonly number[]): OrderRow[];
  /** Gives orders by id. */
  loadIds(ids: readonly number[]): OrderRow[];
  /** Which of these hashes some order has. */
  knownHashes(keyHashes: readonly number[]): Set<number>;
  insert(order: OrderRow): void;
  /** Puts a changed order in the place of the one with its id. */
  rewrite(order: OrderRow): void;
  addShipments(order: Pick<OrderRow, 'id' | 'shipments'>): void;
  /** The order with everything of it as the tables have it now: plain columns, for a before-image. */
  image(id: number): unknown;
  /** Puts back what `image` gave. */
  restore(id: number, image: OrderImage): void;
  remove(id: number): void;
}

export interface OrderImage {
  readonly order: Record<string, unknown>;
  readonly lines: readonly Record<string, unknown>[];
  readonly shipments: readonly Record<string, unknown>[];
}

/** @param importId the import that writes. */
export function createOrderTable(db: WritableDb, importId: number): OrderTable {
  const orderColumns = aliased(ORDER_COLUMNS, 'o');
  const byHash = db.prepare<[string], PlainOrder>(
    `SELECT ${orderColumns} FROM json_each(?) h JOIN orders o ON o.key_hash = h.value`,
  );
  const byId = db.prepare<[string], PlainOrder>(
    `SELECT ${orderColumns} FROM json_each(?) h JOIN orders o ON o.id = h.value`,
  );
  const hashes = db
    .prepare<[string], number>('SELECT o.key_hash FROM json_each(?) h JOIN orders o ON o.key_hash = h.value')
    .pluck();
  const linesOf = db.prepare<[string], LineRow & { orderId: number }>(
    `SELECT l.order_id AS orderId, ${aliased(LINE_COLUMNS, 'l')}
     FROM json_each(?) h JOIN order_line l ON l.order_id = h.value ORDER BY l.order_id, l.line_no`,
  );
  const shipmentsOf = db.prepare<[string], ShipmentRow & { orderId: number }>(
    `SELECT s.order_id AS orderId, s.tracking_number AS trackingNumber, s.carrier, s.shipped_at AS shippedAt,
       s.delivered_at AS deliveredAt
     FROM json_each(?) h JOIN shipment s ON s.order_id = h.value ORDER BY s.order_id, s.tracking_number`,
  );
  const properties = Object.entries(ORDER_COLUMNS);
  const insertOrder = db.prepare<PlainOrder>(
    `INSERT INTO orders (${properties.map(([, column]) => column).join(', ')}, import_id)
     VALUES (${properties.map(([property]) => `@${property}`).join(', ')}, ${importId})`,
  );
  const updateOrder = db.prepare<PlainOrder>(
    `UPDATE orders SET ${properties.map(([property, column]) => `${column} = @${property}`).join(', ')},
     import_id = ${importId} WHERE id = @id`,
  );
  const lineProperties = Object.entries(LINE_COLUMNS);
  const insertLine = db.prepare<LineRow & { orderId: number }>(
    `INSERT INTO order_line (order_id, ${lineProperties.map(([, column]) => column).join(', ')})
     VALUES (@orderId, ${lineProperties.map(([property]) => `@${property}`).join(', ')})`,
  );
  const insertShipment = db.prepare(
    'INSERT OR REPLACE INTO shipment (order_id, tracking_number, carrier, shipped_at, delivered_at) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteLines = db.prepare('DELETE FROM order_line WHERE order_id = ?');
  const deleteShipments = db.prepare('DELETE FROM shipment WHERE order_id = ?');
  const deleteOrder = db.prepare('DELETE FROM orders WHERE id = ?');
  const rawOrder = db.prepare<[number], Record<string, unknown>>('SELECT * FROM orders WHERE id = ?');
  const rawLines = db.prepare<[number], Record<string, unknown>>(
    'SELECT * FROM order_line WHERE order_id = ? ORDER BY line_no',
  );
  const rawShipments = db.prepare<[number], Record<string, unknown>>(
    'SELECT * FROM shipment WHERE order_id = ? ORDER BY tracking_number',
  );

  function complete(plain: readonly PlainOrder[]): OrderRow[] {
    const orders = new Map<number, OrderRow & { lines: LineRow[]; shipments: ShipmentRow[] }>();
    for (const order of plain) orders.set(order.id, { ...order, lines: [], shipments: [] });
    const ids = JSON.stringify([...orders.keys()]);
    for (const { orderId, ...line } of linesOf.iterate(ids)) orders.get(orderId)?.lines.push(line);
    for (const { orderId, ...shipment } of shipmentsOf.iterate(ids)) orders.get(orderId)?.shipments.push(shipment);
    return [...orders.values()];
  }

  function writeParts(order: OrderRow): void {
    for (const line of order.lines) insertLine.run({ ...line, orderId: order.id });
    addShipments(order);
  }

  function addShipments(order: Pick<OrderRow, 'id' | 'shipments'>): void {
    for (const { trackingNumber, carrier, shippedAt, deliveredAt } of order.shipments) {
      insertShipment.run(order.id, trackingNumber, carrier, shippedAt, deliveredAt);
    }
  }

  function remove(id: number): void {
    deleteLines.run(id);
    deleteShipments.run(id);
    deleteOrder.run(id);
  }

  /** Column names come from an image this app wrote; they are checked against the table so that nothing else gets into SQL. */
  function insertRaw(table: string, row: Record<string, unknown>): void {
    const known = new Set(db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table));
    const columns = Object.keys(row).filter((column) => known.has(column));
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
      columns.map((column) => row[column]),
    );
  }

  return {
    load: (keyHashes) => complete(byHash.all(JSON.stringify(keyHashes))),
    loadIds: (ids) => complete(byId.all(JSON.stringify(ids))),
    knownHashes: (keyHashes) => new Set(hashes.all(JSON.stringify(keyHashes))),
    insert(order) {
      insertOrder.run(order);
      writeParts(order);
    },
    rewrite(order) {
      updateOrder.run(order);
      deleteLines.run(order.id);
      writeParts(order);
    },
    addShipments,
    image: (id): OrderImage | null => {
      const order = rawOrder.get(id);
      return order ? { order, lines: rawLines.all(id), shipments: rawShipments.all(id) } : null;
    },
    restore(id, image) {
      remove(id);
      insertRaw('orders', image.order);
      for (const line of image.lines) insertRaw('order_line', line);
      for (const shipment of image.shipments) insertRaw('shipment', shipment);
    },
    remove,
  };
}
