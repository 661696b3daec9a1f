/** A process of its own that connects a shop and lists it for the first time as the app does, and says what it took. Run as a child. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { boundYoungGeneration, createEngine } from '../../../src-main/engine/index.ts';

const [platform, baseUrl, credentials] = process.argv.slice(2);
if (!platform || !baseUrl || !credentials) throw new Error('first-sync.ts PLATFORM URL CREDENTIALS');

// As the entries of the app do.
boundYoungGeneration();
const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-sync-'));
const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'bench' });
await engine.start();
// The engine's own timers keep no process alive, as the hub's server does.
const alive = setInterval(() => undefined, 60_000);
try {
  await engine.keepTime();
  // 1 ms is the finest that the histogram samples at: it counts what a delay is above that.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const { sync, system } = engine.api;
  const { shopId } = await sync.connect({ platform, baseUrl, credentials: JSON.parse(credentials), newStore: '网店' });
  delay.enable();
  const began = performance.now();
  const cpu = process.cpuUsage();
  for await (const { shops } of await sync.follow()) {
    const shop = shops.find((one) => one.shopId === shopId);
    if (shop?.problem) throw new Error(JSON.stringify(shop.problem));
    if (shop?.lastSuccess) break;
  }
  const seconds = (performance.now() - began) / 1_000;
  delay.disable();
  const { user, system: kernel } = process.cpuUsage(cpu);
  const { orders } = await system.info();
  const result = {
    seconds,
    orders,
    delayP99: delay.percentile(99) / 1e6,
    delayMax: delay.max / 1e6,
    cpuSeconds: (user + kernel) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  clearInterval(alive);
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
}
