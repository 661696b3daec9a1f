import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createTaskPool, type TaskPool } from '../../../src-main/database/index.ts';

let pool: TaskPool;

afterEach(() => pool.close());

function openPool(givesWay = false): TaskPool {
  return createTaskPool({
    name: 'test',
    workerFile: new URL('./immediate.worker.ts', import.meta.url),
    threads: 1,
    givesWay,
    start: { dataDirectory: '', databaseFile: '' },
    log: { write: () => undefined },
    traceId: () => null,
  });
}

/** Threads of this process that go behind others, by the kernel's own word. */
function niceThreads(): string[] {
  const niceness = (thread: string) =>
    Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]);
  return readdirSync('/proc/self/task').filter((thread) => niceness(thread) > niceness(String(process.pid)));
}

describe('a thread of a pool', () => {
  it.skipIf(process.platform !== 'linux')(
    'lets others go first where nobody waits for it, and only there',
    async () => {
      pool = openPool();
      await pool.run('', null);
      expect(niceThreads()).toEqual([]);
      await pool.close();
      pool = openPool(true);
      await pool.run('', null);
      expect(niceThreads()).toHaveLength(1);
    },
  );

  it('does what it has put off although one task follows the other', async () => {
    pool = openPool();
    const tasks = 50;
    const results = await Promise.all(Array.from({ length: tasks }, () => pool.run('', null)));
    // It may be one or two behind, never all of them.
    expect(Number(results.at(-1))).toBeGreaterThan(tasks / 2);
  });
});
