/** Etsy's sold order items: one row an item; shipping, tax and the order's total are repeated on each row of an order. */
import type { Template } from './template.ts';

export const etsy: Template = {
  name: 'etsy',
  kind: 'orders',
  platform: 'etsy',
  identifiedBy: ['Sale Date', 'Item Name', 'Quantity', 'Price', 'Transaction ID', 'Listing ID', 'Order ID'],
  columns: {
    orderNumber: ['Order ID'],
    lineNumber: ['Transaction ID'],
    placedAt: ['Sale Date'],
    paidAt: ['Date Paid'],
    currency: ['Currency'],
    orderTotal: ['Order Total'],
    shippingFee: ['Order Shipping', 'Shipping'],
    tax: ['Order Sales Tax', 'Sales Tax'],
    productCode: ['SKU', 'Listing ID'],
    productName: ['Item Name'],
    productVariant: ['Variations'],
    quantity: ['Quantity'],
    unitPrice: ['Price'],
    lineDiscount: ['Discount Amount'],
    paymentMethod: ['Payment Method', 'Payment Type'],
    customerCode: ['Buyer'],
    customerName: ['Ship Name'],
    customerAddress: ['Ship Address1'],
    shippedAt: ['Date Shipped'],
  },
  scopes: { orderTotal: 'order', shippingFee: 'order', tax: 'order', lineDiscount: 'line' },
  statusScope: 'order',
};
