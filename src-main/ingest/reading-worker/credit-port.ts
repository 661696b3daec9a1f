/** The sending end of an import: batches go out only as fast as the writer takes them, and what comes back is made use of. */
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#shared/domain/app-error.ts';
import type { IngestCredit, IngestMessage, TakenOrders } from '../order-batch.ts';

/** More batches than this are never under way: enough to keep the writer busy, little enough to keep memory flat. */
const MOST_UNDER_WAY = 4;

export interface CreditPort {
  /** Sends when there is credit. Throws CANCELLED once the writer has said stop or gone away, and what `onTaken` throws. */
  send(message: IngestMessage, transfer?: readonly ArrayBuffer[]): Promise<void>;
  /** Sends at once, whatever the credit: what no credit is given for. */
  sendNow(message: IngestMessage, transfer?: readonly ArrayBuffer[]): void;
  /** Resolves when all that was sent for credit has come back; throws as `send` does. */
  settled(): Promise<void>;
  /** Gives the buffers of a batch that has come back from the writer, if there are any. */
  spareBuffers(): TakenOrders | undefined;
  /** Aborted once the writer wants no more. */
  readonly signal: AbortSignal;
}

/**
 * Wraps the reading worker's end of the port. The writer closes it, when it has taken the last message.
 * @param onTaken is given each batch of orders that came back, before its buffers are used again.
 */
export function createCreditPort(port: MessagePort, onTaken: (orders: TakenOrders) => void): CreditPort {
  let underWay = 0;
  const stop = new AbortController();
  let wake: (() => void) | null = null;
  const taken: TakenOrders[] = [];
  const spare: TakenOrders[] = [];

  port.on('message', (credit: IngestCredit) => {
    if (credit.type === 'stop') {
      stop.abort();
    } else {
      underWay--;
      if (credit.orders) taken.push(credit.orders);
    }
    wake?.();
  });
  port.on('close', () => {
    stop.abort();
    wake?.();
  });

  /** Not where messages arrive: what goes wrong here has to end the reading. */
  function spendTaken(): void {
    for (let orders = taken.shift(); orders; orders = taken.shift()) {
      onTaken(orders);
      spare.push(orders);
    }
  }

  async function untilUnderWay(most: number): Promise<void> {
    for (;;) {
      spendTaken();
      if (stop.signal.aborted) throw new AppError('CANCELLED');
      if (underWay <= most) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    async send(message, transfer = []) {
      await untilUnderWay(MOST_UNDER_WAY - 1);
      underWay++;
      port.postMessage(message, [...transfer]);
    },
    sendNow(message, transfer = []) {
      port.postMessage(message, [...transfer]);
    },
    settled: () => untilUnderWay(0),
    spareBuffers: () => spare.pop(),
    signal: stop.signal,
  };
}
