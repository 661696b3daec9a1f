/** A process of its own that imports one file of orders into a data directory, through the real threads. Run as a child. */
import { join } from 'node:path';
import { createDatabase, createTaskPool } from '../../../src-main/database/index.ts';
import { createFileGrants, createIngest, type FilePool } from '../../../src-main/ingest/index.ts';
import type { IngestReadTasks, IngestWriteTasks } from '../../../src-main/ingest/write/index.ts';
import { workerFile } from '../../built-hub/worker-file.ts';

const [dataDirectory, file] = process.argv.slice(2);
if (dataDirectory === undefined || file === undefined) throw new Error('import-once.ts DATA_DIRECTORY FILE');

const log = { write: () => undefined };
const database = createDatabase<IngestReadTasks, IngestWriteTasks>({
  dataDirectory,
  readers: 1,
  workerFiles: { reader: workerFile('reader'), writer: workerFile('writer') },
  log,
  traceId: () => null,
  now: Date.now,
  onRecovered: () => undefined,
});
await database.open();
const start = { dataDirectory, databaseFile: join(dataDirectory, 'mendian.db') };
const pool = createTaskPool({
  name: 'ingest',
  workerFile: workerFile('ingest'),
  threads: 1,
  start,
  log,
  traceId: () => null,
});
const grants = createFileGrants(Date.now);
const { area } = createIngest({
  reader: database.reader,
  writer: database.writer,
  readingPool: pool as FilePool,
  grants,
  paths: {
    imports: join(dataDirectory, 'imports'),
    scratch: join(dataDirectory, 'scratch'),
    samples: join(dataDirectory, 'samples'),
    resources: 'resources',
  },
  now: Date.now,
  log,
  emit: () => undefined,
  defaults: () => ({ timeZone: 'Asia/Shanghai', currency: 'CNY' }),
  language: () => 'en',
});
const [granted] = await grants.grantAll([file]);
const fileId = granted!.fileId;
const { files } = await area.inspect({ files: [{ fileId }] });
const settings = files[0]!.settings;
if (!settings) throw new Error('not recognised');
process.stdout.write('importing\n');
const { importId } = await area.start({ plan: { files: [{ fileId, settings }] }, dryRun: false });
let state = '';
for await (const progress of await area.progress({ importId }, {})) state = progress.state;
process.stdout.write(`${state}\n`);
// Left running: whoever started it ends it.
