/** What a file is about, judged by which fields its columns can be given: nothing is decided by its name. */
import type { Field, FileKind } from '#shared/contract/index.ts';
import { CELLS_LOOKED_AT, NO_EVIDENCE } from './column-evidence.ts';
import { readHeading } from './heading.ts';
import { type ColumnSample, type Columns, mapColumns } from './map-columns.ts';
import { isPriceless, orderPart, tellsOnlyPieces } from './order-part.ts';

export interface RecognisedKind {
  readonly kind: FileKind;
  readonly columns: Columns;
}

const MEASURES: readonly Field[] = [
  'quantity',
  'unitPrice',
  'lineAmount',
  'orderTotal',
  'amountPaid',
  'amountReceived',
];
const AMOUNTS: readonly Field[] = ['unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];
/** Amounts that are takings; a price is none. */
const SUMS: readonly Field[] = ['lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];
const PRODUCT_FACTS: readonly Field[] = ['listPrice', 'unitCost', 'category', 'brand', 'barcode'];
const STORE_FACTS: readonly Field[] = ['country', 'region', 'city', 'timeZone', 'openedOn', 'storeKind'];
/** Codes of a list are unique but for typing errors. */
const UNIQUE = 0.9;

/** Gives the kind and its columns, null for a file of anything else (customers, exchange rates, a data dictionary …). */
export function recogniseKind(sample: ColumnSample): RecognisedKind | null {
  const orders = mapColumns('orders', sample);
  const stock = mapColumns('stock', sample);
  const products = mapColumns('products', sample);
  if (isStock(stock, orders) && !isPriceList(products, stock, sample)) return { kind: 'stock', columns: stock };
  if (isOrders(orders)) return { kind: 'orders', columns: orders };
  if (orders.orderNumber === undefined && isProducts(products, sample)) return { kind: 'products', columns: products };
  const stores = mapColumns('stores', sample);
  if (orders.orderNumber === undefined && isStores(stores, sample)) return { kind: 'stores', columns: stores };
  const byHeadings = byHeadingsAlone(sample);
  if (byHeadings) return byHeadings;
  return isPart(orders, sample) || isTakings(orders) ? { kind: 'orders', columns: orders } : null;
}

/** A day and what it brought: the takings of a shop that tells no more. */
function isTakings(columns: Columns): boolean {
  return has(columns, 'placedAt', 'placedDate') && has(columns, ...SUMS);
}

/** A list of orders that came back is little more than their numbers. */
const MOST_RETURN_COLUMNS = 6;

/** True for a table that tells a part of each order, in need of the other part. */
function isPart(columns: Columns, sample: ColumnSample): boolean {
  const part = orderPart(columns);
  const isHead = isUnique(sample, columns.orderNumber ?? 0);
  if (part === 'heads') return isHead;
  if (part === 'refunds') return true;
  if (part === 'returns') return sample.headings.length <= MOST_RETURN_COLUMNS;
  if (!isPriceless({ kind: 'orders', columns })) return part === 'lines';
  return isNumbered(columns, sample) && ((part === 'pieces' && isHead) || tellsOnlyPieces(columns, sample.headings));
}

/** True unless rows are without the number of an order: events that led to none. */
function isNumbered({ orderNumber = 0 }: Columns, sample: ColumnSample): boolean {
  return sample.evidence(orderNumber).given >= Math.min(sample.rows.length, CELLS_LOOKED_AT) * UNIQUE;
}

/** Headings that leave no doubt make a file of orders, however bad its cells: each row is then refused with its own reason. */
function byHeadingsAlone(sample: ColumnSample): RecognisedKind | null {
  const columns = mapColumns('orders', { ...sample, rows: [], evidence: () => NO_EVIDENCE });
  return columns.orderNumber !== undefined && isOrders(columns) ? { kind: 'orders', columns } : null;
}

function has(columns: Columns, ...fields: readonly Field[]): boolean {
  return fields.some((field) => columns[field] !== undefined);
}

function isOrders(columns: Columns): boolean {
  if (!has(columns, 'placedAt', 'placedDate') || !has(columns, ...MEASURES)) return false;
  return (
    has(columns, 'orderNumber', 'productCode', 'productName') ||
    (has(columns, 'store', 'category', 'channel') && has(columns, ...AMOUNTS))
  );
}

function isStock(columns: Columns, orders: Columns): boolean {
  if (!has(columns, 'stockQuantity') || !has(columns, 'productCode', 'productName')) return false;
  return !has(orders, 'orderNumber') && !(has(orders, 'placedAt') && has(orders, 'quantity', 'lineAmount'));
}

/** Prices of products, each once and for no store: that some are in stock too does not make it a count of a store's stock. */
function isPriceList(products: Columns, stock: Columns, sample: ColumnSample): boolean {
  return (
    products.listPrice !== undefined && !has(stock, 'store', 'storeName', 'countedAt') && isProducts(products, sample)
  );
}

function isProducts(columns: Columns, sample: ColumnSample): boolean {
  const key = columns.productCode ?? columns.productName;
  if (key === undefined || !has(columns, ...PRODUCT_FACTS)) return false;
  if (columns.productCode === undefined && !has(columns, 'listPrice', 'unitCost', 'barcode')) return false;
  return isUnique(sample, key);
}

const STORE_WORD =
  /store|shop|branch|outlet|location|site|restaurant|warehouse|门店|店铺|分店|商户|商家|网点|机构|门市|分行|店|filial|markt|standort|laden|geschaft|lager|magasin|boutique|tienda|sucursal|negozio|puntovendita|loja|magaza|sube/;

function isStores(columns: Columns, sample: ColumnSample): boolean {
  const key = columns.store ?? columns.storeName;
  if (key === undefined || !isUnique(sample, key)) return false;
  const keys = [columns.store, columns.storeName].filter((column) => column !== undefined);
  const named = keys.filter((column) => STORE_WORD.test(readHeading(sample.headings[column] ?? '').key));
  if (has(columns, ...STORE_FACTS)) return named.length > 0;
  // A code and a name for each store, and nothing else: what the codes of orders stand for.
  return named.length === 2 && sample.headings.every((text, column) => text === '' || named.includes(column));
}

function isUnique(sample: ColumnSample, column: number): boolean {
  const { given, distinct } = sample.evidence(column);
  return given === 0 || distinct >= given * UNIQUE;
}
