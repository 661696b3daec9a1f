import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, databaseFiles, openReadable } from '../../../src-main/database/index.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import type { crashingTasks } from './crashing.worker.ts';
import { removeDirectory, temporaryDirectory } from './engine-database.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => removeDirectory(directory));

describe('a writer thread that dies', () => {
  it('loses only what it had not committed, says why in the log, and writing goes on without a restart', async () => {
    const logged: { level: string; message: string; details: Record<string, unknown> }[] = [];
    const database = createDatabase<Record<string, never>, typeof crashingTasks>({
      dataDirectory: directory,
      readers: 1,
      workerFiles: { reader: workerFile('reader'), writer: new URL('./crashing.worker.ts', import.meta.url) },
      log: { write: (level, message, details) => void logged.push({ level, message, details }) },
      traceId: () => null,
      now: Date.now,
      onRecovered: () => undefined,
    });
    await database.open();
    await database.writer.write('addChannel', 'counter');
    await expect(database.writer.write('dieWriting', undefined)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    const [lost] = logged.filter(({ message }) => message === 'worker thread lost');
    expect(lost).toMatchObject({ level: 'error', details: { pool: 'writer', task: 'dieWriting' } });
    expect(String(lost?.details.error)).toMatch(/exit/);
    await Promise.all([database.writer.write('addChannel', 'web'), database.writer.write('addChannel', 'app')]);
    await database.close();

    const db = openReadable(databaseFiles(directory).database);
    expect(db.prepare('SELECT name FROM channel ORDER BY id').pluck().all()).toEqual(['counter', 'web', 'app']);
    db.close();
  });
});
