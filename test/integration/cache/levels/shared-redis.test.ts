/** PCs on one Redis: they share figures only where they say that they hold the same data, and all works without it. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../src-main/engine/index.ts';
import { type RedisServer, startRedis } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { createShop, seeded } from './shop.ts';
import { importFile } from './staff-asks.ts';

const NOW = Date.parse('2026-03-20T04:30:00Z');
const BOARD = { stores: [1] as never, from: '2026-03-20', to: '2026-03-20', products: 10 };

let redis: RedisServer;
let directories: string[] = [];
let engines: Engine[] = [];
beforeEach(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const engine of engines) await engine.close();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  engines = [];
  directories = [];
  await redis.stop();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-shared-'));
  directories.push(directory);
  return directory;
}

async function start(dataDirectory: string, env: Record<string, string> = {}): Promise<Engine> {
  const engine = createEngine({ dataDirectory, mode: 'hub', version: '0', now: () => NOW, env });
  engines.push(engine);
  await engine.start();
  return engine;
}

/** PCs that hold the same orders, with Redis in reach. */
async function twoPcs(dataSet: string): Promise<[Engine, Engine]> {
  const source = newDirectory();
  const engine = await start(source);
  const shop = createShop(source, 2, seeded(3));
  for (const store of shop.stores) await importFile(engine, shop.upload(store, '2026-03-20', 3));
  await engine.close();
  const env = { MENDIAN_REDIS_URL: `redis://127.0.0.1:${redis.port}`, MENDIAN_REDIS_DATA_SET: dataSet };
  const pcs: Engine[] = [];
  for (let pc = 0; pc < 2; pc++) {
    const directory = newDirectory();
    copyFileSync(join(source, 'mendian.db'), join(directory, 'mendian.db'));
    pcs.push(await start(directory, env));
  }
  for (const pc of pcs) await redisState(pc, 'ready');
  return pcs as [Engine, Engine];
}

async function redisState({ api }: Engine, wanted: string): Promise<void> {
  for (;;) {
    const { tiers } = await api.cache.overview();
    if (tiers.some(({ tier, state }) => tier === 'redis' && state === wanted)) return;
    await pause(20);
  }
}

async function redisHits({ api }: Engine): Promise<number> {
  return (await api.cache.overview()).outcomes.redisHits;
}

describe('two PCs on one Redis', () => {
  it('share figures when they name the same data set', async () => {
    const [one, other] = await twoPcs('tea-house');
    const entries = async () => (await redis.admin.keys('mendian:*:e:*')).length;
    // On a busy machine an answer of Redis may come too late to be used: then the next figures show it.
    let day = 20;
    const found = async () => {
      const board = { ...BOARD, from: `2026-03-${day--}` };
      const before = await entries();
      expect((await one.api.analytics.overview(board)).freshness.source).toBe('database');
      // What was loaded goes to Redis behind the answer.
      await until(async () => (await entries()) > before, 'it is in Redis');
      await other.api.analytics.overview(board);
      return redisHits(other);
    };
    await expect.poll(found).toBeGreaterThan(0);
  });

  it('share no figures when they name none', async () => {
    const [one, other] = await twoPcs('');
    await one.api.analytics.overview(BOARD);
    await other.api.analytics.overview(BOARD);
    expect(await redisHits(other)).toBe(0);
  });

  it('answer on when Redis goes, and say that it is gone', async () => {
    const [one] = await twoPcs('tea-house');
    const before = await one.api.analytics.overview(BOARD);
    await redis.kill();
    const after = await one.api.analytics.overview(BOARD);
    expect(after.totals).toEqual(before.totals);
    const other = await one.api.analytics.overview({ ...BOARD, from: '2026-03-19' });
    expect(other.totals.current).toEqual(before.totals.current);
    await redisState(one, 'open');
    await redis.restart();
    await redisState(one, 'ready');
  });
});
