/** The columns of one batch while it is filled. All of them lie in one buffer, so that a batch is handed over by one transfer. */
import type { OrderBatch, OrderShipment } from '../order-batch.ts';
import { settleBatch } from '../settle/index.ts';
import type { LineRefColumns } from './batch-line-refs.ts';
import { createTextBytes, type TextBytes } from './text-bytes.ts';

/** A batch is handed over at the first order that begins at or after this many lines. Six batches of 1.1 MB are alive at a time. */
export const LINES_A_BATCH = 2_048;
/**
 * The first batch of a file is handed over at so many lines, and each that follows at twice as many: the writer begins while this
 * thread still runs code that is not compiled.
 */
export const LINES_OF_FIRST_BATCH = 512;
/** No batch holds more: an order of more than 2,048 lines may go over in parts. */
export const MOST_LINES = LINES_A_BATCH + 2_048;

// biome-ignore format: a list of names
const ORDER_FLOATS = [
  'keyHash', 'placedAt', 'total', 'paid', 'received', 'refunded', 'shippingFee', 'tax', 'discount', 'deliveryCost', 'platformFee',
  'placed', 'grossSales', 'refunds',
] as const;
const ORDER_INTEGERS = [
  'store',
  'storeName',
  'platform',
  'channel',
  'currency',
  'businessDate',
  'numberEnds',
  'storeId',
  'channelId',
  'currencyId',
] as const;
// biome-ignore format: a list of names
const LINE_FLOATS = [
  'lineKey', 'lineRef', 'quantity', 'unitPrice', 'amount', 'lineDiscount', 'unitCost', 'lineCost',
  'worth', 'lineGross', 'lineRefunds', 'cost',
] as const;
const LINE_INTEGERS = ['record', 'product', 'productName', 'category', 'productId'] as const;

export type OrderAmount = Extract<
  (typeof ORDER_FLOATS)[number],
  'total' | 'paid' | 'received' | 'refunded' | 'shippingFee' | 'tax' | 'discount' | 'deliveryCost' | 'platformFee'
>;

type Floats = Record<(typeof ORDER_FLOATS)[number] | (typeof LINE_FLOATS)[number], Float64Array>;
/** Where the orders' texts end: part of their columns of texts. */
const TEXT_ENDS = ['customerEnds', 'contactEnds'] as const;

type IntegerName = (typeof ORDER_INTEGERS)[number] | (typeof LINE_INTEGERS)[number] | (typeof TEXT_ENDS)[number];
type Integers = Record<IntegerName | 'lineStart', Int32Array>;

export interface OrderColumns extends Floats, Integers {
  orders: number;
  lines: number;
  readonly localMinute: Int16Array;
  readonly status: Uint8Array;
  readonly flags: Uint8Array;
  readonly lineFlags: Uint8Array;
  numberBytes: Uint8Array;
  numbersUsed: number;
  /** One text for each order; null for files that do not give them. */
  readonly customer: TextBytes | null;
  readonly contact: TextBytes | null;
  readonly shipments: OrderShipment[];
}

/** Buffers of a batch that came back, to be filled again. */
export interface SpareBuffers {
  readonly columns: ArrayBuffer;
  readonly texts: readonly ArrayBuffer[];
}

const FLOATS = [...ORDER_FLOATS, ...LINE_FLOATS];
const INTEGERS = [...ORDER_INTEGERS, ...LINE_INTEGERS, ...TEXT_ENDS];
const ROOM = MOST_LINES;
const BUFFER_BYTES = ROOM * (FLOATS.length * 8 + INTEGERS.length * 4 + 2 + 3) + (ROOM + 2) * 4;

type Numbers = Floats & Integers & Pick<OrderColumns, 'localMinute' | 'status' | 'flags' | 'lineFlags'>;

/**
 * Gives the columns of numbers that lie in a buffer, each with room for `MOST_LINES` orders or lines. What is put together
 * name by name is copied at the end, here and below: V8 looks such an object's columns up in a table at each use.
 */
