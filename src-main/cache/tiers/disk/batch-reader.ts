/**
 * Reads batches of rows in a thread of their own that is there only while batches are asked for. Whoever asks while it
 * starts does not wait for it: their rows are read where they ask, a few at a time.
 */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#shared/domain/app-error.ts';
import type { TaskPool } from '../../../database/index.ts';
import type { ReadRow } from './entry-row.ts';
import type { RowReader } from './row-reader.ts';
import type { FoundRow } from './tasks.ts';

/** What else the calling thread has to do comes in between. */
const ROWS_A_TURN = 4;

export interface BatchReader {
  /** Gives a row for each key, in their order. @throws what SQLite throws. */
  read(keys: readonly string[]): Promise<(ReadRow | null)[]>;
  /** Lets go of the file; the next read opens it again. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** @param pool has at most one thread, and none when there is nothing to do. @param onLost is told why the thread did not start. */
export function createBatchReader(pool: TaskPool, here: RowReader, onLost: (error: unknown) => void): BatchReader {
  let started = false;
  let releases = 0;

  function start(): void {
    if (pool.threads > 0) return;
    started = false;
    // Any task: it is answered once the thread is there.
    pool.run('cache.close', null).then(() => {
      started = true;
    }, onLost);
  }

  async function readHere(keys: readonly string[]): Promise<(ReadRow | null)[]> {
    const rows: (ReadRow | null)[] = [];
    const released = releases;
    for (const key of keys) {
      if (rows.length > 0 && rows.length % ROWS_A_TURN === 0) await setImmediate();
      // Reading on would open the file again, which is about to be moved.
      if (releases !== released) throw new AppError('ENGINE_STARTING', { action: 'retry' });
      rows.push(here.read(key));
    }
    return rows;
  }

  return {
    async read(keys) {
      start();
      if (!started) return await readHere(keys);
      const found = (await pool.run('cache.read', keys)) as FoundRow[];
      return found.map(({ row }) => row);
    },
    async release() {
      releases += 1;
      if (pool.threads > 0) await pool.run('cache.close', null);
    },
    close: () => pool.close(),
  };
}
