/** The codec beside JSON + gzip 6, taken in turns so that both meet the same machine; the median of the rounds counts. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  createCodec,
  encodeTables,
  openTables,
  type Row,
  type Table,
  type TableSchema,
  tableDataOf,
} from '../../../src-main/cache/codec/index.ts';
import { createTaskPool } from '../../../src-main/database/index.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import { median } from '../bench.ts';

const ROUNDS = 5;
/** Encodings through the pool while the main thread's delays are watched. */
const ENCODINGS = 5;

export interface Sizes {
  readonly json: number;
  readonly gzip: number;
  readonly ours: number;
}

export interface Times {
  readonly encode: number;
  /** JSON: parsed. Ours: every column opened. */
  readonly decode: number;
  /** The same, and every cell looked at. */
  readonly read: number;
  /** The sum of one column, from the payload. */
  readonly column: number;
}

export interface Comparison {
  readonly sizes: Sizes;
  readonly ours: Times;
  readonly json: Times;
}

type Rows<Schema extends TableSchema> = readonly Row<Schema>[];
type AnyRow = Readonly<Record<string, number | string | null>>;

export function compare<Schema extends TableSchema>(schema: Schema, rows: Rows<Schema>, column: string): Comparison {
  const names = Object.keys(schema);
  const encode = () => encodeTables({ lines: tableDataOf(schema, rows) }, 'zstd');
  const encodeJson = () => gzipSync(JSON.stringify(rows), { level: 6 });
  const payload = encode();
  const json = encodeJson();
  const open = (): Table => openTables(payload).get('lines')!;
  const parse = () => JSON.parse(gunzipSync(json).toString()) as AnyRow[];
  assertSame(open(), rows, names);
  const [oursEncode, jsonEncode] = inTurns(encode, encodeJson);
  const [oursDecode, jsonDecode] = inTurns(() => openAll(open(), names), parse);
  const [oursRead, jsonRead] = inTurns(
    () => readTable(open(), names),
    () => readRows(parse(), names),
  );
  const [oursColumn, jsonColumn] = inTurns(
    () => sumOfTable(open(), column),
    () => parse().reduce((sum, row) => sum + ((row[column] as number | null) ?? 0), 0),
  );
  return {
    sizes: { ours: payload.length, gzip: json.length, json: Buffer.byteLength(JSON.stringify(rows)) },
    ours: { encode: oursEncode, decode: oursDecode, read: oursRead, column: oursColumn },
    json: { encode: jsonEncode, decode: jsonDecode, read: jsonRead, column: jsonColumn },
  };
}

function inTurns(ours: () => unknown, theirs: () => unknown): [ours: number, theirs: number] {
  const mine: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    others.push(timeOf(theirs));
    mine.push(timeOf(ours));
  }
  return [median(mine), median(others)];
}

/** The system counts a thread's time in steps of up to 4 ms, so short runs are repeated until they add up to this. */
const LEAST_MILLISECONDS = 80;

/** Milliseconds of this thread's processor time for one run: other programs on the machine do not count. */
export function timeOf(run: () => unknown): number {
  const before = process.threadCpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user, system } = process.threadCpuUsage(before);
    const milliseconds = (user + system) / 1_000;
    if (milliseconds >= LEAST_MILLISECONDS) return milliseconds / runs;
  }
}

/** What is fast must also be right. */
function assertSame(table: Table, rows: readonly AnyRow[], names: readonly string[]): void {
  for (const name of names) {
    const column = table.column(name);
    const wrong = rows.findIndex((row, i) => row[name] !== column.at(i));
    if (wrong >= 0 || table.rows !== rows.length) throw new Error(`column ${name} differs in row ${wrong}`);
  }
}

function openAll(table: Table, names: readonly string[]): unknown {
  return names.map((name) => table.column(name));
}

export function readTable(table: Table, names: readonly string[]): number {
  let cells = 0;
  for (const name of names) {
    const column = table.column(name);
    for (let row = 0; row < table.rows; row++) if (column.at(row) !== null) cells++;
  }
  return cells;
}

function readRows(rows: readonly AnyRow[], names: readonly string[]): number {
  let cells = 0;
  for (const row of rows) for (const name of names) if (row[name] !== null) cells++;
  return cells;
}

function sumOfTable(table: Table, name: string): number {
  const column = table.column(name);
  if (column.kind !== 'number') throw new Error(`${name} is no column of numbers`);
  let sum = 0;
  for (let row = 0; row < table.rows; row++) {
    const value = column.values[row]!;
    if (!Number.isNaN(value)) sum += value;
  }
  return sum;
}

/** Gives the main thread's event-loop delays while the pool encodes the rows' columns, in milliseconds. */
export async function delayWhileEncoding<Schema extends TableSchema>(
  schema: Schema,
  rows: Rows<Schema>,
): Promise<{ p99: number; most: number }> {
  const pool = createTaskPool({
    name: 'codec',
    workerFile: workerFile('codec'),
    threads: 1,
    start: { dataDirectory: '', databaseFile: '' },
    log: { write: () => undefined },
    traceId: () => null,
  });
  try {
    const codec = createCodec({ threads: pool });
    const lines = tableDataOf(schema, rows);
    await codec.encodeTables({ lines });
    await wait(200); // what came before is collected outside of the measurement
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let i = 0; i < ENCODINGS; i++) await codec.encodeTables({ lines });
    delay.disable();
    return { p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 };
  } finally {
    await pool.close();
  }
}
