import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTaskPool, type TaskPool } from '../../../src-main/database/index.ts';

let pool: TaskPool;

afterEach(() => pool.close());

describe('a thread of a pool', () => {
  it('does what it has put off although one task follows the other', async () => {
    pool = createTaskPool({
      name: 'test',
      workerFile: new URL('./immediate.worker.ts', import.meta.url),
      threads: 1,
      start: { dataDirectory: '', databaseFile: '' },
      log: { write: () => undefined },
      traceId: () => null,
    });
    const tasks = 50;
    const results = await Promise.all(Array.from({ length: tasks }, () => pool.run('', null)));
    // It may be one or two behind, never all of them.
    expect(Number(results.at(-1))).toBeGreaterThan(tasks / 2);
  });
});

describe('a pool whose threads cannot be loaded', () => {
  it.each([0, 1, 2])(
    'fails every task that waits, with %i threads kept, and works once they can be',
    async (keptThreads) => {
      const directory = mkdtempSync(join(tmpdir(), 'mendian-pool-'));
      try {
        const dataDirectory = join(directory, 'data');
        pool = createTaskPool({
          name: 'test',
          workerFile: new URL('./missing-part.worker.ts', import.meta.url),
          threads: 2,
          keptThreads,
          start: { dataDirectory, databaseFile: '' },
          log: { write: () => undefined },
          traceId: () => null,
        });
        const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => pool.run('', null)));
        for (const outcome of outcomes) {
          expect(outcome).toMatchObject({
            status: 'rejected',
            reason: { code: 'SERVICE_UNAVAILABLE', action: 'retry' },
          });
        }
        mkdirSync(dataDirectory);
        expect(await pool.run('', null)).toBe('done');
      } finally {
        rmSync(directory, { recursive: true });
      }
    },
  );
});
