/**
 * `npm run bench -- query [--large]`: the overview for 1, 20 and 100 stores over 7, 30 and 365 days on 1M orders (and 10M),
 * against DuckDB with two threads asked for the same panels on the same raw rows, in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundYoungGeneration } from '../../src-main/engine/young-generation.ts';
import type { BenchRow } from './bench.ts';

/** @param options `--large` measures 10M orders too: about 4 GB of disk and several minutes. */
export async function bench(options: readonly string[]): Promise<readonly BenchRow[]> {
  // As the entries of the app do, and before the rest is loaded: taking the types out of a hundred modules makes garbage that
  // the app as it is built never makes, and a young generation that has grown is not made smaller.
  boundYoungGeneration();
  const { MILLION, compareSizes, measureSize } = await import('./query/sizes.ts');
  const rows: BenchRow[] = [];
  const emptySize = (orders: number) => ({ orders, directory: mkdtempSync(join(tmpdir(), 'mendian-bench-query-')) });
  const [small, large] = [emptySize(MILLION), emptySize(10 * MILLION)];
  try {
    await measureSize(small, rows);
    if (options.includes('--large')) {
      await measureSize(large, rows);
      compareSizes(small, large, rows);
    }
  } finally {
    for (const { directory } of [small, large]) rmSync(directory, { recursive: true, force: true });
  }
  return rows;
}
