/** One order with its lines and shipments. Customers' data leave the database masked unless they are asked for. */
import type { OrderDetail } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ImportId, ProductId } from '#shared/domain/ids.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { exact, onOneState, statement } from '../query/index.ts';
import { maskAddress, maskCustomerCode, maskName, maskPhone } from './masking.ts';
import { instantOf, ORDER_COLUMNS, ORDER_NAMES, type OrderRow, orderSummary } from './order-row.ts';

/** Ids as JSON. Together, not one by one: starting a statement over so many tables takes ten times as long as a row of it. */
export const ORDERS_SQL = `SELECT ${ORDER_COLUMNS}, o.shipping_fee, o.tax, o.discount, o.delivery_cost, o.platform_fee,
    o.customer, o.contact, o.import_id, (SELECT min(shop_id) FROM remote_order r WHERE r.order_id = o.id) AS shop_id
  FROM json_each(?) j CROSS JOIN orders o ON o.id = j.value ${ORDER_NAMES}`;
export const ORDER_LINES_SQL = `SELECT l.order_id, l.line_no, l.product_id, p.code, p.name, l.quantity, l.unit_price,
    l.gross_sales, l.refunds, l.cost
  FROM json_each(?) j CROSS JOIN order_line l ON l.order_id = j.value CROSS JOIN product p ON p.id = l.product_id
  ORDER BY l.order_id, l.line_no`;
export const ORDER_SHIPMENTS_SQL = `SELECT s.order_id, s.carrier, s.tracking_number, s.shipped_at, s.delivered_at
  FROM json_each(?) j CROSS JOIN shipment s ON s.order_id = j.value ORDER BY s.order_id, s.tracking_number`;

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
  readonly order_id: number;
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
  readonly order_id: number;
  readonly carrier: string | null;
  readonly tracking_number: string;
  readonly shipped_at: number | null;
  readonly delivered_at: number | null;
}

export interface OrderDetailQuestion {
  readonly id: number;
  /** Whether customers' data are given in full. */
  readonly unmask: boolean;
}

/** @throws AppError NOT_FOUND when there is no such order. */
export function orderDetailTask({ db }: TaskContext<ReadableDb>, question: OrderDetailQuestion): OrderDetail {
  return onOneState(db, () => createDetailReader(db, [question])(question));
}

/**
 * Gives what answers these questions, one after another within one transaction: their orders are read together. It throws
 * NOT_FOUND for an order that is not there.
 */
export function createDetailReader(
  db: ReadableDb,
  questions: readonly OrderDetailQuestion[],
): (question: OrderDetailQuestion) => OrderDetail {
  // Each once: of an order that is named twice the lines would be.
  const ids = JSON.stringify([...new Set(questions.map(({ id }) => id))]);
  const rowsOf = <Row>(sql: string) => statement(db, sql, 'object').all(ids) as Row[];
  const orders = new Map(rowsOf<DetailRow>(ORDERS_SQL).map((row) => [row.id, row]));
  const lines = Map.groupBy(rowsOf<LineRow>(ORDER_LINES_SQL), (row) => row.order_id);
  const shipments = Map.groupBy(rowsOf<ShipmentRow>(ORDER_SHIPMENTS_SQL), (row) => row.order_id);

  return ({ id, unmask }) => {
    const row = orders.get(id);
    if (!row) throw new AppError('NOT_FOUND', { details: { order: id } });
    return {
      ...orderSummary(row),
      shippingFee: exact(row.shipping_fee),
      tax: exact(row.tax),
      discount: exact(row.discount),
      deliveryCost: exact(row.delivery_cost),
      platformFee: exact(row.platform_fee),
      customer: customerOf(row, unmask),
      lines: (lines.get(id) ?? []).map(orderLine),
      shipments: (shipments.get(id) ?? []).map(shipment),
      importId: row.import_id === NO_IMPORT ? null : (row.import_id as ImportId),
      shopId: row.shop_id,
    };
  };
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
