/** A chain's orders, imported as an operator would import them, in a data directory of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { writeSampleOrders } from '../../../src-main/ingest/sample/index.ts';

const HUB = join(root, 'out', 'main', 'hub.js');
const MOST_OUTPUT = 64 * 1_048_576;

/** Runs the app's command line as it ships and gives what it printed. */
export function hub(args: readonly string[]): string {
  const run = spawnSync(process.execPath, [HUB, ...args], { encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  if (run.status !== 0) throw new Error(`hub ${args[0]}: ${run.stdout}${run.stderr}`);
  return run.stdout;
}

export interface Chain {
  readonly directory: string;
  /** Order lines that are in it. */
  readonly lines: number;
  remove(): void;
}

export async function createChain(stores: number, ordersAStore: number): Promise<Chain> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-warmup-'));
  const file = join(directory, 'orders.csv');
  const endDate = new Date().toISOString().slice(0, 10);
  await writeSampleOrders(file, { stores, orders: stores * ordersAStore, seed: 1, endDate });
  const { counts } = JSON.parse(hub(['import', file, '--data-dir', directory, '--json'])) as {
    counts: { rows: number };
  };
  rmSync(file);
  return {
    directory,
    lines: counts.rows,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The most memory that a running process has held, in MB. Linux only: it asks the kernel. */
export function peakMegabytes(pid: number | 'self'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}
