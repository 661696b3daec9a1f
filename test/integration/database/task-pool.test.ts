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
