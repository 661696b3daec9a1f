/** The batches of an import as they come over the port: one credit goes back for each taken, so the reader never runs far ahead. */
import type { MessagePort } from 'node:worker_threads';
import { AppError, deserializeError } from '#shared/domain/app-error.ts';
import type { IngestBatch, IngestCredit, IngestMessage, TakenOrders } from '../order-batch.ts';
import type { SpooledRollups } from '../rollup-spool.ts';

export type BatchMessage = Extract<IngestMessage, { type: 'batch' }>;
export type EndMessage = Extract<IngestMessage, { type: 'end' }>;

export interface BatchTaker {
  batch(message: BatchMessage): void;
  /** True when the orders of the last batch need not be counted before all files are read. */
  countsLater(): boolean;
}

/** How often a wait looks whether the import has been given up. */
const LOOK_MILLISECONDS = 100;

export interface BatchStream {
  /** Hands out what comes, in order, and gives the reader's closing words. */
  drain(taker: BatchTaker): Promise<EndMessage>;
  /** Behind the end: gives what the reader has counted, once it has. */
  counted(): Promise<SpooledRollups>;
  /** Tells the reader to stop, and closes the port. */
  close(): void;
}

interface StreamOptions {
  /** True once the caller has given up; waiting then throws AppError CANCELLED. */
  readonly cancelled: () => boolean;
  /** False where nothing will come of the rollups: then the reading thread need not count. */
  readonly counts: boolean;
}

export function createBatchStream(port: MessagePort, { cancelled, counts }: StreamOptions): BatchStream {
  const waiting: IngestMessage[] = [];
  let closed = false;
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  port.on('message', (message: IngestMessage) => {
    waiting.push(message);
    signal();
  });
  port.on('close', () => {
    closed = true;
    signal();
  });

  async function next(): Promise<IngestMessage> {
    for (;;) {
      if (cancelled()) throw new AppError('CANCELLED');
      const message = waiting.shift();
      if (message) return message;
      // The reading worker is gone without a word.
      if (closed) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', details: { service: 'ingest' } });
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      const timer = setTimeout(signal, LOOK_MILLISECONDS);
      await promise;
      clearTimeout(timer);
    }
  }

  function answer(credit: IngestCredit, transfer: readonly ArrayBuffer[] = []): void {
    if (!closed) port.postMessage(credit, [...transfer]);
  }

  function giveBack({ batch }: BatchMessage, later: boolean): void {
    if (batch.kind !== 'orders') {
      answer({ type: 'taken' });
      return;
    }
    const orders = takenOrders(batch, counts, later);
    answer({ type: 'taken', orders }, [orders.columns, ...orders.texts]);
  }

  return {
    async drain(taker) {
      for (;;) {
        const message = await next();
        if (message.type === 'failed') throw deserializeError(message.error);
        if (message.type === 'end') return message;
        if (message.type !== 'batch') continue;
        taker.batch(message);
        giveBack(message, taker.countsLater());
      }
    },
    async counted() {
      for (;;) {
        const message = await next();
        if (message.type === 'failed') throw deserializeError(message.error);
        if (message.type === 'counted') return message.rollups;
      }
    },
    close() {
      answer({ type: 'stop' });
      port.close();
    },
  };
}

/** All columns of numbers of a batch lie in one buffer, each column of texts in another. */
function takenOrders(batch: Extract<IngestBatch, { kind: 'orders' }>, counts: boolean, later: boolean): TakenOrders {
  const bufferOf = ({ buffer }: Float64Array | Uint8Array) => buffer as ArrayBuffer;
  const texts = [batch.numberBytes, ...[batch.customer, batch.contact].flatMap((column) => column?.utf8 ?? [])];
  return { count: counts ? batch.orders : 0, later, columns: bufferOf(batch.keyHash), texts: texts.map(bufferOf) };
}
