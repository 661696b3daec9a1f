/** The sending end of an import: batches go out only as fast as the writer takes them. */
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#shared/domain/app-error.ts';
import type { IngestCredit, IngestMessage } from '../order-batch.ts';

/** More batches than this are never under way: enough to keep the writer busy, little enough to keep memory flat. */
const MOST_UNDER_WAY = 4;

export interface CreditPort {
  /** Sends when there is credit. Throws CANCELLED once the writer has said stop or gone away. */
  send(message: IngestMessage, transfer?: readonly ArrayBuffer[]): Promise<void>;
  /** Sends at once, whatever the credit: the end, or a failure. */
  sendLast(message: IngestMessage): void;
  /** Gives a buffer that has come back from the writer, if there is one. */
  spareBuffer(): ArrayBuffer | undefined;
  /** True once the writer wants no more. */
  stopped(): boolean;
}

/** Wraps the reading worker's end of the port. The writer closes it, when it has taken the last message. */
export function createCreditPort(port: MessagePort): CreditPort {
  let underWay = 0;
  let stopped = false;
  let wake: (() => void) | null = null;
  const spare: ArrayBuffer[] = [];

  port.on('message', (credit: IngestCredit) => {
    if (credit.type === 'stop') {
      stopped = true;
    } else {
      underWay--;
      if (credit.buffer) spare.push(credit.buffer);
    }
    wake?.();
  });
  port.on('close', () => {
    stopped = true;
    wake?.();
  });

  return {
    async send(message, transfer = []) {
      while (underWay >= MOST_UNDER_WAY && !stopped) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (stopped) throw new AppError('CANCELLED');
      underWay++;
      port.postMessage(message, [...transfer]);
    },
    sendLast(message) {
      port.postMessage(message);
    },
    spareBuffer: () => spare.pop(),
    stopped: () => stopped,
  };
}
