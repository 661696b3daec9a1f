/**
 * A PC in a process of its own, which is killed by whoever started it. `killed-pc.ts PORT FILE CHANGED LOADED`, each a
 * number of items: those from 0 on are declared invalid, those from 10,000 on are loaded. It says `done` when all waits.
 */
import { until } from '../../../waiting/index.ts';
import { openShop, startWholePc } from './whole-pc.ts';

const [port, file, changed, loaded] = process.argv.slice(2);
if (port === undefined || file === undefined) throw new Error('killed-pc.ts PORT FILE CHANGED LOADED');

const shop = openShop();
shop.version = 2;
const { cache, stock, waiting } = await startWholePc({
  shop,
  folder: { file },
  redis: { host: '127.0.0.1', port: Number(port) },
});
const count = Number(changed) + Number(loaded);
const range = (from: number, length: number) => Array.from({ length }, (_, at) => from + at);
await Promise.all(range(0, Number(changed)).map((item) => cache.invalidate([`item:${item}`])));
await stock.getMany(range(10_000, Number(loaded)));
await cache.settled();
await until(async () => (await waiting()) === count, 'all of it waits for Redis');
process.stdout.write('done\n');
// Kept alive by the cache's own timers from here on, until it is killed.
setInterval(() => undefined, 1_000);
