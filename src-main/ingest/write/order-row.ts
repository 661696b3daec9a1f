/** An order as the tables hold it, and what it brings to the rollups. */
import type { OrderFacts } from '../../analytics/rollup/index.ts';

export interface LineRow {
  lineNo: number;
  ref: number;
  productId: number;
  quantity: number;
  unitPrice: number | null;
  amount: number;
  grossSales: number;
  refunds: number;
  cost: number | null;
  costImportId: number | null;
}

export interface ShipmentRow {
  trackingNumber: string;
  carrier: string | null;
  shippedAt: number | null;
  deliveredAt: number | null;
}

export interface OrderRow {
  id: number;
  storeId: number;
  platformId: number;
  number: string;
  keyHash: number;
  businessDate: number;
  placedAt: number;
  localMinute: number | null;
  channelId: number;
  status: number;
  currencyId: number;
  total: number;
  grossSales: number;
  refunds: number;
  shippingFee: number;
  tax: number;
  discount: number;
  deliveryCost: number;
  platformFee: number;
  customer: string | null;
  contact: string | null;
  source: string | null;
  lines: LineRow[];
  shipments: readonly ShipmentRow[];
}

/** Gives what an order brings to the rollups. */
export function factsOf(order: OrderRow): OrderFacts {
  return {
    storeId: order.storeId,
    channelId: order.channelId,
    currencyId: order.currencyId,
    businessDate: order.businessDate,
    hour: order.localMinute === null ? -1 : Math.floor(order.localMinute / 60),
    placed: order.total,
    grossSales: order.grossSales,
    refunds: order.refunds,
    discount: order.discount,
    deliveryCost: order.deliveryCost,
    platformFee: order.platformFee,
    lines: order.lines,
  };
}
