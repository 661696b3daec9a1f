/** Stripe's payments: one row a payment, with what was given back of it; one that failed brought nothing. */
import type { Template } from './template.ts';

export const stripe: Template = {
  name: 'stripe',
  kind: 'orders',
  platform: 'stripe',
  identifiedBy: ['id', 'Amount', 'Amount Refunded', 'Currency', 'Captured', 'Status'],
  columns: {
    orderNumber: ['id'],
    placedAt: ['Created date (UTC)', 'Created (UTC)', 'Created'],
    status: ['Status'],
    currency: ['Currency'],
    amountPaid: ['Amount'],
    refundedAmount: ['Amount Refunded'],
    platformFee: ['Fee'],
    customerCode: ['Customer ID', 'Customer Email'],
  },
  scopes: { amountPaid: 'order', refundedAmount: 'order', platformFee: 'order' },
  statusScope: 'order',
};
