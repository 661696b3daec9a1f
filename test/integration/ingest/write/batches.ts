/** Batches as a reading worker would send them, made from plain orders; and the import of them on a plain connection. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { AppError } from '#shared/domain/app-error.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { TaskContext, WritableDb } from '../../../../src-main/database/index.ts';
import { hashText, orderKeySeed } from '../../../../src-main/database/index.ts';
import { numberedLineRef } from '../../../../src-main/ingest/line-ref-hash.ts';
import type { IngestBatch, OrderBatch, OrderShipment, RowVerdict } from '../../../../src-main/ingest/order-batch.ts';
import { createBatchLineRefs } from '../../../../src-main/ingest/reading-worker/batch-line-refs.ts';
import { createCreditPort } from '../../../../src-main/ingest/reading-worker/credit-port.ts';
import {
  appendNumber,
  createOrderColumns,
  type OrderColumns,
  toBatch,
} from '../../../../src-main/ingest/reading-worker/order-columns.ts';
import { createOrderCount } from '../../../../src-main/ingest/reading-worker/order-count.ts';
import type { TextBytes } from '../../../../src-main/ingest/reading-worker/text-bytes.ts';
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
  readonly shippingFee?: number;
  readonly tax?: number;
  readonly deliveryCost?: number;
  readonly platformFee?: number;
  readonly flags?: number;
  readonly extra?: {
    readonly customer?: string;
    readonly contact?: { readonly name?: string; readonly phone?: string; readonly address?: string };
    readonly shipment?: Omit<OrderShipment, 'order'>;
  };
  readonly lines: readonly PlainLine[];
}

// biome-ignore format: a list of names
const AMOUNTS = [
  'total', 'paid', 'received', 'refunded', 'discount', 'shippingFee', 'tax', 'deliveryCost', 'platformFee',
] as const;

/** The dictionary of one import, kept over its batches. */
export function createBatchMaker() {
  const indexes = new Map<string, number>();
  const texts: string[] = [];
  const fillLineRefs = createBatchLineRefs((index) => texts[index]!);
  return (orders: readonly PlainOrder[], file = 0, firstRecord = 0): OrderBatch => {
    const newStrings: string[] = [];
    const indexOf = (text: string | undefined): number => {
      if (text === undefined) return -1;
      let index = indexes.get(text);
      if (index === undefined) {
        index = indexes.size;
        indexes.set(text, index);
        newStrings.push(text);
        texts.push(text);
      }
      return index;
    };
    const columns = createOrderColumns({ customer: true, contact: true });
    const store = (order: PlainOrder) => order.store ?? 'S1';
    const platform = (order: PlainOrder) => order.platform ?? 'shop';
    const unsaid = Number.NaN;
    for (const [o, order] of orders.entries()) {
      const number = Buffer.from(order.number);
      appendNumber(columns, number, 0, number.length);
      columns.keyHash[o] = hashText(order.number, orderKeySeed(platform(order), store(order)));
      columns.channel[o] = indexOf(order.channel ?? 'web');
      columns.store[o] = indexOf(store(order));
      columns.storeName[o] = indexOf(order.storeName);
      columns.platform[o] = indexOf(platform(order));
      columns.currency[o] = indexOf(order.currency);
      columns.status[o] = order.status ?? ORDER_STATUS.completed;
      columns.businessDate[o] = order.day ?? 20_000;
      columns.placedAt[o] = (order.day ?? 20_000) * 86_400 + (order.minute ?? 0) * 60;
      columns.localMinute[o] = order.minute ?? -1;
      for (const name of AMOUNTS) columns[name][o] = order[name] ?? unsaid;
      columns.flags[o] = order.flags ?? 0;
      appendText(columns.customer!, order.extra?.customer ?? '');
      appendText(columns.contact!, order.extra?.contact ? JSON.stringify(order.extra.contact) : '');
      if (order.extra?.shipment) columns.shipments.push({ order: o, ...order.extra.shipment });
      columns.lineStart[o] = columns.lines;
      columns.orders++;
      for (const line of order.lines) addLine(columns, line, indexOf, firstRecord);
    }
    return toBatch(columns, file, newStrings, fillLineRefs).batch;
  };
}

