/**
 * `npm run bench -- codec`: the cache's encoding of 100,000 order lines, generated and of the UCI set, beside JSON + gzip 6
 * in the same run; and of 100,000 orders with their lines beside the figures of an older system.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTables, openTables, tableDataOf } from '../../src-main/cache/codec/index.ts';
import { writeSampleOrders, writeUciSample } from '../../src-main/ingest/sample/index.ts';
import { type Bench, type BenchRow, limitRow, median, peerRow, plainRow } from './bench.ts';
import { type Comparison, compare, delayWhileEncoding, readTable, timeOf } from './codec/measure.ts';
import {
  GENERATED,
  type GeneratedRow,
  generatedRow,
  ORDER_LINES,
  ORDERS,
  ordersWithLines,
  readRows,
  UCI,
  uciRow,
} from './codec/sample-rows.ts';

const LINES = 100_000;
const ORDER_COUNT = 100_000;
const ROUNDS = 5;
const MEGABYTE = 1e6;
const PEER = 'JSON + gzip 6';
/** The older system's own figures for 100,000 orders. */
const OLDER = { name: 'older system', megabytes: 2.93, write: 559, read: 274 };

interface Wanted {
  readonly smaller: number;
  readonly encode: number;
  readonly decode: number;
  readonly column: number | null;
}

export const bench: Bench = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-codec-'));
  try {
    const chain = join(directory, 'chain.csv');
    await writeSampleOrders(chain, { stores: 100, orders: ORDER_COUNT, seed: 1, endDate: '2026-11-20' });
    const uciFile = await writeUciSample(join(import.meta.dirname, '..', '..', 'resources'), directory);
    const generated = await readRows(chain, Number.POSITIVE_INFINITY, generatedRow);
    const uci = await readRows(uciFile, LINES, uciRow);
    const lines = generated.slice(0, LINES);
    return [
      ...rowsOf('100,000 generated lines', compare(GENERATED, lines, 'total'), {
        smaller: 2.3,
        encode: 3.5,
        decode: 7,
        column: 100,
      }),
      ...delayRows('100,000 generated lines', await delayWhileEncoding(GENERATED, lines)),
      ...rowsOf('100,000 UCI lines', compare(UCI, uci, 'unitPrice'), {
        smaller: 2.4,
        encode: 1.7,
        decode: 7,
        column: null,
      }),
      ...olderRows(generated),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
};

function rowsOf(name: string, { sizes, ours, json }: Comparison, wanted: Wanted): BenchRow[] {
  const row = (metric: string, value: number, unit: string) => ({ case: name, metric, value, unit });
  const time = (metric: string, value: number, peer: number, atLeast: number | null) =>
    peerRow(row(metric, value, 'ms'), PEER, peer, atLeast);
  return [
    plainRow(row('as JSON', sizes.json / MEGABYTE, 'MB')),
    peerRow(row('stored', sizes.ours / MEGABYTE, 'MB'), PEER, sizes.gzip / MEGABYTE, wanted.smaller),
    time('encode, from rows', ours.encode, json.encode, wanted.encode),
    time('decode, all columns', ours.decode, json.decode, wanted.decode),
    time('decode and look at every cell', ours.read, json.read, null),
    time('sum of one column', ours.column, json.column, wanted.column),
  ];
}

function delayRows(name: string, { p99, most }: { p99: number; most: number }): BenchRow[] {
  const row = (metric: string, value: number) => ({ case: name, metric, value, unit: 'ms' });
  return [
    limitRow(row('event-loop delay p99, encoding through the pool', p99), 16),
    plainRow(row('event-loop delay, longest', most)),
  ];
}

/** 100,000 orders with all their lines: the older figures are of orders alone. */
function olderRows(generated: readonly GeneratedRow[]): BenchRow[] {
  const { orders, lines } = ordersWithLines(generated);
  const encode = () =>
    encodeTables({ orders: tableDataOf(ORDERS, orders), lines: tableDataOf(ORDER_LINES, lines) }, 'zstd');
  const payload = encode();
  const read = () => {
    const tables = openTables(payload);
    readTable(tables.get('orders')!, Object.keys(ORDERS));
    readTable(tables.get('lines')!, Object.keys(ORDER_LINES));
  };
  const middle = (run: () => unknown) => median(Array.from({ length: ROUNDS }, () => timeOf(run)));
  const row = (metric: string, value: number, unit: string) => ({
    case: `${orders.length.toLocaleString('en')} orders with ${lines.length.toLocaleString('en')} lines`,
    metric,
    value,
    unit,
  });
  return [
    peerRow(row('stored', payload.length / MEGABYTE, 'MB'), OLDER.name, OLDER.megabytes, 1),
    peerRow(row('write', middle(encode), 'ms'), OLDER.name, OLDER.write, 1),
    peerRow(row('read, every cell', middle(read), 'ms'), OLDER.name, OLDER.read, 1),
  ];
}
