/**
 * A process of its own that warms a chain, or starts where another one has, and says what it took. Run as a child.
 * `measured-warmup.ts DIRECTORY full|restart`
 */
import { existsSync, statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { OVERVIEW_PRODUCTS } from '../../../shared/domain/period.ts';
import { createEngine, type Engine } from '../../../src-main/engine/index.ts';

const NANOSECONDS = 1e6;
const MEGABYTE = 1e6;
const [directory, mode] = process.argv.slice(2);
if (directory === undefined) throw new Error('measured-warmup.ts DIRECTORY full|restart');

const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'bench' });
// 1 ms is the finest that the histogram samples at: it counts what a delay is above that.
const delay = monitorEventLoopDelay({ resolution: 1 });
try {
  const began = performance.now();
  await engine.start();
  const ready = performance.now() - began;
  delay.enable();
  const result = mode === 'restart' ? await measureRestart(engine) : await measureFull(engine);
  delay.disable();
  const delayP99 = delay.percentile(99) / NANOSECONDS;
  process.stdout.write(`${JSON.stringify({ ready, delayP99, ...result })}\n`);
} finally {
  await engine.close();
}

async function measureFull({ api, paths }: Engine) {
  const cpuBefore = process.cpuUsage();
  const { task_id } = await api.warmup.trigger({ type: 'full' });
  for await (const { run } of await api.warmup.progress()) if (run === null) break;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { run } = await api.warmup.run({ task_id });
  if (run.state !== 'done' || run.items.failed > 0) throw new Error(`warmup ${run.state}: ${JSON.stringify(run)}`);
  const { levels } = await api.cache.overview();
  const files = [paths.cache, `${paths.cache}-wal`].filter((file) => existsSync(file));
  return {
    items: run.items,
    cpuSeconds: (user + system) / 1e6,
    levels: levels.map(({ level, entries, storedBytes }) => ({ level, entries, megabytes: storedBytes / MEGABYTE })),
    storedMegabytes: levels.reduce((sum, { storedBytes }) => sum + storedBytes, 0) / MEGABYTE,
    fileMegabytes: files.reduce((sum, file) => sum + statSync(file).size, 0) / MEGABYTE,
  };
}

/** Every store's first look, as the page asks for it, right after the start. */
async function measureRestart({ api }: Engine) {
  const { stores } = await api.stores.list();
  const { today } = await api.analytics.bounds({ stores: 'all' });
  // As the page asks: another question has another answer.
  const look = { from: today, to: today, products: OVERVIEW_PRODUCTS };
  const began = performance.now();
  const first = stores[0];
  if (!first) throw new Error('there are no stores');
  await api.analytics.overview({ stores: [first.id], ...look });
  const firstBoard = performance.now() - began;
  let cached = 0;
  for (const { id } of stores) {
    const { freshness } = await api.analytics.overview({ stores: [id], ...look });
    if (freshness.source === 'cache') cached++;
  }
  return { firstBoard, allBoards: performance.now() - began, cached, stores: stores.length };
}
