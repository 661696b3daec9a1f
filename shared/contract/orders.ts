/** Single orders: find one by number, read its lines. Customers' data is masked unless asked for. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ORDER_STATUS, type OrderStatusName } from '../domain/order-status.ts';
import {
  businessDate,
  currencyCode,
  importId,
  instant,
  money,
  orderId,
  productId,
  quantity,
  storeId,
  storeScope,
} from './primitives.ts';

export const orderStatus = z.enum(Object.keys(ORDER_STATUS) as [OrderStatusName, ...OrderStatusName[]]);

export const orderSummary = z.object({
  id: orderId,
  number: z.string(),
  storeId,
  storeName: z.string(),
  platform: z.string(),
  channel: z.string(),
  businessDate,
  placedAt: instant,
  /** The store's own clock when it was placed, `HH:MM`; null where the file gives no time of day. */
  localTime: z.string().nullable(),
  status: orderStatus,
  currency: currencyCode,
  /** What was placed, what counts as sold, what of that was given back. */
  total: money,
  grossSales: money,
  refunds: money,
  units: quantity,
});
export type OrderSummary = z.infer<typeof orderSummary>;

export const orderDetail = orderSummary.extend({
  shippingFee: money,
  tax: money,
  discount: money,
  deliveryCost: money,
  platformFee: money,
  customer: z.object({
    masked: z.boolean(),
    code: z.string().nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
  }),
  lines: z.array(
    z.object({
      lineNumber: z.int(),
      productId,
      code: z.string(),
      name: z.string(),
      quantity,
      unitPrice: money.nullable(),
      /** The line's share of the order's gross sales and refunds. */
      grossSales: money,
      refunds: money,
      cost: money.nullable(),
    }),
  ),
  shipments: z.array(
    z.object({
      carrier: z.string().nullable(),
      trackingNumber: z.string(),
      shippedAt: instant.nullable(),
      deliveredAt: instant.nullable(),
    }),
  ),
  importId: importId.nullable(),
  /** The connected shop that it came from, for notes and parcels; null: from a file, or the head office. */
  shopId: z.int().nullable(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

export const ordersContract = {
  list: oc
    .route({ method: 'POST', path: '/orders/list', tags: ['Orders'], summary: 'Orders of a scope, the newest first' })
    .input(
      z.object({
        stores: storeScope,
        from: businessDate,
        to: businessDate,
        /** A part of an order number; letter case does not count. */
        number: z.string().trim().max(100).optional(),
        status: orderStatus.optional(),
        channel: z.string().optional(),
        productId: productId.optional(),
        limit: z.int().min(1).max(500).default(100),
        /** As given by the page before. */
        cursor: z.string().optional(),
      }),
    )
    .output(z.object({ orders: z.array(orderSummary), nextCursor: z.string().nullable() })),
  /** Where `list` looks through some days, this looks up one number among all there are. */
  find: oc
    .route({
      method: 'POST',
      path: '/orders/find',
      tags: ['Orders'],
      summary: 'Orders of any day by their whole number',
    })
    .input(z.object({ number: z.string().trim().min(1).max(100), limit: z.int().min(1).max(100).default(20) }))
    .output(z.object({ orders: z.array(orderSummary) })),
  detail: oc
    .route({ method: 'POST', path: '/orders/detail', tags: ['Orders'], summary: 'One order with its lines' })
    .input(z.object({ id: orderId, unmask: z.boolean().default(false) }))
    .output(orderDetail),
  /** How many orders stand in each status and what they were worth. */
  byStatus: oc
    .route({ method: 'POST', path: '/orders/by-status', tags: ['Orders'], summary: 'Orders and their value by status' })
    .input(z.object({ stores: storeScope, from: businessDate, to: businessDate, currency: currencyCode.optional() }))
    .output(
      z.object({
        currency: currencyCode.nullable(),
        rows: z.array(z.object({ status: orderStatus, orders: z.int(), total: money, refunds: money })),
      }),
    ),
};
