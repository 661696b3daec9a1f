/** How the time of an import grows with the file: ten times the lines, measured after one another. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeSampleOrders } from '../../../src-main/ingest/sample/index.ts';
import { type BenchRow, limitRow, plainRow } from '../bench.ts';
import { importByApp, type MeasuredImport } from './app.ts';
import { peakMemoryOfHub } from './peak-memory.ts';

/** Generated orders have 1.63 lines each: these make about a million. */
const ORDERS_OF_A_MILLION_LINES = 613_500;
const TIMES = 10;
const MOST_TIMES_SLOWER = 11;

async function importGenerated(directory: string, orders: number): Promise<MeasuredImport & { readonly peak: number }> {
  const file = join(directory, `chain-${orders}.csv`);
  try {
    await writeSampleOrders(file, { stores: 100, orders, seed: 1, endDate: '2026-11-20' });
    const measured = await importByApp(file);
    return { ...measured, peak: await peakMemoryOfHub(join(directory, `data-${basename(file)}`), file, undefined) };
  } finally {
    rmSync(file, { force: true });
    rmSync(join(directory, `data-${basename(file)}`), { recursive: true, force: true });
  }
}

export async function largeRows(directory: string): Promise<BenchRow[]> {
  const small = await importGenerated(directory, ORDERS_OF_A_MILLION_LINES);
  const large = await importGenerated(directory, ORDERS_OF_A_MILLION_LINES * TIMES);
  const row = (metric: string, value: number, unit: string) => ({
    case: `${large.counts.rows.toLocaleString('en')} lines`,
    metric,
    value,
    unit,
  });
  const fewer = `${small.counts.rows.toLocaleString('en')} lines`;
  return [
    limitRow(row(`file to committed, beside ${fewer}`, large.seconds / small.seconds, 'x'), MOST_TIMES_SLOWER),
    plainRow(row('file to committed', large.seconds, 's')),
    plainRow(row(`file to committed, ${fewer}`, small.seconds, 's')),
    plainRow(row('peak memory of the hub, as built', large.peak, 'MB')),
    limitRow(row('event loop delay p99, main thread', large.delayP99, 'ms'), 16),
  ];
}
