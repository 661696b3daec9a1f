/** The batches of an import as they come over the port: one credit goes back for each taken, so the reader never runs far ahead. */
import type { MessagePort } from 'node:worker_threads';
import { AppError, deserializeError } from '#shared/domain/app-error.ts';
import type { IngestCredit, IngestMessage } from '../order-batch.ts';

type BatchMessage = Extract<IngestMessage, { type: 'batch' }>;
export type EndMessage = Extract<IngestMessage, { type: 'end' }>;

/** How often a wait looks whether the import has been given up. */
const LOOK_MILLISECONDS = 100;

export interface BatchStream {
  /** Hands each batch to `take`, in order, and gives the reader's closing words. */
  drain(take: (message: BatchMessage) => void): Promise<EndMessage>;
  /** Tells the reader to stop, and closes the port. */
  close(): void;
}

/** @param cancelled true once the caller has given up; `drain` then throws AppError CANCELLED. */
export function createBatchStream(port: MessagePort, cancelled: () => boolean): BatchStream {
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

  /** The columns of a batch that was handed over all lie in one buffer. */
  function giveBack({ batch }: BatchMessage): void {
    const buffer = batch.kind === 'orders' ? batch.keyHash.buffer : null;
    if (buffer instanceof ArrayBuffer) answer({ type: 'taken', buffer }, [buffer]);
    else answer({ type: 'taken' });
  }

  return {
    async drain(take) {
      for (;;) {
        const message = await next();
        if (message.type === 'failed') throw deserializeError(message.error);
        if (message.type === 'end') return message;
        take(message);
        giveBack(message);
      }
    },
    close() {
      answer({ type: 'stop' });
      port.close();
    },
  };
}
