/**
 * Reads all files of an import and hands their rows over as batches: lists before orders, so that what orders refer to is
 * known when they arrive. Whatever goes wrong reaches the writer as `failed`; it never waits for an end that does not come.
 */
import type { MessagePort } from 'node:worker_threads';
import type { FileKind, FileSettings } from '#shared/contract/index.ts';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import type { IngestBatch, RowVerdict } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import {
  createTextDictionary,
  createZoneClock,
  headingsAt,
  studyFile,
  type TextDictionary,
  takeSample,
  type ZoneClock,
} from '../understand/index.ts';
import { type CreditPort, createCreditPort } from './credit-port.ts';
import type { FileReading } from './file-reading.ts';
import { createListRows } from './list-rows.ts';
import { createOrderCount } from './order-count.ts';
import { createOrderRows } from './order-rows.ts';
import type { OrderTable } from './order-table.ts';
import { orderTables } from './order-tables.ts';
import { planRecords } from './records.ts';

export interface PlannedPath {
  readonly path: string;
  readonly settings: FileSettings;
}

export interface ReadPlanOptions {
  /** UTC milliseconds. */
  readonly now: number;
  readonly defaults: { readonly timeZone: string };
  /** A directory of this import alone; what is put there is of no use once the import is over. */
  readonly scratch: string;
  /** Zones of the stores that are known already, by code. */
  readonly storeZones?: Readonly<Record<string, string>>;
}

const LISTS: readonly FileKind[] = ['stores', 'products', 'stock'];
/** Records that a file is studied by: enough for rare dates, quick to read. */
const STUDIED = 5_000;
const LIST_ROWS_A_BATCH = 2_000;
const DAY_MILLISECONDS = 86_400_000;
const DAYS_AHEAD = 366;
/** A file with more bad rows than this is the wrong file; their list must fit into memory. */
const MOST_REFUSALS = 1_000_000;

interface Session {
  readonly port: CreditPort;
  readonly dictionary: TextDictionary;
  readonly zones: Map<string, string>;
  readonly rejected: RowVerdict[];
  readonly rows: number[];
  readonly totalBytes: number;
  readonly options: ReadPlanOptions;
  doneBytes: number;
  readRows: number;
  skipped: number;
}

/**
 * Reads the files and sends batches, then `end`, and `counted` once the orders are; or `failed` at any moment. Resolves when the last
 * message is sent; never rejects for a bad file.
 */
export async function readPlan(
  files: readonly PlannedPath[],
  port: MessagePort,
  options: ReadPlanOptions,
): Promise<void> {
  const count = createOrderCount(options.scratch);
  const credit = createCreditPort(port, count.take);
  try {
    await readFiles(files, credit, options);
    await credit.settled();
    const rollups = await count.finish(credit.signal);
    credit.sendNow({ type: 'counted', rollups });
  } catch (error) {
    credit.sendNow({ type: 'failed', error: serializeError(error) });
    if (!(error instanceof AppError)) throw error;
  } finally {
    count.close();
  }
}

async function readFiles(files: readonly PlannedPath[], port: CreditPort, options: ReadPlanOptions): Promise<void> {
  const planned = await Promise.all(files.map(({ path, settings }) => planRecords(path, settings)));
  const bytesOf = ({ file }: OrderTable) => planned[file]!.totalBytes;
  const session: Session = {
    port,
    dictionary: createTextDictionary(),
    zones: new Map(Object.entries(options.storeZones ?? {})),
    rejected: [],
    rows: files.map(() => 0),
    totalBytes: planned.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
    options,
    doneBytes: 0,
    readRows: 0,
    skipped: 0,
  };
  const tables = files.map(({ settings }, file) => ({
    file,
    settings,
    open: async () => planned[file]!.open(port.signal),
  }));
  for (const kind of LISTS) {
    for (const table of tables) if (table.settings.kind === kind) await readOne(session, table, bytesOf(table));
  }
  const orders = tables.filter(({ settings }) => settings.kind === 'orders');
  for (const table of await orderTables(orders)) await readOne(session, table, bytesOf(table));
  port.sendNow({
    type: 'end',
    rows: session.rows,
    rejected: session.rejected,
    skipped: session.skipped,
    progress: { rows: session.readRows, bytes: session.totalBytes, totalBytes: session.totalBytes },
  });
}

