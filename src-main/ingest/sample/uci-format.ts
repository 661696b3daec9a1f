/**
 * How the UCI "Online Retail" set is kept: by column, each column as the differences that remain small, so that the
 * 47.8 MB of text take about 1.1 MB in two files. Nothing is lost: decoding gives the original file byte for byte.
 *
 * A run is consecutive lines with equal invoice number, time, customer and country. A line names its product by the
 * product's rank in an alphabetical list, and its price and description by their place among the product's latest.
 */

/** What each compressed file holds; the order of streams is the order in the file. */
export const UCI_FILES = [
  { name: 'products.br', streams: ['stock'] },
  {
    name: 'sales.br',
    streams: ['codes', 'countries', 'runs', 'quantity', 'price', 'prices', 'description', 'descriptions'],
  },
] as const;

export type UciStream = (typeof UCI_FILES)[number]['streams'][number];

export const UCI_HEADINGS = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
export const UCI_LINE_END = '\r\n';

/** Digits of an invoice number; what stands before them is a letter or nothing ("C" marks a cancellation). */
export const INVOICE_DIGITS = 6;
/** Instants of the set are whole minutes, counted from 2010-01-01. */
export const UCI_EPOCH_MINUTES = Date.UTC(2010, 0, 1) / 60_000;
