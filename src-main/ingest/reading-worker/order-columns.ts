/** The columns of one batch while it is filled. All of them lie in one buffer, so that a batch is handed over by one transfer. */
import type { OrderBatch, OrderShipment, TextColumn } from '../order-batch.ts';
import { settleBatch } from '../settle/index.ts';

/** A batch is handed over at the first order that begins at or after this many lines. */
export const LINES_A_BATCH = 8_192;
/** No batch holds more: an order of more than 2,048 lines may go over in parts. */
export const MOST_LINES = LINES_A_BATCH + 2_048;

// biome-ignore format: a list of names
const ORDER_FLOATS = [
  'keyHash', 'placedAt', 'total', 'paid', 'received', 'refunded', 'shippingFee', 'tax', 'discount', 'deliveryCost', 'platformFee',
  'placed', 'grossSales', 'refunds',
] as const;
const ORDER_INTEGERS = ['store', 'storeName', 'platform', 'channel', 'currency', 'businessDate', 'numberEnds'] as const;
// biome-ignore format: a list of names
const LINE_FLOATS = [
  'lineKey', 'quantity', 'unitPrice', 'amount', 'lineDiscount', 'unitCost', 'lineCost',
  'worth', 'lineGross', 'lineRefunds', 'cost',
] as const;
const LINE_INTEGERS = ['record', 'product', 'productName', 'category'] as const;

export type OrderAmount = Extract<
  (typeof ORDER_FLOATS)[number],
  'total' | 'paid' | 'received' | 'refunded' | 'shippingFee' | 'tax' | 'discount' | 'deliveryCost' | 'platformFee'
>;

type Floats = Record<(typeof ORDER_FLOATS)[number] | (typeof LINE_FLOATS)[number], Float64Array>;
type Integers = Record<(typeof ORDER_INTEGERS)[number] | (typeof LINE_INTEGERS)[number] | 'lineStart', Int32Array>;

export interface OrderColumns extends Floats, Integers {
  orders: number;
  lines: number;
  readonly localMinute: Int16Array;
  readonly status: Uint8Array;
  readonly flags: Uint8Array;
  readonly lineFlags: Uint8Array;
  numberBytes: Uint8Array;
  numbersUsed: number;
  /** Texts of the orders so far; one for each order, or none for files that do not give them. */
  readonly customers: string[];
  readonly contacts: string[];
  readonly shipments: OrderShipment[];
}

/**
 * Makes empty columns with room for `MOST_LINES` orders and lines.
 * @param spare the buffer of columns made before, which nobody uses any more.
 */
export function createOrderColumns(spare?: ArrayBuffer): OrderColumns {
  const room = MOST_LINES;
  const floats = [...ORDER_FLOATS, ...LINE_FLOATS];
  const integers = [...ORDER_INTEGERS, ...LINE_INTEGERS];
  const size = room * (floats.length * 8 + integers.length * 4 + 2 + 3) + (room + 2) * 4;
  const buffer = spare?.byteLength === size ? spare : new ArrayBuffer(size);
  let at = 0;
  const columns: Record<string, unknown> = {
    orders: 0,
    lines: 0,
    numberBytes: new Uint8Array(room * 12),
    numbersUsed: 0,
    customers: [],
    contacts: [],
    shipments: [],
  };
  for (const name of floats) {
    columns[name] = new Float64Array(buffer, at, room);
    at += room * 8;
  }
  for (const name of integers) {
    columns[name] = new Int32Array(buffer, at, room);
    at += room * 4;
  }
  columns.lineStart = new Int32Array(buffer, at, room + 2);
  at += (room + 2) * 4;
  columns.localMinute = new Int16Array(buffer, at, room);
  at += room * 2;
  for (const name of ['status', 'flags', 'lineFlags']) {
    columns[name] = new Uint8Array(buffer, at, room);
    at += room;
  }
  return columns as unknown as OrderColumns;
}

/** Appends the bytes of an order's number; they are those of order `columns.orders`. */
export function appendNumber(columns: OrderColumns, bytes: Uint8Array, start: number, end: number): void {
  const length = end - start;
  if (columns.numbersUsed + length > columns.numberBytes.length) {
    const bigger = new Uint8Array(Math.max(columns.numberBytes.length * 2, columns.numbersUsed + length));
    bigger.set(columns.numberBytes.subarray(0, columns.numbersUsed));
    columns.numberBytes = bigger;
  }
  columns.numberBytes.set(bytes.subarray(start, end), columns.numbersUsed);
  columns.numbersUsed += length;
  columns.numberEnds[columns.orders] = columns.numbersUsed;
}

/** Joins texts into one. */
export function textColumn(texts: readonly string[]): TextColumn | null {
  if (texts.length === 0) return null;
  let end = 0;
  const ends = Int32Array.from(texts, (text) => (end += text.length));
  return { text: texts.join(''), ends };
}

/** Gives the batch that the columns hold, settled, and the buffers to transfer with it. The columns must not be used any more. */
export function toBatch(
  columns: OrderColumns,
  file: number,
  newStrings: readonly string[],
): { batch: OrderBatch; transfer: ArrayBuffer[] } {
  const { orders, lines } = columns;
  columns.lineStart[orders] = lines;
  const batch: Record<string, unknown> = {
    kind: 'orders',
    file,
    newStrings,
    orders,
    lines,
    lineStart: columns.lineStart.subarray(0, orders + 1),
    numberBytes: columns.numberBytes.subarray(0, columns.numbersUsed),
    localMinute: columns.localMinute.subarray(0, orders),
    status: columns.status.subarray(0, orders),
    flags: columns.flags.subarray(0, orders),
    lineFlags: columns.lineFlags.subarray(0, lines),
    customer: textColumn(columns.customers),
    contact: textColumn(columns.contacts),
    shipments: columns.shipments,
  };
  for (const name of [...ORDER_FLOATS, ...ORDER_INTEGERS]) batch[name] = columns[name].subarray(0, orders);
  for (const name of [...LINE_FLOATS, ...LINE_INTEGERS]) batch[name] = columns[name].subarray(0, lines);
  settleBatch(batch as unknown as OrderBatch);
  return {
    batch: batch as unknown as OrderBatch,
    transfer: [columns.keyHash.buffer as ArrayBuffer, columns.numberBytes.buffer as ArrayBuffer],
  };
}
