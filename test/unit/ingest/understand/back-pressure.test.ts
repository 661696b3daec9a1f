import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { IngestMessage } from '../../../../src-main/ingest/order-batch.ts';
import { LINES_A_BATCH, LINES_OF_FIRST_BATCH } from '../../../../src-main/ingest/reading-worker/order-columns.ts';
import { readingTasks } from '../../../../src-main/ingest/reading-worker/tasks.ts';
import { NO_SCRATCH, NOW, withFiles } from './read-text.ts';

const rows = Array.from({ length: 80_000 }, (_, i) => `${i},2024-01-01,P${i % 50},1,2,S`);
const text = `Order ID,Order Date,Product,Quantity,Price,Store\n${rows.join('\n')}`;

/** Reads the file; `onBatch` answers each batch, given how many have come. */
function readWith(onBatch: (count: number, answer: (message: unknown) => void) => void) {
  return withFiles({ 'a.csv': text }, async ([path]) => {
    const [found] = await readingTasks.inspect({ files: [{ path: path! }] });
    const { port1, port2 } = new MessageChannel();
    let batches = 0;
    const last = new Promise<IngestMessage>((resolve) => {
      port2.on('message', (message: IngestMessage) => {
        if (message.type !== 'batch') resolve(message);
        else onBatch(++batches, (answer) => port2.postMessage(answer));
      });
    });
    const files = [{ path: path!, settings: found!.settings! }];
    try {
      await readingTasks.read({ files, port: port1, now: NOW, defaults: { timeZone: 'UTC' }, scratch: NO_SCRATCH });
      return { last: await last, batches };
    } finally {
      port2.close();
    }
  });
}

describe('a reading worker', () => {
  it('never has more than four batches under way', async () => {
    let waiting = 0;
    let most = 0;
    const { last, batches } = await readWith((_count, answer) => {
      most = Math.max(most, ++waiting);
      setImmediate(() => {
        waiting--;
        answer({ type: 'taken' });
      });
    });
    expect(last.type).toBe('end');
    const [first, second] = [LINES_OF_FIRST_BATCH, 2 * LINES_OF_FIRST_BATCH];
    expect(batches).toBe(2 + Math.ceil((rows.length - first - second) / LINES_A_BATCH));
    expect(most).toBeLessThanOrEqual(4);
  });

  it('stops when the writer says so, and says that it has', async () => {
    const { last, batches } = await readWith((count, answer) => {
      if (count === 4) answer({ type: 'stop' });
    });
    expect(batches).toBe(4);
    expect(last).toMatchObject({ type: 'failed', error: { code: 'CANCELLED' } });
  });
});
