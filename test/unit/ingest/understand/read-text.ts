/** Reads small files written by a test through the same worker tasks that an import uses. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { FileSettings } from '#shared/contract/index.ts';
import { deserializeError } from '#shared/domain/app-error.ts';
import type { IngestBatch, IngestMessage, OrderBatch, RowVerdict } from '../../../../src-main/ingest/order-batch.ts';
import { readingTasks } from '../../../../src-main/ingest/reading-worker/tasks.ts';
import type { FileInspection } from '../../../../src-main/ingest/understand/index.ts';

export const NOW = Date.UTC(2026, 10, 21);

/** What a plan's files became, everything in units that a test can state. */
export interface ReadResult {
  readonly batches: readonly IngestBatch[];
  readonly orders: readonly ReadOrder[];
  readonly rejected: readonly RowVerdict[];
  readonly skipped: number;
  readonly rows: readonly number[];
}

export interface ReadOrder {
  readonly number: string;
  readonly store: string | null;
  readonly platform: string | null;
  readonly channel: string | null;
  readonly currency: string | null;
  readonly status: number;
  readonly flags: number;
  readonly businessDate: number;
  readonly placedAt: number;
  readonly localMinute: number;
  readonly total: number;
  readonly paid: number;
  readonly received: number;
  readonly refunded: number;
  readonly shippingFee: number;
  readonly discount: number;
  readonly platformFee: number;
  readonly lines: readonly ReadLine[];
}

export interface ReadLine {
  readonly product: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount: number;
  readonly discount: number;
  readonly cost: number;
  readonly key: number;
  readonly returned: boolean;
}

/** Runs with a directory of its own, which is gone afterwards. */
export async function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  run: (paths: string[]) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-understand-'));
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    });
    return await run(paths);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Inspects one file given as its text. */
export function inspectText(text: string | Uint8Array, overrides: Partial<FileSettings> = {}): Promise<FileInspection> {
  return withFiles({ 'file.csv': text }, async ([path]) => {
    const [found] = await readingTasks.inspect({ files: [{ path: path!, overrides }] });
    return found!;
  });
}

/** Inspects and reads one file given as its text. */
export function readText(text: string | Uint8Array, overrides: Partial<FileSettings> = {}): Promise<ReadResult> {
  return withFiles({ 'file.csv': text }, (paths) => readFiles(paths, overrides));
}

/** Inspects and reads files as one plan; what is not recognised is left out. */
export async function readFiles(paths: readonly string[], overrides: Partial<FileSettings> = {}): Promise<ReadResult> {
  const found = await readingTasks.inspect({ files: paths.map((path) => ({ path, overrides })) });
  return readPlanned(found.flatMap(({ settings }, i) => (settings === null ? [] : [{ path: paths[i]!, settings }])));
}

/** Nothing is counted, so nothing is put aside. */
export const NO_SCRATCH = join(tmpdir(), 'mendian-no-scratch');

/** Reads files with given settings. Throws what the reading worker reports as failed. */
export async function readPlanned(
  files: readonly { path: string; settings: FileSettings }[],
  storeZones: Readonly<Record<string, string>> = {},
): Promise<ReadResult> {
  const { port1, port2 } = new MessageChannel();
  const batches: IngestBatch[] = [];
  const strings: string[] = [];
  const ended = new Promise<Extract<IngestMessage, { type: 'end' }>>((resolve, reject) => {
    port2.on('message', (message: IngestMessage) => {
      if (message.type === 'failed') reject(deserializeError(message.error));
      else if (message.type === 'end') resolve(message);
      else if (message.type === 'batch') {
        batches.push(message.batch);
        if (message.batch.kind === 'orders') strings.push(...message.batch.newStrings);
        port2.postMessage({ type: 'taken' });
      }
    });
  });
  try {
    const [end] = await Promise.all([
      ended,
      readingTasks.read({
        files,
        port: port1,
        now: NOW,
        defaults: { timeZone: 'UTC' },
        scratch: NO_SCRATCH,
        storeZones,
      }),
    ]);
    const orders = batches.flatMap((batch) => (batch.kind === 'orders' ? ordersOf(batch, strings) : []));
    return { batches, orders, rejected: end.rejected, skipped: end.skipped, rows: end.rows };
  } finally {
    port2.close();
  }
}

function ordersOf(batch: OrderBatch, strings: readonly string[]): ReadOrder[] {
  const text = (index: number) => (index < 0 ? null : strings[index]!);
  return Array.from({ length: batch.orders }, (_, o) => ({
    number: Buffer.from(
      batch.numberBytes.subarray(o === 0 ? 0 : batch.numberEnds[o - 1]!, batch.numberEnds[o]!),
    ).toString(),
    store: text(batch.store[o]!),
    platform: text(batch.platform[o]!),
    channel: text(batch.channel[o]!),
    currency: text(batch.currency[o]!),
    status: batch.status[o]!,
    flags: batch.flags[o]!,
    businessDate: batch.businessDate[o]!,
    placedAt: batch.placedAt[o]!,
    localMinute: batch.localMinute[o]!,
    total: batch.total[o]!,
    paid: batch.paid[o]!,
    received: batch.received[o]!,
    refunded: batch.refunded[o]!,
    shippingFee: batch.shippingFee[o]!,
    discount: batch.discount[o]!,
    platformFee: batch.platformFee[o]!,
    lines: Array.from({ length: batch.lineStart[o + 1]! - batch.lineStart[o]! }, (_line, i) => {
      const l = batch.lineStart[o]! + i;
      return {
        product: text(batch.product[l]!),
        name: text(batch.productName[l]!),
        quantity: batch.quantity[l]!,
        unitPrice: batch.unitPrice[l]!,
        amount: batch.amount[l]!,
        discount: batch.lineDiscount[l]!,
        cost: batch.lineCost[l]!,
        key: batch.lineKey[l]!,
        returned: (batch.lineFlags[l]! & 1) !== 0,
      };
    }),
  }));
}

/** Sum of what is known. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) if (!Number.isNaN(value)) total += value;
  return total;
}