function appendText(texts: TextBytes, text: string): void {
  const bytes = Buffer.from(text);
  texts.append(bytes, 0, bytes.length, text.length);
  texts.endText();
}

function addLine(
  columns: OrderColumns,
  line: PlainLine,
  indexOf: (text: string | undefined) => number,
  firstRecord: number,
): void {
  const l = columns.lines++;
  columns.record[l] = firstRecord + l;
  columns.lineKey[l] = line.lineNumber === undefined ? Number.NaN : numberedLineRef(line.lineNumber);
  columns.product[l] = indexOf(line.product);
  columns.productName[l] = indexOf(line.name);
  columns.category[l] = -1;
  columns.quantity[l] = line.quantity ?? 1000;
  columns.unitPrice[l] = line.price ?? Number.NaN;
  columns.amount[l] = line.amount ?? Number.NaN;
  columns.lineDiscount[l] = line.discount ?? Number.NaN;
  columns.unitCost[l] = line.unitCost ?? Number.NaN;
  columns.lineCost[l] = line.cost ?? Number.NaN;
  columns.lineFlags[l] = line.returned ? 1 : 0;
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

/** Sends batches as the reading thread does, and counts the orders that come back. */
async function sendBatches(
  port: MessagePort,
  batches: readonly IngestBatch[],
  directory: string,
  options: RunOptions,
): Promise<void> {
  const rows = rowsByFile(batches, options);
  const progress = { rows: 0, bytes: 0, totalBytes: options.totalBytes ?? 1_000_000 };
  const count = createOrderCount(directory);
  const credit = createCreditPort(port, count.take);
  const { ending = 'end', rejected = [] } = options;
  try {
    for (const batch of batches) await credit.send({ type: 'batch', batch, progress });
    if (ending === 'failed') {
      credit.sendNow({
        type: 'failed',
        error: { appError: true, code: 'FILE_CHANGED', action: 'refuse', details: {} },
      });
    }
    if (ending === 'gone') port.close();
    if (ending !== 'end') return;
    credit.sendNow({ type: 'end', rows, rejected, skipped: 0, progress });
    await credit.settled();
    credit.sendNow({ type: 'counted', rollups: await count.finish(credit.signal) });
  } finally {
    count.close();
  }
}

function rowsByFile(batches: readonly IngestBatch[], { rejected = [] }: RunOptions): number[] {
  const files = Math.max(1, ...batches.map((batch) => batch.file + 1));
  const rows = new Array<number>(files).fill(0);
  for (const batch of batches) rows[batch.file]! += rowsOf(batch);
  for (const { file } of rejected) rows[file]! += 1;
  return rows;
}

/** Imports batches through the writer's task. */
export async function importBatches(
  db: WritableDb,
  batches: readonly IngestBatch[],
  options: RunOptions = {},
): Promise<ImportResult> {
  const { port1, port2 } = new MessageChannel();
  const directory = mkdtempSync(join(tmpdir(), 'mendian-batches-'));
  const writing = importTask(contextOn(db, options.context), {
    importId: options.importId ?? nextImportId(db),
    dryRun: options.dryRun ?? false,
    files: rowsByFile(batches, options).map((_, i) => ({ name: `file-${i}.csv`, kind: 'orders' as const })),
    port: port2,
    defaults: { timeZone: 'Asia/Shanghai', currency: 'CNY' },
    startedAt: 1_790_000_000_000,
  });
  // What ends the writing ends the sending too; the writer's own error is the one that tells.
  const sending = sendBatches(port1, batches, directory, options).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'CANCELLED') throw error;
  });
  try {
    return await writing;
  } finally {
    port1.close();
    await sending;
    rmSync(directory, { recursive: true });
  }
}

export function nextImportId(db: WritableDb): number {
  return Number(db.prepare<[], number>('SELECT ifnull(max(id), 0) + 1 FROM import').pluck().get());
}
