/** Redis frozen, away from the start, killed, slow, out of memory and read-only. */
import { setTimeout as wait } from 'node:timers/promises';
import { createFolder } from '../../integration/cache/core/disk-cache.ts';
import { foundBy, openShop, startWholePc, upToDate } from '../../integration/cache/core/whole-pc.ts';
import { type DelayingProxy, type RedisServer, startProxy, startRedis } from '../../redis/index.ts';
import { until } from '../../waiting/index.ts';
import type { BenchRow } from '../bench.ts';
import { HELD, readRows, recoveryRows, warmUp } from './reads.ts';

/** The shop's own time for a question, in milliseconds. */
export const SHOP_PAUSE = 2;
export const FIRST_NEW = 10_000;
const SLOW_MILLISECONDS = 2_000;
const CHANGED = HELD.slice(0, 200);
const LOADED = Array.from({ length: 200 }, (_, at) => FIRST_NEW + at);

interface Fault {
  readonly name: string;
  begin(server: RedisServer, proxy: DelayingProxy): unknown;
  end(server: RedisServer, proxy: DelayingProxy): unknown;
}

const FAULTS: readonly Fault[] = [
  // Beside the others: what the machine itself costs.
  { name: 'no fault', begin: () => undefined, end: () => undefined },
  { name: 'Redis frozen', begin: (server) => server.freeze(), end: (server) => server.thaw() },
  { name: 'Redis killed, then restarted', begin: (server) => server.kill(), end: (server) => server.restart() },
  { name: 'Redis refused', begin: (_, proxy) => proxy.cut(), end: (_, proxy) => proxy.mend() },
  {
    name: 'Redis slow, 2 s',
    begin: (_, proxy) => proxy.setDelay(SLOW_MILLISECONDS),
    async end(_, proxy) {
      proxy.setDelay(0);
      // What is under way is late all the same: until it has arrived the fault lasts.
      await wait(SLOW_MILLISECONDS);
    },
  },
  {
    name: 'Redis out of memory',
    begin: ({ admin }) => admin.config('SET', 'maxmemory', '1'),
    end: ({ admin }) => admin.config('SET', 'maxmemory', '0'),
  },
  {
    name: 'Redis read-only',
    begin: ({ admin }) => admin.replicaof('127.0.0.1', 1),
    end: ({ admin }) => admin.replicaof('NO', 'ONE'),
  },
];

async function measure({ name, begin, end }: Fault): Promise<BenchRow[]> {
  const server = await startRedis();
  const proxy = await startProxy(server);
  const folders = [createFolder(), createFolder()] as const;
  const shop = openShop(SHOP_PAUSE);
  const pc = await startWholePc({ shop, folder: folders[0], redis: proxy });
  const witness = await startWholePc({ shop, folder: folders[1], redis: server });
  try {
    await Promise.all([upToDate(pc), upToDate(witness)]);
    await warmUp(pc);
    await pc.cache.settled();

    await begin(server, proxy);
    const rows = await readRows(name, pc, shop, FIRST_NEW);
    shop.version = 2;
    await Promise.all(CHANGED.map((item) => pc.cache.invalidate([`item:${item}`])));
    await pc.cache.settled();

    await end(server, proxy);
    await server.admin.ping();
    const over = performance.now();
    // It may not have been noticed that there was a fault, but then nothing was missed.
    await until(async () => (await pc.upToDate()) && (await witness.upToDate()), 'Redis is up to date');
    const applied = performance.now() - over;
    const found = await foundBy(witness, shop, { changed: CHANGED, loaded: LOADED });
    const missed = CHANGED.length + LOADED.length;
    return [...rows, ...recoveryRows(name, applied, { missed, lost: missed - found.invalidations - found.writes })];
  } finally {
    server.thaw();
    await Promise.all([pc.cache.close(), witness.cache.close()]);
    await proxy.stop();
    await server.stop();
    for (const folder of folders) folder.remove();
  }
}

export const redisFaults = FAULTS.map((fault) => () => measure(fault));
