/**
 * `npm run bench -- query [--large]`: the overview for 1, 20 and 100 stores over 7, 30 and 365 days on 1M orders (and 10M),
 * against DuckDB with two threads asked for the same panels on the same raw rows, in the same run.
 */
import { boundYoungGeneration } from '../../src-main/engine/young-generation.ts';
import { type BenchRow, peerRow } from './bench.ts';

/** @param options `--large` measures 10M orders too: about 4 GB of disk and several minutes. */
export async function bench(options: readonly string[]): Promise<readonly BenchRow[]> {
  // As the entries of the app do, and before the rest is loaded: taking the types out of a hundred modules makes garbage that
  // the app as it is built never makes, and a young generation that has grown is not made smaller.
  boundYoungGeneration();
  const { MILLION, measureAt } = await import('./query/sizes.ts');
  const rows: BenchRow[] = [];
  const small = await measureAt(MILLION, rows);
  if (!options.includes('--large')) return rows;
  const large = await measureAt(10 * MILLION, rows);
  for (const [name, value] of large) {
    const measured = { case: `${name}, 10M orders`, metric: 'p50', value, unit: 'ms' };
    // 10M orders may cost at most 1.3 times what 1M cost.
    rows.push(peerRow(measured, 'the same on 1M orders', small.get(name) ?? Number.NaN, 1 / 1.3));
  }
  return rows;
}
