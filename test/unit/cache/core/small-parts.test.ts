import { describe, expect, it } from 'vitest';
import { adviceOf } from '../../../../src-main/cache/core/advice.ts';
import { createBackoff } from '../../../../src-main/cache/core/backoff.ts';
import { chooseBudget } from '../../../../src-main/cache/core/budget.ts';
import { addDuration, createHistogram, percentile, sumHistograms } from '../../../../src-main/cache/core/histogram.ts';
import { createTagTable, keyTag } from '../../../../src-main/cache/core/tag-table.ts';
import { createTurnClock } from '../../../../src-main/cache/core/turn-clock.ts';
import { itemFamily, openCache, value } from './test-cache.ts';

const HOUR = 3_600_000;

describe('a histogram', () => {
  it('gives percentiles within an eighth, whatever the scale', () => {
    for (const scale of [0.01, 1, 1_000]) {
      const histogram = createHistogram();
      for (let at = 1; at <= 1_000; at++) addDuration(histogram, at * scale);
      for (const share of [0.5, 0.99]) {
        const ratio = percentile(histogram, share)! / (1_000 * share * scale);
        expect(Math.abs(ratio - 1)).toBeLessThan(1 / 8);
      }
    }
  });

  it('adds up, and has no percentile when nothing was added', () => {
    const one = createHistogram();
    addDuration(one, 5);
    expect(percentile(sumHistograms([one, createHistogram()]), 1)).toBe(percentile(one, 1));
    expect(percentile(createHistogram(), 0.5)).toBeNull();
  });
});

describe('the table of tags', () => {
  const entry = (stamp: number, tags = ['a', 'b']) => ({ key: 'item:1', level: 'L4' as const, tags, stamp });

  it('holds an entry valid only after the last invalidation of each of its tags and of its key', () => {
    const table = createTagTable();
    table.note(['b'], 5, 0);
    expect([4, 5, 6].map((stamp) => table.valid(entry(stamp)))).toEqual([false, false, true]);
    table.note([keyTag('item:1')], 7, 0);
    expect(table.valid(entry(6))).toBe(false);
    expect(table.valid(entry(8))).toBe(true);
  });

  it('knows clears of a level and of everything', () => {
    const table = createTagTable();
    table.noteClear('L1', 5);
    expect(table.valid(entry(4))).toBe(true);
    table.noteClear('L4', 6);
    expect(table.valid(entry(6))).toBe(false);
    table.noteClear(null, 9);
    expect(table.valid(entry(9))).toBe(false);
    expect(table.valid(entry(10))).toBe(true);
  });

  it('forgets only what is confirmed, and calls older entries invalid rather than forget what is not', () => {
    const table = createTagTable(4, 2);
    table.note(['a', 'b', 'c'], 5, 0);
    expect(table.forgotten).toBe(0);
    table.confirm(5);
    table.note(['d'], 6, 0);
    expect(table.forgotten).toBe(2);
    table.note(['e', 'f', 'g', 'h', 'i'], 7, 0);
    expect(table.valid(entry(6, ['never noted']))).toBe(false);
    expect(table.valid(entry(8, ['never noted']))).toBe(true);
  });
});

describe('the backoff', () => {
  const asked = (stamp: number) => ({ key: 'key', level: 'L2' as const, tags: ['store'], stamp });

  it('doubles with each failure in a row up to its most, and ends with a success', () => {
    let at = 0;
    const backoff = createBackoff(
      { first: 100, most: 300 },
      () => at,
      () => true,
    );
    for (const pause of [100, 200, 300, 300]) {
      backoff.failed(asked(1), new Error('down'));
      at += pause - 1;
      expect(backoff.current('key')).not.toBeNull();
      at += 1;
      expect(backoff.current('key')).toBeNull();
    }
    backoff.forget('key');
    backoff.failed(asked(1), new Error('down'));
    expect(backoff.current('key')).toMatchObject({ times: 1, until: at + 100 });
  });

  it('does not count for what has changed since', () => {
    const table = createTagTable();
    const backoff = createBackoff({ first: 100, most: 300 }, () => 0, table.valid);
    backoff.failed(asked(5), new Error('no such store'));
    table.note(['another'], 6, 0);
    expect(backoff.current('key')).toMatchObject({ times: 1 });
    table.note(['store'], 7, 0);
    expect(backoff.current('key')).toBeNull();
    // Asked before the change, answered after it.
    backoff.failed(asked(6), new Error('no such store'));
    expect(backoff.current('key')).toBeNull();
    backoff.failed(asked(8), new Error('no such store'));
    expect(backoff.current('key')).toMatchObject({ times: 1 });
  });
});

describe('the budget', () => {
  it('goes by the number of stores, unless it is fixed', () => {
    const megabytes = (stores: number) => chooseBudget(stores).bytes / 1_048_576;
    expect([0, 19, 20, 50, 51, 100, 101].map(megabytes)).toEqual([256, 256, 512, 512, 1_024, 1_024, 2_048]);
    expect(chooseBudget(500, 300)).toEqual({ profile: 'fixed', bytes: 300 * 1_048_576, stores: 500 });
  });
});

