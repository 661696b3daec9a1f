/** The import part with its real threads, in a data directory of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppEvent, ImportProgress } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { createDatabase, createTaskPool, openWritable, type WritableDb } from '../../../src-main/database/index.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import { createFileGrants, createIngest, type FilePool } from '../../../src-main/ingest/index.ts';
import type { IngestReadTasks, IngestWriteTasks } from '../../../src-main/ingest/write/index.ts';

export async function startIngest() {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-import-'));
  const data = join(directory, 'data');
  const log = { write: () => undefined };
  const database = createDatabase<IngestReadTasks, IngestWriteTasks>({
    dataDirectory: data,
    readers: 1,
    workerFiles: { reader: workerFile('reader'), writer: workerFile('writer') },
    log,
    traceId: () => null,
    now: Date.now,
    onRecovered: () => undefined,
  });
  await database.open();
  const databaseFile = join(data, 'mendian.db');
  const pool = createTaskPool({
    name: 'ingest',
    workerFile: workerFile('ingest'),
    threads: 1,
    start: { dataDirectory: data, databaseFile },
    log,
    traceId: () => null,
  });
  const events: AppEvent[] = [];
  const grants = createFileGrants(Date.now);
  const ingest = createIngest({
    reader: database.reader,
    writer: database.writer,
    readingPool: pool as FilePool,
    grants,
    paths: {
      imports: join(data, 'imports'),
      scratch: join(data, 'scratch'),
      samples: join(data, 'samples'),
      resources: 'resources',
    },
    now: Date.now,
    log,
    emit: (event) => events.push(event),
    defaults: () => ({ timeZone: 'Asia/Shanghai', currency: 'CNY' }),
    language: () => 'en',
  });
  const { area } = ingest;

  function write(name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  /** Starts an import of files as they are recognised. */
  async function start(paths: readonly string[], dryRun = false, store?: string): Promise<ImportId> {
    const files = await grants.grantAll(paths);
    const inspected = await area.inspect({ files: files.map(({ fileId }) => ({ fileId })) });
    const plan = inspected.files.map(({ fileId, settings }) => {
      if (!settings) throw new Error('not recognised');
      return { fileId, settings: store === undefined ? settings : { ...settings, store } };
    });
    return (await area.start({ plan: { files: plan }, dryRun })).importId;
  }

  async function follow(importId: ImportId, onProgress?: (progress: ImportProgress) => void): Promise<ImportProgress> {
    let last: ImportProgress | null = null;
    for await (const progress of await area.progress({ importId }, {})) {
      last = progress;
      onProgress?.(progress);
    }
    if (!last) throw new Error('no progress');
    return last;
  }

  return {
    directory,
    databaseFile,
    area,
    grants,
    events,
    write,
    start,
    follow,
    importFiles: async (paths: readonly string[], store?: string) => follow(await start(paths, false, store)),
    /** Looks into the database with a connection of its own. */
    look<Result>(query: (db: WritableDb) => Result): Result {
      const db = openWritable(databaseFile);
      try {
        return query(db);
      } finally {
        db.close();
      }
    },
    async close() {
      await ingest.close();
      await pool.close();
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}
