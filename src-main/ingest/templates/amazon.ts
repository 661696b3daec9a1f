/** Amazon's order reports: one row an item, its price for the whole quantity; times carry an offset. */
import type { Template } from './template.ts';

export const amazon: Template = {
  name: 'amazon',
  kind: 'orders',
  platform: 'amazon',
  identifiedBy: ['purchase-date', 'item-price', 'ship-postal-code', 'ship-country'],
  columns: {
    orderNumber: ['amazon-order-id', 'order-id'],
    lineNumber: ['order-item-id'],
    placedAt: ['purchase-date'],
    status: ['order-status'],
    channel: ['sales-channel'],
    currency: ['currency'],
    productCode: ['sku', 'asin'],
    productName: ['product-name'],
    quantity: ['quantity', 'quantity-purchased'],
    lineAmount: ['item-price'],
    tax: ['item-tax'],
    shippingFee: ['shipping-price'],
    lineDiscount: ['item-promotion-discount'],
  },
  scopes: { lineAmount: 'undiscounted', tax: 'line', shippingFee: 'line', lineDiscount: 'line' },
  statusScope: 'line',
};
