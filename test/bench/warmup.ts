/**
 * `npm run bench -- warmup [--quick] [--stores=N,…]`: a full warmup of chains of 10 to 500 stores, each with 10,000 orders (quick: 10 and 50
 * stores with 2,000), and of 100 stores with a million lines, with the whole engine: time to the first hot board and to all, memory, processor time, the event
 * loop, what is stored, and the start after it. And the access log that says what is hot, on a million lines.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale } from '../../scripts/build-state.ts';
import { hubEnvironment } from '../../scripts/hub-environment.ts';
import { root } from '../../scripts/project.ts';
import type { WarmupRun } from '../../shared/contract/index.ts';
import { type BenchRow, limitRow, peerRow, plainRow } from './bench.ts';
import { createChain, peakMegabytes } from './warmup/data.ts';
import { measureHeat } from './warmup/heat.ts';

const SIZES = [10, 50, 100, 200, 500] as const;
const ORDERS_A_STORE = 10_000;
/** PERFORMANCE sets its target for 100 stores with a million lines: 1.63 of them make an order here. */
const MILLION_LINES = { stores: 100, ordersAStore: 6_137 };
const QUICK_SIZES = [10, 50] as const;
const QUICK_ORDERS_A_STORE = 2_000;
/** Larger chains may take as much more as they are larger, and a tenth. */
const MOST_SECONDS_A_HUNDRED = 5;
const MOST_PEAK_MEGABYTES = 300;
/** Beyond 100 stores what is kept in memory grows with them: its budget is 2 GB then. */
const MOST_MEGABYTES_A_STORE = 0.75;
const MOST_STORED_A_MILLION_LINES = 25;
const MOST_FIRST_BOARD = 100;
const MOST_RESTART = 200;
const MOST_DELAY = 16;
/** The older system: 100 stores with a million orders. */
const OLDER = { name: 'the older system', seconds: 150, megabytes: 300 };
const MILLION = 1e6;
const LOOK_MILLISECONDS = 50;

interface Full {
  readonly cpuSeconds: number;
  readonly delayP99: number;
  readonly storedMegabytes: number;
  readonly fileMegabytes: number;
  readonly items: { readonly loaded: number };
  readonly levels: readonly { readonly level: string; readonly entries: number; readonly megabytes: number }[];
}

interface Restart {
  readonly ready: number;
  readonly firstBoard: number;
  readonly allBoards: number;
  readonly cached: number;
  readonly stores: number;
}

