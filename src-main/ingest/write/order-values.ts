/** Orders, lines and shipments as SELECT gives them: values in the order of these columns. */
import type { LineRow, OrderRow, ShipmentRow } from './order-row.ts';
import type { StoredLineRefs } from './stored-line-refs.ts';

/** Column by property. */
export const ORDER_COLUMNS = {
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

export const LINE_COLUMNS = {
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

export type PlainOrder = Omit<OrderRow, 'lines' | 'shipments'>;

type Known = number;
type Unknown = number | null;
type Text = string | null;
// biome-ignore format: as ORDER_COLUMNS has them
export type OrderValues = [
  Known, Known, Known, string, Known, Known, Known, Unknown, Known, Known, Known, Known, Known, Known, Known, Known,
  Known, Known, Known, Text, Text, Text,
];
/** The order's id, then as LINE_COLUMNS has them. */
export type LineValues = [Known, Known, Known, Known, Known, Unknown, Known, Known, Known, Unknown, Unknown];
/** The order's id, then tracking number, carrier, shipped at, delivered at. */
export type ShipmentValues = [Known, string, Text, Unknown, Unknown];

export function orderOf(values: OrderValues): OrderRow & { lines: LineRow[]; shipments: ShipmentRow[] } {
  return {
    id: values[0],
    storeId: values[1],
    platformId: values[2],
    number: values[3],
    keyHash: values[4],
    businessDate: values[5],
    placedAt: values[6],
    localMinute: values[7],
    channelId: values[8],
    status: values[9],
    currencyId: values[10],
    total: values[11],
    grossSales: values[12],
    refunds: values[13],
    shippingFee: values[14],
    tax: values[15],
    discount: values[16],
    deliveryCost: values[17],
    platformFee: values[18],
    customer: values[19],
    contact: values[20],
    source: values[21],
    lines: [],
    shipments: [],
  };
}

export function lineOf(values: LineValues, refs: StoredLineRefs): LineRow {
  return {
    lineNo: values[1],
    ref: refs.fromStored(values[2], values[3]),
    productId: values[3],
    quantity: values[4],
    unitPrice: values[5],
    amount: values[6],
    grossSales: values[7],
    refunds: values[8],
    cost: values[9],
    costImportId: values[10],
  };
}

export function shipmentOf(values: ShipmentValues): ShipmentRow {
  return { trackingNumber: values[1], carrier: values[2], shippedAt: values[3], deliveredAt: values[4] };
}

/** The values of an order, for binding by position: by name takes several times as long. */
export function valuesOf(order: PlainOrder): OrderValues {
  return [
    order.id,
    order.storeId,
    order.platformId,
    order.number,
    order.keyHash,
    order.businessDate,
    order.placedAt,
    order.localMinute,
    order.channelId,
    order.status,
    order.currencyId,
    order.total,
    order.grossSales,
    order.refunds,
    order.shippingFee,
    order.tax,
    order.discount,
    order.deliveryCost,
    order.platformFee,
    order.customer,
    order.contact,
    order.source,
  ];
}

export function valuesOfLine(orderId: number, line: LineRow, refs: StoredLineRefs): LineValues {
  const { lineNo, productId, quantity, unitPrice, amount, grossSales, refunds, cost, costImportId } = line;
  const ref = refs.toStored(line.ref, productId);
  return [orderId, lineNo, ref, productId, quantity, unitPrice, amount, grossSales, refunds, cost, costImportId];
}
