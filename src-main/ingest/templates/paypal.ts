/** PayPal's activity: one row a movement of money, of which only payments and refunds are sales (`understand/movements.ts`). */
import type { Template } from './template.ts';

export const paypal: Template = {
  name: 'paypal',
  kind: 'orders',
  platform: 'paypal',
  identifiedBy: ['Date', 'Time', 'Type', 'Status', 'Currency', 'Gross', 'Fee', 'Net', 'Transaction ID'],
  columns: {
    orderNumber: ['Transaction ID'],
    placedDate: ['Date'],
    placedTime: ['Time'],
    status: ['Status'],
    currency: ['Currency'],
    amountPaid: ['Gross'],
    platformFee: ['Fee'],
    shippingFee: ['Shipping and Handling Amount'],
    tax: ['Sales Tax'],
    productCode: ['Item ID'],
    productName: ['Item Title'],
    quantity: ['Quantity'],
    customerCode: ['From Email Address'],
    customerName: ['Name'],
  },
  scopes: { amountPaid: 'order', platformFee: 'order', shippingFee: 'order', tax: 'order' },
  statusScope: 'line',
};
