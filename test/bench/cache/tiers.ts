/** Hits of the tiers behind the memory, each with a memory too small to hold anything: the disk, and a real Redis. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BentoCache, bentostore } from 'bentocache';
import { redisDriver } from 'bentocache/drivers/redis';
import {
  createCache,
  createCodec,
  createDiskTier,
  createStamps,
  jsonEncoding,
  type OpenedCache,
} from '../../../src-main/cache/index.ts';
import { createRedisTier } from '../../../src-main/cache/tiers/redis/redis-tier.ts';
import { later } from '../../../src-main/engine/timer.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import { startRedis } from '../../redis/index.ts';
import { until } from '../../waiting/index.ts';
import { type BenchRow, peerRow, plainRow } from '../bench.ts';
import { byClock, microseconds } from './measure.ts';
import { benchFamily, cacheParts, HOUR, log, ordersOf } from './rivals.ts';

const SIZES = [
  { label: '0.1 KB', rows: 1 },
  { label: '63 KB', rows: 500 },
] as const;
const KEYS = 100;
const encoding = jsonEncoding<unknown>(createCodec({ threads: null }));

export async function tierRows(): Promise<BenchRow[]> {
  const server = await startRedis();
  const folder = mkdtempSync(join(tmpdir(), 'mendian-bench-'));
  try {
    const rows: BenchRow[] = [];
    for (const { label, rows: count } of SIZES) rows.push(...(await rowsOf(label, ordersOf(count), server, folder)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  }
}

async function rowsOf(
  label: string,
  value: unknown,
  server: { readonly host: string; readonly port: number },
  folder: string,
): Promise<BenchRow[]> {
  const load = async () => value;
  const names = Array.from({ length: KEYS }, (_, at) => `${label} order-${at}`);
  const stamps = createStamps();
  const disk = createDiskTier({
    file: join(folder, `${label}.db`),
    workerFile: workerFile('cache'),
    deadline: 25,
    budget: () => 1 << 30,
    log,
    now: Date.now,
    later,
  });
  const redis = createRedisTier({
    target: { mode: 'single', host: server.host, port: server.port },
    chain: `bench ${label}`,
    dataset: null,
    scopeOf: () => 'dataset',
    nextStamp: stamps.next,
    recovery: disk.recovery,
    log,
    now: Date.now,
    later,
  });
  // One byte: everything is refused, so that every read goes to the tier behind.
  const budget = { profile: 'fixed', bytes: 1, stores: 1 } as const;
  const onDisk = createCache({ ...cacheParts(), stamps, disk, budget });
  const onRedis = createCache({ ...cacheParts(), stamps, redis, budget });
  const diskEntries = onDisk.register(benchFamily(load, ['memory', 'disk'], encoding));
  const redisEntries = onRedis.register(benchFamily(load, ['memory', 'redis'], encoding));
  const bento = new BentoCache({
    default: 'redis',
    stores: { redis: bentostore().useL2Layer(redisDriver({ connection: { host: server.host, port: server.port } })) },
  });
  await onDisk.start();
  await onRedis.start();
  redis.start();
  await untilReady(onRedis);
  for (const key of names) {
    await diskEntries.get(key);
    await redisEntries.get(key);
    await bento.getOrSet({ key, factory: load, ttl: HOUR });
  }
  await onDisk.settled();
  await onRedis.settled();
  const loop = (name: string, read: (key: string) => Promise<unknown>) => ({
    name,
    async run(times: number) {
      for (let at = 0; at < times; at++) await read(names[at % KEYS]!);
    },
  });
  const times = await microseconds(
    [
      loop('redis', (key) => redisEntries.get(key)),
      loop('bentocache', (key) => bento.getOrSet({ key, factory: load, ttl: HOUR })),
      loop('disk', (key) => diskEntries.get(key)),
    ],
    byClock,
  );
  for (const [name, cache] of [
    ['diskHits', onDisk],
    ['redisHits', onRedis],
  ] as const) {
    const { outcomes } = await cache.overview();
    // A busy machine may let a read miss its deadline; the median does not mind.
    if (outcomes[name] < 0.9 * (outcomes.requests - KEYS))
      throw new Error(`not what was to be measured: ${JSON.stringify(outcomes)}`);
  }
  await bento.disconnectAll();
  await onRedis.close();
  await onDisk.close();
  return [
    plainRow({ case: `disk hit, ${label}`, metric: 'a read', value: times.get('disk')!, unit: 'µs' }),
    peerRow(
      { case: `Redis hit, ${label}`, metric: 'a read', value: times.get('redis')!, unit: 'µs' },
      'bentocache',
      times.get('bentocache')!,
      null,
    ),
  ];
}

async function untilReady(cache: OpenedCache): Promise<void> {
  await until(async () => {
    const { tiers } = await cache.overview();
    return tiers.find(({ tier }) => tier === 'redis')?.state === 'ready';
  }, 'Redis is used');
}
