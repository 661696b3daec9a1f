/**
 * `npm run bench -- start`: from the start of the process to the first painted dashboard with a million orders, of the hub
 * with a page in a browser and of the desktop app. Cold: the first start after the import, nothing of the database in the
 * system's file cache where that can be arranged. Warm: the starts after it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildIfStale } from '../../scripts/build-state.ts';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts';
import { root } from '../../scripts/project.ts';
import { writeSampleOrders } from '../../src-main/ingest/sample/index.ts';
import { appKind, launchApp } from '../e2e/launch.ts';
import { type BenchRow, limitRow, median, plainRow } from './bench.ts';

const ORDERS = 1_000_000;
const STORES = 100;
/** DESIGN: start to engine ready with a million orders on disk. */
const MOST_READY_MILLISECONDS = 500;
const WARM_STARTS = 5;
/** A page that was opened and one that was closed keep a processor busy for about this long. */
const BROWSER_RESTS_MILLISECONDS = 1_000;

interface Start {
  /** Until the hub answers. */
  readonly ready: number;
  /** Until the headline figures stand on the screen. */
  readonly painted: number;
}

function hub(args: readonly string[]): void {
  const run = spawnSync(process.execPath, [join(root, 'out', 'main', 'hub.js'), ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`hub ${args[0]}: ${run.stdout}${run.stderr}`);
}

/** Empties the system's file cache; only root on Linux can. Gives whether it was done. */
function forgetFileCache(): boolean {
  const control = '/proc/sys/vm/drop_caches';
  if (!existsSync(control) || process.getuid?.() !== 0) return false;
  spawnSync('sync');
  try {
    writeFileSync(control, '3');
    return true;
  } catch (error) {
    console.error(`The file cache stays: ${error}`);
    return false;
  }
}

/** Starts the hub and a page on it. The browser itself is there already, and at rest: it is not what is measured. */
async function measure(browser: Browser, directory: string): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await wait(BROWSER_RESTS_MILLISECONDS);
  const began = performance.now();
  const args = ['serve', '--port', '0', '--data-dir', directory, '--json'];
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'hub.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ready = performance.now() - began;
  await page.goto((JSON.parse(line.toString()) as { url: string }).url);
  await painted(page);
  const whole = performance.now() - began;
  await context.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ready, painted: whole };
}

/** Starts the desktop app: in Electron, or in its stand-in, which starts Chromium as Electron would. */
async function measureDesktop(dataDirectory: string): Promise<number> {
  const began = performance.now();
  const app = await launchApp({ dataDirectory });
  await painted(app.page);
  const milliseconds = performance.now() - began;
  await app.quit();
  return milliseconds;
}

async function painted(page: Page): Promise<void> {
  await page.locator('.tile-value').first().waitFor();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

export async function bench(): Promise<readonly BenchRow[]> {
  if ((await buildIfStale()) !== 0) throw new Error('The build failed.');
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium here.');
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-start-'));
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] });
  try {
    const file = join(directory, 'orders.csv');
    await writeSampleOrders(file, { stores: STORES, orders: ORDERS, seed: 1, endDate: '2026-10-31' });
    hub(['import', file, '--data-dir', directory]);
    rmSync(file);
    const isCold = forgetFileCache();
    const cold = await measure(browser, directory);
    const warm: Start[] = [];
    for (let start = 0; start < WARM_STARTS; start++) warm.push(await measure(browser, directory));
    const desktop: number[] = [];
    const coldDesktop = forgetFileCache();
    for (let start = 0; start <= WARM_STARTS; start++) desktop.push(await measureDesktop(directory));
    const [firstDesktop = 0, ...warmDesktop] = desktop;
    const row = (name: string, metric: string, value: number) => ({ case: name, metric, value, unit: 'ms' });
    const first = (dropped: boolean) => (dropped ? 'cold' : 'first start, file cache kept');
    const shell = appKind === 'electron' ? 'Electron' : 'Electron stand-in';
    return [
      plainRow(row(`hub, ${first(isCold)}, 1M orders`, 'engine ready', cold.ready)),
      plainRow(row(`hub, ${first(isCold)}, 1M orders`, 'dashboard painted', cold.painted)),
      limitRow(
        row('hub, warm, 1M orders', 'engine ready, median', median(warm.map((start) => start.ready))),
        MOST_READY_MILLISECONDS,
      ),
      plainRow(row('hub, warm, 1M orders', 'dashboard painted, median', median(warm.map((start) => start.painted)))),
      plainRow(row(`desktop (${shell}), ${first(coldDesktop)}, 1M orders`, 'dashboard painted', firstDesktop)),
      plainRow(row(`desktop (${shell}), warm, 1M orders`, 'dashboard painted, median', median(warmDesktop))),
    ];
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
