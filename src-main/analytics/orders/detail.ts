/** One order with its lines and shipments. Customers' data leave the database masked unless they are asked for. */
import type { OrderDetail } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ImportId, ProductId } from '#shared/domain/ids.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { exact, onOneState, statement } from '../query/index.ts';
import { maskAddress, maskCustomerCode, maskName, maskPhone } from './masking.ts';
import { instantOf, ORDER_COLUMNS, ORDER_NAMES, type OrderRow, orderSummary } from './order-row.ts';

export const ORDER_SQL = `SELECT ${ORDER_COLUMNS}, o.shipping_fee, o.tax, o.discount, o.delivery_cost, o.platform_fee,
    o.customer, o.contact, o.import_id, (SELECT min(shop_id) FROM remote_order r WHERE r.order_id = o.id) AS shop_id
  FROM orders o ${ORDER_NAMES} WHERE o.id = ?`;
export const ORDER_LINES_SQL = `SELECT l.line_no, l.product_id, p.code, p.name, l.quantity, l.unit_price, l.gross_sales,
    l.refunds, l.cost
  FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.order_id = ? ORDER BY l.line_no`;
export const ORDER_SHIPMENTS_SQL = `SELECT carrier, tracking_number, shipped_at, delivered_at
  FROM shipment WHERE order_id = ? ORDER BY tracking_number`;

/** No file brought it: a platform or the head office did. */
const NO_IMPORT = 0;

interface DetailRow extends OrderRow {
  readonly shipping_fee: number;
  readonly tax: number;
  readonly discount: number;
  readonly delivery_cost: number;
  readonly platform_fee: number;
  readonly customer: string | null;
  readonly contact: string | null;
  readonly import_id: number;
  readonly shop_id: number | null;
}

interface LineRow {
  readonly line_no: number;
  readonly product_id: number;
  readonly code: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit_price: number | null;
  readonly gross_sales: number;
  readonly refunds: number;
  readonly cost: number | null;
}

interface ShipmentRow {
  readonly carrier: string | null;
  readonly tracking_number: string;
  readonly shipped_at: number | null;
  readonly delivered_at: number | null;
}

/** @throws AppError NOT_FOUND when there is no such order. */
export function orderDetailTask(
  { db }: TaskContext<ReadableDb>,
  { id, unmask }: { id: number; unmask: boolean },
): OrderDetail {
  return onOneState(db, () => {
    const row = statement(db, ORDER_SQL, 'object').get(id) as DetailRow | undefined;
    if (!row) throw new AppError('NOT_FOUND', { details: { order: id } });
    const lines = statement(db, ORDER_LINES_SQL, 'object').all(id) as LineRow[];
    const shipments = statement(db, ORDER_SHIPMENTS_SQL, 'object').all(id) as ShipmentRow[];
    return {
      ...orderSummary(row),
      shippingFee: exact(row.shipping_fee),
      tax: exact(row.tax),
      discount: exact(row.discount),
      deliveryCost: exact(row.delivery_cost),
      platformFee: exact(row.platform_fee),
      customer: customerOf(row, unmask),
      lines: lines.map(orderLine),
      shipments: shipments.map(shipment),
      importId: row.import_id === NO_IMPORT ? null : (row.import_id as ImportId),
      shopId: row.shop_id,
    };
  });
}

function orderLine(line: LineRow): OrderDetail['lines'][number] {
  return {
    lineNumber: line.line_no,
    productId: line.product_id as ProductId,
    code: line.code,
    name: line.name,
    quantity: exact(line.quantity),
    unitPrice: line.unit_price === null ? null : exact(line.unit_price),
    grossSales: exact(line.gross_sales),
    refunds: exact(line.refunds),
    cost: line.cost === null ? null : exact(line.cost),
  };
}

function shipment(row: ShipmentRow): OrderDetail['shipments'][number] {
  return {
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    shippedAt: row.shipped_at === null ? null : instantOf(row.shipped_at),
    deliveredAt: row.delivered_at === null ? null : instantOf(row.delivered_at),
  };
}

function customerOf(row: DetailRow, unmask: boolean): OrderDetail['customer'] {
  const contact = (row.contact === null ? {} : JSON.parse(row.contact)) as {
    name?: string;
    phone?: string;
    address?: string;
  };
  const show = (value: string | null | undefined, mask: (value: string) => string) =>
    value === null || value === undefined ? null : unmask ? value : mask(value);
  return {
    masked: !unmask,
    code: show(row.customer, maskCustomerCode),
    name: show(contact.name, maskName),
    phone: show(contact.phone, maskPhone),
    address: show(contact.address, maskAddress),
  };
}
