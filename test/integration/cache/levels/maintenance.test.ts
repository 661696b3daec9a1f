/** What the schedule does at night beside warmups, and what of the settings holds while the app runs. */
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../src-main/engine/index.ts';
import { createDayClock, type DayClock } from '../../../bench/day/day-clock.ts';
import { type RunningEngine, startEngine } from '../../api/running-engine.ts';
import { boardsOf, NOW, openStores } from './restart-questions.ts';
import { createShop, seeded } from './shop.ts';
import { ask, importFile } from './staff-asks.ts';

const DAY = 86_400_000;
const MEGABYTE = 1_048_576;

let clock: DayClock;
let running: RunningEngine;
let engine: Engine;
let logged: string[];

beforeEach(async () => {
  clock = createDayClock(NOW);
  logged = [];
  running = await startEngine({
    now: clock.now,
    later: clock.later,
    env: { MENDIAN_DEFAULT_TIME_ZONE: 'Asia/Shanghai', WARMUP_ENABLED: 'false' },
    mirrorLog: (line) => void logged.push(line),
  });
  engine = running.engine;
  const shop = createShop(running.directory, 3, seeded(1));
  for (const store of shop.stores) await importFile(engine, shop.upload(store, '2026-03-20', 3));
  for (const question of boardsOf(await openStores(engine))) await ask(engine, question);
});
afterEach(() => running.cleanUp());

const overview = () => engine.api.cache.overview();
const onDisk = async () => (await overview()).tiers.find(({ tier }) => tier === 'disk')?.entries ?? 0;

/** The days pass, and the schedule looks what is due. */
async function pass(days: number, jobs: readonly string[]): Promise<void> {
  // Its first look is where it counts from.
  await engine.wake();
  logged.length = 0;
  clock.moveTo(clock.now() + days * DAY);
  await engine.wake();
  const done = () =>
    logged
      .map((line) => JSON.parse(line) as { message: string; job?: string })
      .filter(({ message }) => message === 'maintenance done')
      .map(({ job }) => job);
  await expect.poll(done, { timeout: 20_000 }).toEqual(expect.arrayContaining([...jobs]));
}

describe('maintenance', () => {
  it('of a night frees everything that is past its grace, in memory and on disk', async () => {
    // Entries are written a moment after they were answered.
    await expect.poll(onDisk).toBeGreaterThan(50);
    await engine.keepTime();
    await pass(30, ['cleanup']);
    expect(await onDisk()).toBe(0);
    expect((await overview()).levels.reduce((sum, { entries }) => sum + entries, 0)).toBe(0);
  });

  it('closes the point of the day, and keeps none beyond 30 days', async () => {
    await engine.keepTime();
    await pass(1, ['statistics']);
    const { points } = await engine.api.cache.history({ hours: 48 });
    expect(points[0]!.outcomes.requests).toBeGreaterThan(50);
    expect(points.slice(1).reduce((sum, { outcomes }) => sum + outcomes.requests, 0)).toBe(0);
    const db = new SqliteDatabase(join(running.directory, 'cache.db'), { readonly: true });
    try {
      const stored = db.prepare<[number], number>('SELECT count(*) FROM history WHERE at <= ?').pluck();
      expect(stored.get(NOW)).toBe(1);
      await pass(40, ['statistics']);
      expect(stored.get(NOW)).toBe(0);
    } finally {
      db.close();
    }
  });

  it('packs the logs once a week', async () => {
    await engine.keepTime();
    await pass(8, ['log-archive', 'cleanup', 'statistics']);
    expect(logged.filter((line) => line.includes('maintenance failed'))).toEqual([]);
  });
});

describe('settings of the cache', () => {
  it('hold while the app runs: the memory, the disk, and the lifetimes of what is loaded from then on', async () => {
    const { cache } = engine.config.current();
    await engine.config.update({ cache: { ...cache, memoryMegabytes: 64, diskMegabytes: 128, aggregatesTtl: 120 } });
    const { tiers } = await overview();
    expect(tiers.find(({ tier }) => tier === 'memory')).toMatchObject({ budgetBytes: 64 * MEGABYTE });
    expect(tiers.find(({ tier }) => tier === 'disk')).toMatchObject({ budgetBytes: 128 * MEGABYTE });
    await engine.api.cache.clear({ what: 'all' });
    const [board] = boardsOf(await openStores(engine)).filter(
      ({ input }) => (input as { stores: unknown }).stores !== 'all',
    );
    await ask(engine, board!);
    const key = (await overview()).largest.find(({ level }) => level === 'L2');
    expect(Date.parse(key!.freshUntil) - Date.parse(key!.bornAt)).toBeLessThanOrEqual(120_000 * (1 + cache.jitter));
  });
});
