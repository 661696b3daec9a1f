/**
 * The seam between understanding a file (a reading worker) and writing it (the writer worker): orders with their lines
 * as columns, handed over by transfer. Nothing here knows the database: names are not ids yet.
 *
 * Money is in 1/10,000, quantity in 1/1,000, both in Float64Array holding integers; NaN stands for "the file does not say".
 * Strings are indexes into the import's dictionary: each batch brings the strings that no earlier batch had; -1 is "none".
 */
import type { SerializedAppError } from '#shared/domain/app-error.ts';
import type { SpooledRollups } from './rollup-spool.ts';

/** Code and name of a line whose file names no product. */
export const NO_PRODUCT = '(none)';

export interface OrderBatch {
  readonly kind: 'orders';
  /** Index into the plan's files. */
  readonly file: number;
  /** Appended to the dictionary, in order. Used for everything that repeats: stores, channels, products, categories. */
  readonly newStrings: readonly string[];

  // ── orders: consecutive rows of the file with equal (platform, store, number) ──
  readonly orders: number;
  /** Index of the order's first line in the line columns; `orders + 1` entries. */
  readonly lineStart: Int32Array;
  /** All order numbers as UTF-8, one behind the other; `numberEnds[o]` is where number `o` ends. */
  readonly numberBytes: Uint8Array;
  readonly numberEnds: Int32Array;
  /** 53-bit hash of (platform, store, number): database/order-key.ts. */
  readonly keyHash: Float64Array;
  readonly store: Int32Array;
  readonly storeName: Int32Array;
  readonly platform: Int32Array;
  readonly channel: Int32Array;
  readonly currency: Int32Array;
  readonly status: Uint8Array;
  /** Store-local day number, UTC seconds, minute of the local day (-1: no time given). */
  readonly businessDate: Int32Array;
  readonly placedAt: Float64Array;
  readonly localMinute: Int16Array;
  readonly total: Float64Array;
  readonly paid: Float64Array;
  readonly received: Float64Array;
  readonly refunded: Float64Array;
  readonly shippingFee: Float64Array;
  readonly tax: Float64Array;
  readonly discount: Float64Array;
  readonly deliveryCost: Float64Array;
  readonly platformFee: Float64Array;
  /** Bits of ORDER_FLAG. */
  readonly flags: Uint8Array;
  /** What the order counts for (settle/settle-batch.ts); `placed` is NaN where a price is missing that a product list may have. */
  readonly placed: Float64Array;
  readonly grossSales: Float64Array;
  readonly refunds: Float64Array;
  /** The customer's code. Null for files without such a column. */
  readonly customer: TextColumn | null;
  /** JSON {name, phone, address}. */
  readonly contact: TextColumn | null;
  /** In the order of the orders, one each at most. */
  readonly shipments: readonly OrderShipment[];

  // ── lines ──
  readonly lines: number;
  /** Record number in the file, for refusals. */
  readonly record: Int32Array;
  /** 53-bit hash of the line's number in the file; NaN: it is known by product and occurrence. */
  readonly lineKey: Float64Array;
  /** What the line is known by if its order is new, as it is stored (reading-worker/batch-line-refs.ts). */
  readonly lineRef: Float64Array;
  readonly product: Int32Array;
  readonly productName: Int32Array;
  readonly category: Int32Array;
  readonly quantity: Float64Array;
  readonly unitPrice: Float64Array;
  readonly amount: Float64Array;
  readonly lineDiscount: Float64Array;
  readonly unitCost: Float64Array;
  readonly lineCost: Float64Array;
  /** Bit 0: this line alone is given back (a status or refund column of its own). Bit 1: DISCOUNT_IS_SHARE. */
  readonly lineFlags: Uint8Array;
  /**
   * Filled where the order's `placed` is: what the line comes to, its shares of the order, and its cost (NaN: not said;
   * the writer then puts down what the product list says).
   */
  readonly worth: Float64Array;
  readonly lineGross: Float64Array;
  readonly lineRefunds: Float64Array;
  readonly cost: Float64Array;

  // ── filled by the writer, for the reading thread, which counts the orders in the rollups (CountedColumns) ──
  /** 0: the writer counts the order itself. */
  readonly storeId: Int32Array;
  readonly channelId: Int32Array;
  readonly currencyId: Int32Array;
  readonly productId: Int32Array;
}

/** Bit of `lineFlags`: the file gives neither price nor amount, and its `lineDiscount` is a share of the list price. */
export const DISCOUNT_IS_SHARE = 2;
/** A share of 1. */
export const SHARE_SCALE = 1_000_000;