describe('the clock of hits', () => {
  it('is late by a turn of the event loop at most, and by 63 calls within one', async () => {
    let time = 1;
    const clock = createTurnClock(() => time);
    expect(clock()).toBe(1);
    time = 2;
    expect(clock()).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock()).toBe(2);
    time = 3;
    const answers = Array.from({ length: 64 }, clock);
    expect(answers.at(-1)).toBe(3);
  });
});

describe('history', () => {
  it('adds up to the statistics, and a restart of the clock makes no hole', async () => {
    const clock = { now: 40 * HOUR };
    const timers: (() => void)[] = [];
    const cache = openCache(clock, {
      later: (_, work) => {
        timers.push(work);
        return () => undefined;
      },
    });
    const items = cache.register(itemFamily(async (requests) => requests.map(({ input }) => value(`${input}`))));
    await cache.start();
    for (let quarter = 0; quarter < 6; quarter++) {
      for (let item = 0; item < 10; item++) await items.get(item);
      clock.now += HOUR / 4;
      for (const work of timers.splice(0)) work();
    }
    const { stepMilliseconds, points } = await cache.history(24);
    const { outcomes } = await cache.overview();
    expect(stepMilliseconds).toBe(HOUR / 4);
    expect(points.reduce((sum, point) => sum + point.outcomes.requests, 0)).toBe(outcomes.requests);
    const wide = await cache.history(720);
    expect(wide.stepMilliseconds).toBe(4 * HOUR);
    expect(wide.points.reduce((sum, point) => sum + point.outcomes.requests, 0)).toBe(outcomes.requests);
  });
});

describe('advice', () => {
  it('is given where a figure is past its threshold, the gravest first', async () => {
    const cache = openCache({ now: 0 });
    const { advice: none, ...overview } = await cache.overview();
    expect(none).toEqual([]);
    const outcomes = new Float64Array(32);
    // L4: 500 loads and 600 hits.
    outcomes[24] = 600;
    outcomes[28] = 500;
    const evictions = { size: 100, expired: 0, replaced: 0, invalidated: 0, cleared: 0, pressure: 0, refused: 0 };
    const advice = adviceOf({
      overview: {
        ...overview,
        memory: { ...overview.memory, heapUsedBytes: 90, heapLimitBytes: 100 },
        redis: {
          version: '5.0.14',
          mode: 'single',
          usedBytes: 1,
          maxBytes: null,
          policy: 'noeviction',
          connectedClients: 1,
        },
      },
      lately: { outcomes, loadFailures: 100, evictions },
      uptimeMilliseconds: HOUR,
    });
    expect(advice.map(({ code }) => code)).toEqual([
      'HEAP_PRESSURE',
      'LOADS_FAILING',
      'REDIS_NO_MAXMEMORY',
      'REDIS_POLICY',
      'REDIS_OLD_VERSION',
      'HIT_RATE_LOW',
      'MEMORY_TOO_SMALL',
    ]);
  });
});

describe('advice of a file that had to begin anew', () => {
  it('is given for a day', async () => {
    const { advice: _, ...overview } = await openCache({ now: 10 * 24 * HOUR }).overview();
    const lately = {
      outcomes: new Float64Array(32),
      loadFailures: 0,
      evictions: { size: 0, expired: 0, replaced: 0, invalidated: 0, cleared: 0, pressure: 0, refused: 0 },
    };
    const adviceAfter = (hours: number) => {
      const begunAnewAt = new Date(Date.parse(overview.at) - hours * HOUR).toISOString();
      const tiers = overview.tiers.map((tier) => (tier.tier === 'disk' ? { ...tier, begunAnewAt } : tier));
      return adviceOf({ overview: { ...overview, tiers }, lately, uptimeMilliseconds: HOUR });
    };
    expect(adviceAfter(23)).toMatchObject([{ code: 'DISK_BEGUN_ANEW', subject: 'disk', measured: 23, threshold: 24 }]);
    expect(adviceAfter(25)).toEqual([]);
  });
});

describe('pressure', () => {
  it('of the heap sheds what it must', async () => {
    const timers: (() => void)[] = [];
    let used = 0;
    const cache = openCache(
      { now: 0 },
      {
        heap: () => ({ used, limit: 10_000 }),
        later: (_, work) => {
          timers.push(work);
          return () => undefined;
        },
      },
    );
    const items = cache.register(itemFamily(async (requests) => requests.map(({ input }) => value(`${input}`))));
    await cache.start();
    await items.getMany([1, 2, 3, 4]);
    await cache.settled();
    for (const work of timers.splice(0)) work();
    expect((await cache.overview()).levels[3]?.entries).toBe(4);
    used = 9_000;
    for (const work of timers.splice(0)) work();
    const { levels } = await cache.overview();
    expect(levels[3]?.entries).toBeLessThan(4);
    expect(levels[3]?.evictions.pressure).toBe(4 - levels[3]!.entries);
  });
});
