/** A data directory that holds an invented chain of 20 stores with products, stock and a quarter of orders. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';
import { writeSampleChain } from '../../src-main/ingest/sample/index.ts';

/** A month of the chain that is over. */
export const CHAIN_MONTH = 'from=2026-10-01&to=2026-10-31';

/** Imports the chain into a data directory. */
export async function importChain(directory: string): Promise<void> {
  const files = join(directory, 'files');
  mkdirSync(files, { recursive: true });
  const written = await writeSampleChain(files, {
    stores: 20,
    orders: 30_000,
    seed: 7,
    endDate: '2026-10-31',
    days: 90,
  });
  const args = ['import', ...written, '--data-dir', directory, '--json'];
  const run = spawnSync(process.execPath, [join(root, 'out', 'main', 'hub.js'), ...args], { encoding: 'utf8' });
  rmSync(files, { recursive: true });
  if (run.status !== 0) throw new Error(`The import failed: ${run.stdout}${run.stderr}`);
}
