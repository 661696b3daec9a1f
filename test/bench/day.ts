/**
 * `npm run bench -- day [--quick]`: a working day of 100 stores with 200,000 orders (quick: 50 stores, 50,000 orders, two hours): ten
 * people open boards, go into orders and details, stores upload in between, and the hours pass on a clock of the day's own.
 */
import type { CacheOverview } from '../../shared/contract/index.ts';
import { createEngine } from '../../src-main/engine/index.ts';
import { type BenchRow, limitRow, plainRow } from './bench.ts';
import { createDayChain } from './day/chain.ts';
import { createDayClock } from './day/day-clock.ts';
import { replayDay } from './day/replay.ts';

const FULL = { stores: 100, orders: 200_000, minutes: 10 * 60 };
const QUICK = { stores: 50, orders: 50_000, minutes: 2 * 60 };
const LEAST_HIT_PERCENT = 95;
const MOST_P99 = 50;
const UPLOAD_EVERY_MINUTES = 12;
const SOME_MINUTES = 20;
/** 09:00 in the stores. Warmup has run at 02:00 UTC the day before, and is caught up at the start. */
const BEGIN_HOUR_UTC = 1;

function leastRow(measured: Pick<BenchRow, 'case' | 'metric' | 'value' | 'unit'>, least: number): BenchRow {
  return { ...plainRow(measured), target: `>= ${least} ${measured.unit}`, met: measured.value >= least };
}

/** Share of the requests between two looks that waited for no load. */
function hitPercent(before: CacheOverview, after: CacheOverview): number {
  const requests = after.outcomes.requests - before.outcomes.requests;
  return 100 * (1 - (waitsOf(after) - waitsOf(before)) / requests);
}

/** Requests that waited for a load. */
function waitsOf({ outcomes: { loads, shared, failed } }: CacheOverview): number {
  return loads + shared + failed;
}

/** @param options `--quick`: a small chain and a short day, for trying things out. */
export async function bench(options: readonly string[]): Promise<readonly BenchRow[]> {
  const { stores, orders, minutes } = options.includes('--quick') ? QUICK : FULL;
  const chain = await createDayChain(stores, orders, '2026-03-20');
  const clock = createDayClock(Date.UTC(2026, 2, 20, BEGIN_HOUR_UTC));
  const start = async () => {
    const one = createEngine({
      dataDirectory: chain.directory,
      mode: 'hub',
      version: 'bench',
      now: clock.now,
      later: clock.later,
      env: { MENDIAN_DEFAULT_TIME_ZONE: 'Asia/Shanghai' },
    });
    await one.start();
    return one;
  };
  let engine = await start();
  /** Gives the hit rate of a little more than a thousand requests, in percent. */
  const hitRateOfSome = async (seed: number) => {
    const before = await engine.api.cache.overview();
    await replayDay({ engine, directory: chain.directory, clock, minutes: SOME_MINUTES, uploadEvery: null, seed });
    return hitPercent(before, await engine.api.cache.overview());
  };
  try {
    await engine.keepTime();
    for await (const { run } of await engine.api.warmup.progress()) if (run === null) break;
    const before = await engine.api.cache.overview();
    const day = await replayDay({
      engine,
      directory: chain.directory,
      clock,
      minutes,
      uploadEvery: UPLOAD_EVERY_MINUTES,
      seed: 1,
    });
    const after = await engine.api.cache.overview();
    const beforeRestart = await hitRateOfSome(2);
    await engine.close();
    engine = await start();
    const afterRestart = await hitRateOfSome(3);
    const name = `${stores} stores, ${minutes / 60} hours`;
    const row = (metric: string, value: number, unit: string) => ({ case: name, metric, value, unit });
    const at = (share: number) => day.latencies[Math.floor(share * (day.latencies.length - 1))] ?? Number.NaN;
    if (day.wrong.length > 0) console.error(`not equal: ${JSON.stringify(day.wrong)}`);
    return [
      plainRow(row('answers', day.latencies.length, '')),
      plainRow(row('uploads', day.uploads, '')),
      leastRow(row('hit rate', hitPercent(before, after), '%'), LEAST_HIT_PERCENT),
      leastRow(row('boards from the cache', (100 * day.boards.cached) / day.boards.asked, '%'), LEAST_HIT_PERCENT),
      plainRow(row('answer p50', at(0.5), 'ms')),
      limitRow(row('answer p99', at(0.99), 'ms'), MOST_P99),
      plainRow(row('answers compared with fresh ones', day.checked, '')),
      leastRow(
        row('hit rate after a restart, of that before', (100 * afterRestart) / beforeRestart, '%'),
        LEAST_HIT_PERCENT,
      ),
      limitRow(row('answers that were not equal', day.wrong.length, ''), 0),
    ];
  } finally {
    await engine.close();
    chain.remove();
  }
}
