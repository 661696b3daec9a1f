/** How the time of an import grows with the file: ten times the lines. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeSampleOrders } from '../../../src-main/ingest/sample/index.ts';
import { type BenchRow, limitRow, median, plainRow } from '../bench.ts';
import { importByApp, type MeasuredImport } from './app.ts';
import { peakMemoryOfHub } from './peak-memory.ts';

/** Generated orders have 1.63 lines each: these make about a million. */
const ORDERS_OF_A_MILLION_LINES = 613_500;
const TIMES = 10;
const MOST_TIMES_SLOWER = 11;

export async function largeRows(directory: string): Promise<BenchRow[]> {
  const [fewLines, manyLines] = [1, TIMES].map((times) => join(directory, `chain-${times}.csv`)) as [string, string];
  const data = join(directory, 'data-large');
  try {
    await writeLines(fewLines, 1);
    await writeLines(manyLines, TIMES);
    // The smaller one before and after: the machine is not the same minutes later.
    const smalls = [await importByApp(fewLines), await importByApp(fewLines)];
    const large = await importByApp(manyLines);
    smalls.push(await importByApp(fewLines), await importByApp(fewLines));
    return rowsOf(smalls, large, await peakMemoryOfHub(data, manyLines, undefined));
  } finally {
    for (const path of [fewLines, manyLines, data]) rmSync(path, { recursive: true, force: true });
  }
}

const writeLines = (file: string, times: number) =>
  writeSampleOrders(file, { stores: 100, orders: ORDERS_OF_A_MILLION_LINES * times, seed: 1, endDate: '2026-11-20' });

function rowsOf(smalls: readonly MeasuredImport[], large: MeasuredImport, peak: number): BenchRow[] {
  const small = median(smalls.map(({ seconds }) => seconds));
  const row = (metric: string, value: number, unit: string) => ({
    case: `${large.counts.rows.toLocaleString('en')} lines`,
    metric,
    value,
    unit,
  });
  const fewer = `${smalls[0]!.counts.rows.toLocaleString('en')} lines`;
  return [
    limitRow(row(`file to committed, beside ${fewer}`, large.seconds / small, 'x'), MOST_TIMES_SLOWER),
    plainRow(row('file to committed', large.seconds, 's')),
    plainRow(row(`file to committed, ${fewer}`, small, 's')),
    plainRow(row('peak memory of the hub, as built', peak, 'MB')),
    limitRow(row('event loop delay p99, main thread', large.delayP99, 'ms'), 16),
  ];
}