/** Texts one behind the other as UTF-8; decoded, text `o` ends before UTF-16 unit `ends[o]`. Empty: none. */
export interface TextColumn {
  readonly utf8: Uint8Array;
  readonly ends: Int32Array;
}

export const ORDER_FLAG = {
  /** Paid on delivery: counts as a sale although unpaid. */
  cashOnDelivery: 1,
  /** The currency is stated beside the amounts (a heading, a symbol), so a price list's own currency does not replace it. */
  currencyStated: 2,
} as const;

export interface OrderShipment {
  /** Index of the order within the batch. */
  readonly order: number;
  readonly trackingNumber: string;
  readonly carrier?: string;
  /** UTC seconds. */
  readonly shippedAt?: number;
  readonly deliveredAt?: number;
}

/** A product list's rows. */
export interface ProductBatch {
  readonly kind: 'products';
  readonly file: number;
  readonly rows: readonly {
    readonly record: number;
    readonly code: string;
    readonly name?: string;
    readonly category?: string;
    readonly brand?: string;
    readonly barcode?: string;
    readonly listPrice?: number;
    readonly unitCost?: number;
    readonly currency?: string;
  }[];
}

/** A store list's rows. */
export interface StoreBatch {
  readonly kind: 'stores';
  readonly file: number;
  readonly rows: readonly {
    readonly record: number;
    readonly code: string;
    readonly name?: string;
    readonly country?: string;
    readonly region?: string;
    readonly city?: string;
    readonly timeZone?: string;
    readonly currency?: string;
    readonly storeKind?: string;
    /** Day number. */
    readonly openedOn?: number;
  }[];
}

/** A stock list's rows. */
export interface StockBatch {
  readonly kind: 'stock';
  readonly file: number;
  readonly rows: readonly {
    readonly record: number;
    readonly store: string;
    readonly product: string;
    readonly productName?: string;
    readonly quantity: number;
    /** UTC seconds. */
    readonly countedAt?: number;
  }[];
}

export type IngestBatch = OrderBatch | ProductBatch | StoreBatch | StockBatch;

/** A row that was refused or left out, by the reader or by the writer. */
export interface RowVerdict {
  readonly file: number;
  readonly record: number;
  /** A RowReason of ingest/row-reasons.ts. */
  readonly reason: string;
}

/** What travels over the port from the reading worker to the writing one. */
export type IngestMessage =
  | { readonly type: 'batch'; readonly batch: IngestBatch; readonly progress: IngestReadProgress }
  /** All files are read. `rows` are the records read, in the order of the plan's files. */
  | {
      readonly type: 'end';
      readonly rows: readonly number[];
      readonly rejected: readonly RowVerdict[];
      readonly skipped: number;
      readonly progress: IngestReadProgress;
    }
  /** Behind the end: where the rows for the rollups are, of every order that was to be counted. */
  | { readonly type: 'counted'; readonly rollups: SpooledRollups }
  | { readonly type: 'failed'; readonly error: SerializedAppError };

export interface IngestReadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/**
 * What travels back: one credit for each batch taken, so that the reader never runs ahead by more than a few. The buffers
 * of an order batch go back with it, so that its orders are counted and the buffers filled again.
 */
export type IngestCredit = { readonly type: 'taken'; readonly orders?: TakenOrders } | { readonly type: 'stop' };

export interface TakenOrders {
  /** How many of the batch's orders are to be looked at; none in a dry run. */
  readonly count: number;
  /** True: they need not be counted before all files are read. */
  readonly later: boolean;
  /** All columns of numbers. */
  readonly columns: ArrayBuffer;
  readonly texts: readonly ArrayBuffer[];
}

// biome-ignore format: lists of names
export const COUNTED_OF_ORDERS = [
  'storeId', 'channelId', 'currencyId', 'businessDate', 'localMinute', 'placed', 'grossSales', 'refunds', 'discount', 'deliveryCost',
  'platformFee',
] as const;
// biome-ignore format: a list of names
export const COUNTED_OF_LINES = [
  'lineDiscount', 'productId', 'quantity', 'lineGross', 'lineRefunds', 'cost',
] as const;

/** What counting the orders of a batch that came back takes. */
export type CountedColumns = Pick<
  OrderBatch,
  'lineStart' | (typeof COUNTED_OF_ORDERS)[number] | (typeof COUNTED_OF_LINES)[number]
>;