export function columnsIn(buffer: ArrayBuffer): Numbers {
  let at = 0;
  const columns: Record<string, unknown> = {};
  for (const name of FLOATS) {
    columns[name] = new Float64Array(buffer, at, ROOM);
    at += ROOM * 8;
  }
  for (const name of INTEGERS) {
    columns[name] = new Int32Array(buffer, at, ROOM);
    at += ROOM * 4;
  }
  columns.lineStart = new Int32Array(buffer, at, ROOM + 2);
  at += (ROOM + 2) * 4;
  columns.localMinute = new Int16Array(buffer, at, ROOM);
  at += ROOM * 2;
  for (const name of ['status', 'flags', 'lineFlags']) {
    columns[name] = new Uint8Array(buffer, at, ROOM);
    at += ROOM;
  }
  return { ...columns } as unknown as Numbers;
}

/** Makes a buffer for `columnsIn`. */
export function createColumnBuffer(): ArrayBuffer {
  return new ArrayBuffer(BUFFER_BYTES);
}

/** What the orders of a file say of themselves in words. */
export interface OrderTexts {
  readonly customer: boolean;
  readonly contact: boolean;
}

/** Makes empty columns. @param texts which columns of texts the orders have. */
export function createOrderColumns(texts: OrderTexts, spare?: SpareBuffers): OrderColumns {
  const [numberBytes, customer, contact] = spare?.texts ?? [];
  const numbers = columnsIn(spare?.columns ?? createColumnBuffer());
  return {
    ...numbers,
    orders: 0,
    lines: 0,
    numberBytes: new Uint8Array(numberBytes ?? new ArrayBuffer(ROOM * 12)),
    numbersUsed: 0,
    customer: texts.customer ? createTextBytes(numbers.customerEnds, customer) : null,
    contact: texts.contact ? createTextBytes(numbers.contactEnds, contact) : null,
    shipments: [],
  };
}

/** Appends the bytes of an order's number; they are those of order `columns.orders`. */
export function appendNumber(columns: OrderColumns, bytes: Uint8Array, start: number, end: number): void {
  const length = end - start;
  if (columns.numbersUsed + length > columns.numberBytes.length) {
    const bigger = new Uint8Array(Math.max(columns.numberBytes.length * 2, columns.numbersUsed + length));
    bigger.set(columns.numberBytes.subarray(0, columns.numbersUsed));
    columns.numberBytes = bigger;
  }
  // Byte by byte: a view of a few bytes takes longer to make than the bytes to copy.
  const { numberBytes } = columns;
  let to = columns.numbersUsed;
  for (let from = start; from < end; from++) numberBytes[to++] = bytes[from]!;
  columns.numbersUsed = to;
  columns.numberEnds[columns.orders] = columns.numbersUsed;
}

/** Gives the batch that the columns hold, lines identified and orders settled, and the buffers to transfer with it. The columns must not be used any more. */
export function toBatch(
  columns: OrderColumns,
  file: number,
  newStrings: readonly string[],
  fillLineRefs: (columns: LineRefColumns, orders: number) => void,
): { batch: OrderBatch; transfer: ArrayBuffer[] } {
  const { orders, lines } = columns;
  columns.lineStart[orders] = lines;
  fillLineRefs(columns, orders);
  const customer = columns.customer?.column() ?? null;
  const contact = columns.contact?.column() ?? null;
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
    customer,
    contact,
    shipments: columns.shipments,
  };
  for (const name of [...ORDER_FLOATS, ...ORDER_INTEGERS]) batch[name] = columns[name].subarray(0, orders);
  for (const name of [...LINE_FLOATS, ...LINE_INTEGERS]) batch[name] = columns[name].subarray(0, lines);
  const filled = { ...batch } as unknown as OrderBatch;
  settleBatch(filled);
  return {
    batch: filled,
    transfer: [columns.keyHash, columns.numberBytes, ...[customer, contact].flatMap((texts) => texts?.utf8 ?? [])].map(
      ({ buffer }) => buffer as ArrayBuffer,
    ),
  };
}
