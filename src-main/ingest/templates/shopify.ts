/**
 * Shopify's order export: one row a line item; from an order's second row on, everything about the order but its name
 * and date is empty. Times carry an offset. `Location` is the till of a point-of-sale order and empty for the web shop,
 * so it is not taken for the store unless staff say so.
 */
import type { Template } from './template.ts';

export const shopify: Template = {
  name: 'shopify',
  kind: 'orders',
  platform: 'shopify',
  identifiedBy: ['Name', 'Financial Status', 'Lineitem quantity', 'Lineitem name', 'Lineitem price', 'Created at'],
  columns: {
    orderNumber: ['Name'],
    placedAt: ['Created at'],
    paidAt: ['Paid at'],
    status: ['Financial Status'],
    cancelledAt: ['Cancelled at'],
    currency: ['Currency'],
    channel: ['Source'],
    orderTotal: ['Total'],
    refundedAmount: ['Refunded Amount'],
    shippingFee: ['Shipping'],
    tax: ['Taxes'],
    orderDiscount: ['Discount Amount'],
    paymentMethod: ['Payment Method'],
    quantity: ['Lineitem quantity'],
    productName: ['Lineitem name'],
    productCode: ['Lineitem sku'],
    unitPrice: ['Lineitem price'],
    lineDiscount: ['Lineitem discount'],
    customerCode: ['Email'],
    customerName: ['Shipping Name', 'Billing Name'],
    customerPhone: ['Shipping Phone', 'Billing Phone', 'Phone'],
    customerAddress: ['Shipping Street', 'Shipping Address1'],
    note: ['Notes'],
  },
  scopes: {
    orderTotal: 'order',
    refundedAmount: 'order',
    shippingFee: 'order',
    tax: 'order',
    orderDiscount: 'order',
    lineDiscount: 'line',
  },
  statusScope: 'order',
};