async function readOne(session: Session, table: OrderTable, bytes: number): Promise<void> {
  const { file, settings } = table;
  const reading = await prepare(session, table);
  const read = settings.kind === 'orders' ? ordersOf(reading) : listOf(reading, session.zones);
  for await (const block of await table.open()) {
    const from = Math.max(0, settings.headerRecord + 1 - block.firstRecord);
    const records = Math.max(0, block.records - from);
    session.rows[file]! += records;
    session.readRows += records;
    if (records > 0) for (const filled of read.add(block, from)) await send(session, filled, block.sourceBytes);
  }
  for (const filled of read.finish()) await send(session, filled, 0);
  session.doneBytes += bytes;
}

interface Filled {
  readonly batch: IngestBatch;
  readonly transfer: readonly ArrayBuffer[];
}

function send(session: Session, { batch, transfer }: Filled, sourceBytes: number): Promise<void> {
  const bytes = Math.min(session.doneBytes + sourceBytes, session.totalBytes);
  return session.port.send(
    { type: 'batch', batch, progress: { rows: session.readRows, bytes, totalBytes: session.totalBytes } },
    transfer,
  );
}

/** Looks at the head of a file, checks that its settings suffice, and makes what its rows are read with. */
async function prepare(session: Session, { file, settings, open }: OrderTable): Promise<FileReading> {
  requireColumns(settings);
  const { dictionary, zones, options, rejected } = session;
  const sample = await takeSample(await open(), settings.headerRecord + 1 + STUDIED);
  const headings = headingsAt(sample, settings.headerRecord);
  const clocks = new Map<string, ZoneClock>();
  const fallback = settings.timeZone ?? session.options.defaults.timeZone;
  return {
    file,
    settings,
    headings,
    study: studyFile(settings, headings, sample.slice(settings.headerRecord + 1)),
    dictionary,
    spareBuffers: session.port.spareBuffers,
    lastDay: Math.floor(options.now / DAY_MILLISECONDS) + DAYS_AHEAD,
    clockOfStore(code) {
      const zone = zones.get(code) ?? fallback;
      let clock = clocks.get(zone);
      if (!clock) {
        clock = createZoneClock(zone);
        clocks.set(zone, clock);
      }
      return clock;
    },
    refuse(record, reason) {
      if (rejected.length >= MOST_REFUSALS)
        throw new AppError('MAPPING_INCOMPLETE', { details: { rows: rejected.length } });
      rejected.push({ file, record, reason });
    },
    skip() {
      session.skipped++;
    },
  };
}

/** Throws MAPPING_INCOMPLETE or STORE_NEEDED for settings by which no row could be read. */
function requireColumns(settings: FileSettings): void {
  const { columns, kind } = settings;
  const has = (...fields: (keyof FileSettings['columns'])[]) => fields.some((field) => columns[field] !== undefined);
  const missing =
    (kind === 'orders' && !has('placedAt', 'placedDate') && 'placedAt') ||
    (kind === 'products' && !has('productCode', 'productName') && 'productCode') ||
    (kind === 'stock' && !has('productCode', 'productName') && 'productCode') ||
    (kind === 'stock' && !has('stockQuantity') && 'stockQuantity') ||
    (kind === 'stores' && !has('store', 'storeName') && 'store');
  if (missing) throw new AppError('MAPPING_INCOMPLETE', { details: { field: missing } });
  if ((kind === 'orders' || kind === 'stock') && !has('store', 'storeName') && !settings.store)
    throw new AppError('STORE_NEEDED');
}

interface RowsOfFile {
  add(block: RecordBlock, from: number): Iterable<Filled>;
  finish(): Iterable<Filled>;
}

function ordersOf(reading: FileReading): RowsOfFile {
  return createOrderRows(reading);
}

function listOf(reading: FileReading, zones: Map<string, string>): RowsOfFile {
  const readRow = createListRows(reading);
  let rows: object[] = [];

  function* flush(): Generator<Filled> {
    const batch = { kind: reading.settings.kind, file: reading.file, rows } as unknown as IngestBatch;
    rows = [];
    yield { batch, transfer: [] };
  }

  return {
    *add(block, from) {
      for (let record = from; record < block.records; record++) {
        const row = readRow(block, record);
        if (row === null) reading.skip(block.firstRecord + record);
        else if (typeof row === 'string') reading.refuse(block.firstRecord + record, row);
        else {
          rows.push(row);
          if ('timeZone' in row && row.timeZone !== undefined) zones.set(row.code, row.timeZone);
        }
        if (rows.length >= LIST_ROWS_A_BATCH) yield* flush();
      }
    },
    *finish() {
      if (rows.length > 0) yield* flush();
    },
  };
}
