/**
 * `npm run bench -- import`: 1,000,000 generated orders and the real "Online Retail" set through the real threads, beside
 * the `sqlite3` command line importing the same files, in the same run. The median of `--runs=N` (3) pairs counts.
 * `--orders=N` generates another number of orders. `--large` adds ten million lines beside one million, which takes minutes.
 *
 * Both are timed twice: until the commit is durable (on disk in the write-ahead log), when the app answers; and until the
 * log has been moved into the database file, which the app does after its answer and `sqlite3` before it ends.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildIfStale } from '../../scripts/build-state.ts';
import { writeSampleOrders, writeUciSample } from '../../src-main/ingest/sample/index.ts';
import { type Bench, type BenchRow, limitRow, median, peerRow, plainRow } from './bench.ts';
import { importByApp, type MeasuredImport } from './import/app.ts';
import { largeRows } from './import/large.ts';
import { peakMemoryOfHub } from './import/peak-memory.ts';
import { importByCommandLine, type PeerTimes, type TableOfFile } from './import/sqlite-cli.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly store?: string;
  readonly table: TableOfFile;
}

const CHAIN_TABLE: TableOfFile = {
  columns: [
    'number TEXT',
    'store TEXT',
    'channel TEXT',
    'placed_at TEXT',
    'paid_at TEXT',
    'status TEXT',
    'product TEXT',
    'product_name TEXT',
    'quantity REAL',
    'unit_price REAL',
    'unit_cost REAL',
    'total REAL',
    'received REAL',
    'refunded REAL',
    'delivery_cost REAL',
    'platform_fee REAL',
    'payment TEXT',
    'customer TEXT',
    'phone TEXT',
    'address TEXT',
    'carrier TEXT',
    'tracking_number TEXT',
  ],
  store: 'store',
  date: 'placed_at',
  product: 'product',
  channel: 'channel',
};
const UCI_TABLE: TableOfFile = {
  columns: [
    'number TEXT',
    'product TEXT',
    'product_name TEXT',
    'quantity REAL',
    'placed_at TEXT',
    'unit_price REAL',
    'customer TEXT',
    'country TEXT',
  ],
  store: 'country',
  date: 'placed_at',
  product: 'product',
  channel: 'country',
};

async function measure(directory: string, one: Case, runs: number): Promise<BenchRow[]> {
  const app: MeasuredImport[] = [];
  const peer: PeerTimes[] = [];
  for (let run = 0; run < runs; run++) {
    peer.push(await importByCommandLine(directory, one.file, one.table));
    app.push(await importByApp(one.file, one.store));
  }
  const row = (metric: string, value: number, unit: string) => ({ case: one.name, metric, value, unit });
  const seconds = median(app.map((measured) => measured.seconds));
  const checkpointed = median(app.map((measured) => measured.checkpointed));
  const { counts } = app[0]!;
  return [
    peerRow(row('file to committed', seconds, 's'), 'sqlite3 CLI', median(peer.map((times) => times.seconds)), 1.3),
    peerRow(
      row('file to committed and log emptied', checkpointed, 's'),
      'sqlite3 CLI',
      median(peer.map((times) => times.checkpointed)),
      null,
    ),
    plainRow(row('rows a second', counts.rows / seconds, 'rows/s')),
    plainRow(row('rows', counts.rows, '')),
    plainRow(row('orders', counts.orders, '')),
    limitRow(
      row(
        'peak memory of the hub, as built',
        await peakMemoryOfHub(join(directory, `data-${basename(one.file)}`), one.file, one.store),
        'MB',
      ),
      250,
    ),
    limitRow(row('event loop delay p99, main thread', median(app.map((measured) => measured.delayP99)), 'ms'), 16),
  ];
}

export const bench: Bench = async (options) => {
  const option = (name: string, otherwise: number) =>
    Number(options.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
  const orders = option('orders', 1_000_000);
  const runs = option('runs', 3);
  if ((await buildIfStale()) !== 0) throw new Error('the app does not build');
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-import-'));
  try {
    const chain = join(directory, 'chain.csv');
    await writeSampleOrders(chain, { stores: 100, orders, seed: 1, endDate: '2026-11-20' });
    const uci = await writeUciSample(join(import.meta.dirname, '..', '..', 'resources'), directory);
    const cases: Case[] = [
      { name: `${orders.toLocaleString('en')} generated orders`, file: chain, table: CHAIN_TABLE },
      { name: 'UCI Online Retail', file: uci, store: 'Online Retail', table: UCI_TABLE },
    ];
    const rows: BenchRow[] = [];
    for (const one of cases) rows.push(...(await measure(directory, one, runs)));
    if (options.includes('--large')) rows.push(...(await largeRows(directory)));
    return rows;
  } finally {
    rmSync(directory, { recursive: true });
  }
};
