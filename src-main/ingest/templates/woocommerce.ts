/** WooCommerce's order export: one row an order, or one a line with the order's total repeated. */
import type { Template } from './template.ts';

export const woocommerce: Template = {
  name: 'woocommerce',
  kind: 'orders',
  platform: 'woocommerce',
  identifiedBy: ['order_id', 'order_date', 'order_status', 'billing_first_name', 'order_total', 'order_currency'],
  columns: {
    orderNumber: ['order_number', 'order_id'],
    placedAt: ['order_date'],
    paidAt: ['paid_date'],
    status: ['order_status', 'status'],
    currency: ['order_currency'],
    orderTotal: ['order_total'],
    refundedAmount: ['refunded_total', 'order_refund_total'],
    shippingFee: ['shipping_total', 'order_shipping'],
    tax: ['tax_total', 'order_tax'],
    orderDiscount: ['discount_total', 'cart_discount'],
    paymentMethod: ['payment_method_title', 'payment_method'],
    productCode: ['line_item_sku', 'product_sku', 'sku', 'product_id'],
    productName: ['line_item_name', 'product_name', 'item_name'],
    quantity: ['line_item_quantity', 'quantity', 'qty'],
    unitPrice: ['item_price', 'product_price'],
    lineAmount: ['line_item_total', 'line_total', 'item_total'],
    customerCode: ['customer_id', 'billing_email'],
    customerPhone: ['billing_phone'],
    customerAddress: ['shipping_address_1', 'billing_address_1'],
  },
  scopes: { orderTotal: 'order', refundedAmount: 'order', shippingFee: 'order', tax: 'order', orderDiscount: 'order' },
  statusScope: 'order',
};
