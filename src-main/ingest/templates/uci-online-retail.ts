/**
 * The UCI "Online Retail" set (Chen, D., 2015, doi 10.24432/C5BW33): a web shop in the United Kingdom, prices in pounds
 * as its documentation says, cancellations as invoices that begin with C.
 */
import type { Template } from './template.ts';

export const uciOnlineRetail: Template = {
  name: 'uci-online-retail',
  kind: 'orders',
  platform: 'file',
  identifiedBy: [
    'InvoiceNo',
    'StockCode',
    'Description',
    'Quantity',
    'InvoiceDate',
    'UnitPrice',
    'CustomerID',
    'Country',
  ],
  columns: {
    orderNumber: ['InvoiceNo'],
    productCode: ['StockCode'],
    productName: ['Description'],
    quantity: ['Quantity'],
    placedAt: ['InvoiceDate'],
    unitPrice: ['UnitPrice'],
    customerCode: ['CustomerID'],
  },
  scopes: {},
  statusScope: 'order',
  timeZone: 'Europe/London',
  currency: 'GBP',
};
