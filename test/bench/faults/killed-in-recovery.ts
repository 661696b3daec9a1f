/** A PC that was cut off from Redis is killed while it tells Redis what that missed; its next start goes on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createFolder } from '../../integration/cache/core/disk-cache.ts';
import { foundBy, openShop, startWholePc, upToDate } from '../../integration/cache/core/whole-pc.ts';
import { startProxy, startRedis } from '../../redis/index.ts';
import { until } from '../../waiting/index.ts';
import type { BenchRow } from '../bench.ts';
import { HELD, readRows, recoveryRows, warmUp } from './reads.ts';
import { FIRST_NEW, SHOP_PAUSE } from './redis-faults.ts';

const KILLED_PC = fileURLToPath(new URL('../../integration/cache/core/killed-pc.ts', import.meta.url));
const LOADED = HELD.map((at) => FIRST_NEW + at);
/** Beyond what the killed one has loaded. */
const NEWER = 50_000;

export async function killedInRecovery(): Promise<BenchRow[]> {
  const name = 'killed in recovery';
  const server = await startRedis();
  const proxy = await startProxy(server);
  const folders = [createFolder(), createFolder()] as const;
  const shop = openShop(SHOP_PAUSE);
  const witness = await startWholePc({ shop, folder: folders[1], redis: server });
  const closing = [witness];
  try {
    await upToDate(witness);
    await witness.stock.getMany(HELD);
    await witness.cache.settled();
    await proxy.cut();
    const count = String(HELD.length);
    const child = spawn(process.execPath, [KILLED_PC, String(proxy.port), folders[0].file, count, count], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const keys = await server.admin.dbsize();
    await proxy.mend();
    await until(async () => (await server.admin.dbsize()) > keys, 'the first of it arrives');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;

    shop.version = 2;
    const began = performance.now();
    const pc = await startWholePc({ shop, folder: folders[0], redis: proxy });
    closing.push(pc);
    await upToDate(pc);
    const applied = performance.now() - began;
    await warmUp(pc);
    const rows = await readRows(name, pc, shop, NEWER);
    const found = await foundBy(witness, shop, { changed: HELD, loaded: LOADED });
    const missed = HELD.length + LOADED.length;
    return [...rows, ...recoveryRows(name, applied, { missed, lost: missed - found.invalidations - found.writes })];
  } finally {
    for (const { cache } of closing) await cache.close();
    await proxy.stop();
    await server.stop();
    for (const folder of folders) folder.remove();
  }
}
