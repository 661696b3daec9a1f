/** Batches as a reading worker would send them, made from plain orders; and the import of them on a plain connection. */
import { MessageChannel } from 'node:worker_threads';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { TaskContext, WritableDb } from '../../../../src-main/database/index.ts';
import { hashText, numberedLineRef, orderKeySeed } from '../../../../src-main/ingest/key-hash.ts';
import type {
  IngestBatch,
  IngestMessage,
  OrderBatch,
  OrderShipment,
  RowVerdict,
} from '../../../../src-main/ingest/order-batch.ts';
import { textColumn } from '../../../../src-main/ingest/reading-worker/order-columns.ts';
import { settleBatch } from '../../../../src-main/ingest/settle/index.ts';
import { type ImportResult, importTask } from '../../../../src-main/ingest/write/import-task.ts';

export interface PlainLine {
  readonly product: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly amount?: number;
  readonly discount?: number;
  readonly cost?: number;
  readonly unitCost?: number;
  readonly name?: string;
  readonly lineNumber?: string;
  readonly returned?: boolean;
}

export interface PlainOrder {
  readonly number: string;
  readonly store?: string;
  readonly storeName?: string;
  readonly platform?: string;
  readonly channel?: string;
  readonly currency?: string;
  readonly day?: number;
  readonly minute?: number;
  readonly status?: number;
  readonly total?: number;
  readonly paid?: number;
  readonly received?: number;
  readonly refunded?: number;
  readonly discount?: number;
  readonly deliveryCost?: number;
  readonly flags?: number;
  readonly extra?: {
    readonly customer?: string;
    readonly contact?: { readonly name?: string; readonly phone?: string; readonly address?: string };
    readonly shipment?: Omit<OrderShipment, 'order'>;
  };
  readonly lines: readonly PlainLine[];
}

/** The dictionary of one import, kept over its batches. */
export function createBatchMaker() {
  const indexes = new Map<string, number>();
  return (orders: readonly PlainOrder[], file = 0, firstRecord = 0): OrderBatch => {
    const newStrings: string[] = [];
    const indexOf = (text: string | undefined): number => {
      if (text === undefined) return -1;
      let index = indexes.get(text);
      if (index === undefined) {
        index = indexes.size;
        indexes.set(text, index);
        newStrings.push(text);
      }
      return index;
    };
    const lines = orders.flatMap((order) => order.lines);
    const ofOrders = (value: (order: PlainOrder) => number | undefined) =>
      Float64Array.from(orders, (order) => value(order) ?? Number.NaN);
    const ofLines = (value: (line: PlainLine) => number | undefined) =>
      Float64Array.from(lines, (line) => value(line) ?? Number.NaN);
    const numbers = orders.map((order) => Buffer.from(order.number));
    const storeOf = (order: PlainOrder) => order.store ?? 'S1';
    const platformOf = (order: PlainOrder) => order.platform ?? 'shop';
    let lineEnd = 0;
    let numberEnd = 0;
    const channels = Int32Array.from(orders, (order) => indexOf(order.channel ?? 'web'));
    const stores = Int32Array.from(orders, (order) => indexOf(storeOf(order)));
    const storeNames = Int32Array.from(orders, (order) => indexOf(order.storeName));
    const platforms = Int32Array.from(orders, (order) => indexOf(platformOf(order)));
    const currencies = Int32Array.from(orders, (order) => indexOf(order.currency));
    const products = Int32Array.from(lines, (line) => indexOf(line.product));
    const productNames = Int32Array.from(lines, (line) => indexOf(line.name));
    const ofOrdersUnset = () => new Float64Array(orders.length);
    const ofLinesUnset = () => new Float64Array(lines.length);
    const batch: OrderBatch = {
      kind: 'orders',
      file,
      newStrings,
      orders: orders.length,
      lineStart: Int32Array.from([0, ...orders.map((order) => (lineEnd += order.lines.length))]),
      numberBytes: new Uint8Array(Buffer.concat(numbers)),
      numberEnds: Int32Array.from(numbers, (bytes) => (numberEnd += bytes.length)),
      keyHash: Float64Array.from(orders, (order) =>
        hashText(order.number, orderKeySeed(platformOf(order), storeOf(order))),
      ),
      store: stores,
      storeName: storeNames,
      platform: platforms,
      channel: channels,
      currency: currencies,
      status: Uint8Array.from(orders, (order) => order.status ?? ORDER_STATUS.completed),
      businessDate: Int32Array.from(orders, (order) => order.day ?? 20_000),
      placedAt: Float64Array.from(orders, (order) => (order.day ?? 20_000) * 86_400 + (order.minute ?? 0) * 60),
      localMinute: Int16Array.from(orders, (order) => order.minute ?? -1),
      total: ofOrders((order) => order.total),
      paid: ofOrders((order) => order.paid),
      received: ofOrders((order) => order.received),
      refunded: ofOrders((order) => order.refunded),
      shippingFee: ofOrders(() => undefined),
      tax: ofOrders(() => undefined),
      discount: ofOrders((order) => order.discount),
      deliveryCost: ofOrders((order) => order.deliveryCost),
      platformFee: ofOrders(() => undefined),
      flags: Uint8Array.from(orders, (order) => order.flags ?? 0),
      placed: ofOrdersUnset(),
      grossSales: ofOrdersUnset(),
      refunds: ofOrdersUnset(),
      customer: textColumn(orders.map(({ extra }) => extra?.customer ?? '')),
      contact: textColumn(orders.map(({ extra }) => (extra?.contact ? JSON.stringify(extra.contact) : ''))),
      shipments: orders.flatMap(({ extra }, order) => (extra?.shipment ? [{ order, ...extra.shipment }] : [])),
      lines: lines.length,
      record: Int32Array.from(lines, (_, i) => firstRecord + i),
      lineKey: ofLines((line) => (line.lineNumber === undefined ? undefined : numberedLineRef(line.lineNumber))),
      product: products,
      productName: productNames,
      category: Int32Array.from(lines, () => -1),
      quantity: ofLines((line) => line.quantity ?? 1000),
      unitPrice: ofLines((line) => line.price),
      amount: ofLines((line) => line.amount),
      lineDiscount: ofLines((line) => line.discount),
      unitCost: ofLines((line) => line.unitCost),
      lineCost: ofLines((line) => line.cost),
      lineFlags: Uint8Array.from(lines, (line) => (line.returned ? 1 : 0)),
      worth: ofLinesUnset(),
      lineGross: ofLinesUnset(),
      lineRefunds: ofLinesUnset(),
      cost: ofLinesUnset(),
    };
    settleBatch(batch);
    return batch;
  };
}

