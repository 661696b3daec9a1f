/** The whole cache when its disk is full, and when its process is killed while it brings Redis up to date. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { type RedisServer, startProxy, startRedis } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { smallDisk } from '../tiers/small-disk.ts';
import { createFolder, type Folder } from './disk-cache.ts';
import { foundBy, openShop, type PcOptions, startWholePc, stockOf, upToDate, type WholePc } from './whole-pc.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function startServer(): Promise<RedisServer> {
  const server = await startRedis();
  endings.push(() => server.stop());
  return server;
}

async function startPc(options: PcOptions): Promise<WholePc> {
  const pc = await startWholePc(options);
  endings.push(() => pc.cache.close());
  return pc;
}

function ownFolder(): Folder {
  const folder = createFolder();
  endings.push(() => folder.remove());
  return folder;
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const stateOfDisk = async ({ cache }: WholePc) =>
  (await cache.overview()).tiers.find(({ tier }) => tier === 'disk')?.state;

it('a disk that is full hinders nobody, and what was invalidated meanwhile is not given after the next start', async () => {
  const server = await startServer();
  const small = smallDisk(12);
  endings.push(() => small.remove());
  const folder = { file: join(small.directory, 'cache.db') };
  const shop = openShop();
  const pc = await startWholePc({ shop, folder, redis: server });
  await upToDate(pc);
  await pc.stock.getMany(range(0, 50));
  await pc.cache.settled();

  small.fill();
  for (let item = 1_000; (await stateOfDisk(pc)) === 'ready'; item++) {
    await pc.stock.set(item, randomBytes(200_000).toString('base64'));
  }
  shop.version = 2;
  await pc.cache.invalidate(range(0, 25).map((item) => `item:${item}`));
  expect((await pc.stock.get(1)).value).toBe(stockOf(1, 2));
  expect((await pc.stock.get(30)).value).toBe(stockOf(30, 1));
  expect((await pc.stock.get(500)).value).toBe(stockOf(500, 2));

  rmSync(join(small.directory, 'filler'));
  await until(async () => (await stateOfDisk(pc)) === 'ready', 'the file is written again');
  await pc.cache.close();
  // Redis is gone too, so that only the file can answer.
  await server.kill();
  const again = await startPc({ shop, folder, redis: server });
  const answers = await again.stock.getMany(range(0, 25));
  expect(answers.map(({ value }) => value)).toEqual(range(0, 25).map((item) => stockOf(item, 2)));
});

it('a PC that is killed while it brings Redis up to date goes on where it was', async () => {
  const server = await startServer();
  const proxy = await startProxy(server);
  endings.push(() => proxy.stop());
  const shop = openShop();
  const changed = range(0, 300);
  const loaded = range(10_000, 300);
  const first = await startPc({ shop, folder: ownFolder(), redis: server });
  await upToDate(first);
  await first.stock.getMany(changed);
  await first.cache.settled();

  const folder = ownFolder();
  await proxy.cut();
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./killed-pc.ts', import.meta.url)), String(proxy.port), folder.file, '300', '300'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  endings.push(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  shop.version = 2;
  const keys = await server.admin.dbsize();
  await proxy.mend();
  // Invalidations raise versions, which are keys of their own or fields of one.
  await until(async () => (await server.admin.dbsize()) > keys, 'the first of it arrives');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;

  const second = await startPc({ shop: openShop(), folder, redis: proxy });
  await upToDate(second);
  const witness = await startPc({ shop, folder: ownFolder(), redis: server });
  await upToDate(witness);
  expect(await foundBy(witness, shop, { changed, loaded })).toEqual({ invalidations: 300, writes: 300 });
});
