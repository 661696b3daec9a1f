/**
 * New orders and their lines, ten rows a statement. Columns that no order has used so far are left to their defaults:
 * each value bound costs about as much as writing it. (Measured on 1M orders; PERFORMANCE.md says why ten.)
 */
import type { Statement } from 'better-sqlite3';
import type { WritableDb } from '../../database/index.ts';
import type { LineRow, OrderRow } from './order-row.ts';
import type { OrderTable } from './order-table.ts';

const ROWS = 10;

const ORDER_COLUMNS =
  'id, store_id, platform_id, number, key_hash, business_date, placed_at, channel_id, status, currency_id, total, gross_sales, refunds';
const LINE_COLUMNS = 'order_id, line_no, line_ref, product_id, quantity, amount, gross_sales, refunds';

/** Rows of one table waiting to be written together; `optional` columns join when a row first needs one. */
function createRows(db: WritableDb, table: string, columns: string, optional: readonly string[], constant: string) {
  let used = 0;
  let insertMany: Statement | null = null;
  let values: unknown[] = [];
  let rows = 0;

  function prepare(count: number): Statement {
    const names = [...columns.split(', '), ...optional.filter((_, bit) => used & (1 << bit))];
    const row = `(${names.map(() => '?').join(', ')}${constant === '' ? '' : `, ${constant.split(' = ')[1]}`})`;
    const all = constant === '' ? names : [...names, constant.split(' = ')[0]];
    return db.prepare(`INSERT INTO ${table} (${all.join(', ')}) VALUES ${new Array(count).fill(row).join(', ')}`);
  }

  function flush(): void {
    if (rows === 0) return;
    if (rows === ROWS) {
      insertMany ??= prepare(ROWS);
      insertMany.run(values);
    } else {
      prepare(rows).run(values);
    }
    values = [];
    rows = 0;
  }

  return {
    flush,
    /** Makes sure the optional columns in `mask` are written from here on, and gives all that are. */
    use(mask: number): number {
      if ((mask & ~used) !== 0) {
        flush();
        used |= mask;
        insertMany = null;
      }
      return used;
    },
    /** The values of the rows; push a row's, then call `end`. */
    get values() {
      return values;
    },
    end(): void {
      if (++rows === ROWS) flush();
    },
  };
}

const OPTIONAL_ORDER = [
  'local_minute',
  'shipping_fee',
  'tax',
  'discount',
  'delivery_cost',
  'platform_fee',
  'customer',
  'contact',
  'source',
] as const;
const OPTIONAL_LINE = ['unit_price', 'cost', 'cost_import_id'] as const;

function usedByOrder(order: OrderRow): number {
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
  return mask;
}

function usedByLine(line: LineRow): number {
  let mask = 0;
  if (line.unitPrice !== null) mask |= 1;
  if (line.cost !== null) mask |= 2;
  if (line.costImportId !== null) mask |= 4;
  return mask;
}

export interface OrderInserter {
  add(order: OrderRow): void;
  /** Writes what is waiting; before anything is read from the tables. */
  flush(): void;
}

export function createOrderInserter(db: WritableDb, importId: number, table: OrderTable): OrderInserter {
  const orders = createRows(db, 'orders', ORDER_COLUMNS, OPTIONAL_ORDER, `import_id = ${importId}`);
  const lines = createRows(db, 'order_line', LINE_COLUMNS, OPTIONAL_LINE, '');

  function addLine(orderId: number, line: LineRow): void {
    const used = lines.use(usedByLine(line));
    const { values } = lines;
    values.push(
      orderId,
      line.lineNo,
      line.ref,
      line.productId,
      line.quantity,
      line.amount,
      line.grossSales,
      line.refunds,
    );
    if (used & 1) values.push(line.unitPrice);
    if (used & 2) values.push(line.cost);
    if (used & 4) values.push(line.costImportId);
    lines.end();
  }

  return {
    add(order) {
      const used = orders.use(usedByOrder(order));
      const { values } = orders;
      values.push(
        order.id,
        order.storeId,
        order.platformId,
        order.number,
        order.keyHash,
        order.businessDate,
        order.placedAt,
        order.channelId,
        order.status,
        order.currencyId,
        order.total,
        order.grossSales,
        order.refunds,
      );
      if (used & 1) values.push(order.localMinute);
      if (used & 2) values.push(order.shippingFee);
      if (used & 4) values.push(order.tax);
      if (used & 8) values.push(order.discount);
      if (used & 16) values.push(order.deliveryCost);
      if (used & 32) values.push(order.platformFee);
      if (used & 64) values.push(order.customer);
      if (used & 128) values.push(order.contact);
      if (used & 256) values.push(order.source);
      orders.end();
      for (const line of order.lines) addLine(order.id, line);
      if (order.shipments.length > 0) table.addShipments(order);
    },
    flush() {
      orders.flush();
      lines.flush();
    },
  };
}