export function contextOn(db: WritableDb, over: Partial<TaskContext<WritableDb>> = {}): TaskContext<WritableDb> {
  return {
    db,
    dataDirectory: '',
    cancelled: () => false,
    report: () => undefined,
    now: () => 1_790_000_000_000,
    log: () => undefined,
    ...over,
  };
}

export interface RunOptions {
  readonly dryRun?: boolean;
  readonly importId?: number;
  /** Size of the files, by which the writer judges whether to load in bulk. */
  readonly totalBytes?: number;
  readonly rejected?: readonly RowVerdict[];
  readonly context?: Partial<TaskContext<WritableDb>>;
  /** Instead of the end: the reader fails, or is silent for good. */
  readonly ending?: 'end' | 'failed' | 'silent' | 'gone';
}

function rowsOf(batch: IngestBatch): number {
  return batch.kind === 'orders' ? batch.lines : batch.rows.length;
}

/** Imports batches through the writer's task. */
export async function importBatches(
  db: WritableDb,
  batches: readonly IngestBatch[],
  options: RunOptions = {},
): Promise<ImportResult> {
  const { port1, port2 } = new MessageChannel();
  const files = Math.max(1, ...batches.map((batch) => batch.file + 1));
  const rows = new Array<number>(files).fill(0);
  const send = (message: IngestMessage) => port1.postMessage(message);
  const progress = { rows: 0, bytes: 0, totalBytes: options.totalBytes ?? 1_000_000 };
  for (const batch of batches) {
    rows[batch.file]! += rowsOf(batch);
    send({ type: 'batch', batch, progress });
  }
  const rejected = options.rejected ?? [];
  for (const { file } of rejected) rows[file]! += 1;
  const ending = options.ending ?? 'end';
  if (ending === 'end') send({ type: 'end', rows, rejected, skipped: 0, progress });
  if (ending === 'failed') {
    send({ type: 'failed', error: { appError: true, code: 'FILE_CHANGED', action: 'refuse', details: {} } });
  }
  if (ending === 'gone') port1.close();
  try {
    return await importTask(contextOn(db, options.context), {
      importId: options.importId ?? nextImportId(db),
      dryRun: options.dryRun ?? false,
      files: rows.map((_, i) => ({ name: `file-${i}.csv`, kind: 'orders' as const })),
      port: port2,
      defaults: { timeZone: 'Asia/Shanghai', currency: 'CNY' },
      startedAt: 1_790_000_000_000,
    });
  } finally {
    port1.close();
  }
}

export function nextImportId(db: WritableDb): number {
  return Number(db.prepare<[], number>('SELECT ifnull(max(id), 0) + 1 FROM import').pluck().get());
}