function measured<Result>(directory: string, mode: 'full' | 'restart'): Result {
  const script = join(import.meta.dirname, 'warmup', 'measured-warmup.ts');
  const run = spawnSync(process.execPath, [script, directory, mode], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${mode}: ${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as Result;
}

interface Shipped {
  /** The most memory that it held, in MB. */
  readonly peak: number;
  readonly seconds: number;
  readonly firstBoard: number;
}

/** The app as it ships, warming the chain from a cold cache by its command line, in the environment that `npm run hub` gives it. */
async function warmByHub(directory: string): Promise<Shipped> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `cache.db${suffix}`), { force: true });
  const hub = join(root, 'out', 'main', 'hub.js');
  const child = spawn(process.execPath, [hub, 'warmup', 'full', '--data-dir', directory, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: hubEnvironment(process.env),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  let peak = 0;
  const timer = setInterval(() => {
    if (child.exitCode === null && child.pid !== undefined) peak = Math.max(peak, peakMegabytes(child.pid));
  }, LOOK_MILLISECONDS);
  const [code] = (await once(child, 'exit')) as [number];
  clearInterval(timer);
  if (code !== 0) throw new Error(`hub warmup ended with ${code}`);
  const run = JSON.parse(output) as WarmupRun;
  const seconds = (Date.parse(run.finished_at ?? '') - Date.parse(run.started_at)) / 1_000;
  return { peak, seconds, firstBoard: run.first_board_after ?? Number.NaN };
}

async function measureChain(stores: number, ordersAStore: number): Promise<{ rows: BenchRow[]; seconds: number }> {
  const chain = await createChain(stores, ordersAStore);
  try {
    const full = measured<Full>(chain.directory, 'full');
    const restart = measured<Restart>(chain.directory, 'restart');
    const { peak, seconds, firstBoard } = await warmByHub(chain.directory);
    if (restart.cached < restart.stores) {
      console.error(`after the restart ${restart.cached} of ${restart.stores} boards came from the cache`);
    }
    const row = (metric: string, value: number, unit: string) => ({
      case: `${stores} stores, ${(stores * ordersAStore).toLocaleString('en')} orders`,
      metric,
      value,
      unit,
    });
    const held = `${full.items.loaded} entries: ${full.levels.map(({ level, entries }) => `${level} ${entries}`).join(', ')}`;
    console.error(`${stores} stores: ${held}`);
    const rows = [
      limitRow(row('first hot board', firstBoard, 'ms'), MOST_FIRST_BOARD),
      allWarm(row('all warm', seconds, 's'), stores, ordersAStore),
      plainRow(row('processor time', full.cpuSeconds, 's')),
      limitRow(row('event loop p99', full.delayP99, 'ms'), MOST_DELAY),
      stores === 100
        ? peerRow(row('peak RSS', peak, 'MB'), OLDER.name, OLDER.megabytes, OLDER.megabytes / MOST_PEAK_MEGABYTES)
        : limitRow(
            row('peak RSS', peak, 'MB'),
            MOST_PEAK_MEGABYTES + Math.max(0, stores - 100) * MOST_MEGABYTES_A_STORE,
          ),
      limitRow(
        row('stored a million lines', (full.storedMegabytes / chain.lines) * MILLION, 'MB'),
        MOST_STORED_A_MILLION_LINES,
      ),
      plainRow(row('cache.db', full.fileMegabytes, 'MB')),
      plainRow(row('restart, engine ready', restart.ready, 'ms')),
      limitRow(row('restart, all boards answered', restart.allBoards, 'ms'), MOST_RESTART),
      limitRow(row('restart, boards that had to be computed', restart.stores - restart.cached, ''), 0),
    ];
    return { rows, seconds };
  } finally {
    chain.remove();
  }
}

function allWarm(measured: Parameters<typeof plainRow>[0], stores: number, ordersAStore: number): BenchRow {
  if (stores !== 100) return plainRow(measured);
  if (ordersAStore === MILLION_LINES.ordersAStore) return limitRow(measured, MOST_SECONDS_A_HUNDRED);
  // As many times faster, with two thirds more lines than the target is set for.
  return peerRow(measured, OLDER.name, OLDER.seconds, OLDER.seconds / MOST_SECONDS_A_HUNDRED);
}

function sizesOf(options: readonly string[]): readonly number[] {
  const named = options.find((option) => option.startsWith('--stores='))?.slice('--stores='.length);
  if (named !== undefined) return named.split(',').map(Number);
  return options.includes('--quick') ? QUICK_SIZES : SIZES;
}

/** @param options `--quick`: two small chains, for trying things out; `--stores=100`: these sizes only. */
export async function bench(options: readonly string[]): Promise<readonly BenchRow[]> {
  if ((await buildIfStale()) !== 0) throw new Error('The build failed.');
  const quick = options.includes('--quick');
  const rows: BenchRow[] = [...measureHeat()];
  const seconds = new Map<number, number>();
  for (const stores of sizesOf(options)) {
    const measuredChain = await measureChain(stores, quick ? QUICK_ORDERS_A_STORE : ORDERS_A_STORE);
    rows.push(...measuredChain.rows);
    seconds.set(stores, measuredChain.seconds);
    if (stores !== MILLION_LINES.stores || quick) continue;
    rows.push(...(await measureChain(stores, MILLION_LINES.ordersAStore)).rows);
  }
  const [hundred, fiveHundred] = [seconds.get(100), seconds.get(500)];
  if (hundred !== undefined && fiveHundred !== undefined) {
    const row = { case: '500 stores against 100', metric: 'times as long', value: fiveHundred / hundred, unit: 'x' };
    rows.push(limitRow(row, 5.5));
  }
  return rows;
}
