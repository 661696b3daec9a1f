/** Orders in and out of their tables, whole: the row, its lines, its shipments. */
import type { WritableStatements } from '../../database/index.ts';
import type { LineRow, OrderRow, ShipmentRow } from './order-row.ts';
import {
  LINE_COLUMNS,
  type LineValues,
  lineOf,
  ORDER_COLUMNS,
  type OrderValues,
  orderOf,
  type ShipmentValues,
  shipmentOf,
  valuesOf,
  valuesOfLine,
} from './order-values.ts';
import { createStoredLineRefs } from './stored-line-refs.ts';

const listed = (columns: Record<string, string>, table: string) =>
  Object.values(columns)
    .map((column) => `${table}.${column}`)
    .join(', ');

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
export function createOrderTable(db: WritableStatements, importId: number): OrderTable {
  const orderColumns = listed(ORDER_COLUMNS, 'o');
  const refs = createStoredLineRefs(db);
  // Rows as arrays: naming every value of every row takes longer than reading it.
  const byHash = db
    .prepare<[string], OrderValues>(`SELECT ${orderColumns} FROM json_each(?) h JOIN orders o ON o.key_hash = h.value`)
    .raw();
  const byId = db
    .prepare<[string], OrderValues>(`SELECT ${orderColumns} FROM json_each(?) h JOIN orders o ON o.id = h.value`)
    .raw();
  const hashes = db
    .prepare<[string], number>('SELECT o.key_hash FROM json_each(?) h JOIN orders o ON o.key_hash = h.value')
    .pluck();
  const linesOf = db
    .prepare<[string], LineValues>(
      `SELECT l.order_id, ${listed(LINE_COLUMNS, 'l')}
       FROM json_each(?) h JOIN order_line l ON l.order_id = h.value ORDER BY l.order_id, l.line_no`,
    )
    .raw();
  const shipmentsOf = db
    .prepare<[string], ShipmentValues>(
      `SELECT s.order_id, s.tracking_number, s.carrier, s.shipped_at, s.delivered_at
       FROM json_each(?) h JOIN shipment s ON s.order_id = h.value ORDER BY s.order_id, s.tracking_number`,
    )
    .raw();
  const columns = Object.values(ORDER_COLUMNS);
  const insertOrder = db.prepare<OrderValues>(
    `INSERT INTO orders (${columns.join(', ')}, import_id) VALUES (${columns.map(() => '?').join(', ')}, ${importId})`,
  );
  /** Takes the id last. */
  const updateOrder = db.prepare(
    `UPDATE orders SET ${columns
      .slice(1)
      .map((column) => `${column} = ?`)
      .join(', ')}, import_id = ${importId} WHERE id = ?`,
  );
  const lineColumns = ['order_id', ...Object.values(LINE_COLUMNS)];
  const insertLine = db.prepare<LineValues>(
    `INSERT INTO order_line (${lineColumns.join(', ')}) VALUES (${lineColumns.map(() => '?').join(', ')})`,
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

  function complete(plain: readonly OrderValues[]): OrderRow[] {
    const orders = new Map<number, OrderRow & { lines: LineRow[]; shipments: ShipmentRow[] }>();
    for (const values of plain) {
      const order = orderOf(values);
      orders.set(order.id, order);
    }
    const ids = JSON.stringify([...orders.keys()]);
    for (const values of linesOf.all(ids)) orders.get(values[0])?.lines.push(lineOf(values, refs));
    for (const values of shipmentsOf.all(ids)) orders.get(values[0])?.shipments.push(shipmentOf(values));
    return [...orders.values()];
  }

  function writeParts(order: OrderRow): void {
    for (const line of order.lines) insertLine.run(...valuesOfLine(order.id, line, refs));
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
      insertOrder.run(...valuesOf(order));
      writeParts(order);
    },
    rewrite(order) {
      const [id, ...values] = valuesOf(order);
      updateOrder.run(...values, id);
      deleteLines.run(order.id);
      deleteShipments.run(order.id);
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
