import { describe, expect, it } from 'vitest';
import type { StoreId } from '../../../../shared/domain/ids.ts';
import { createHeat, WINDOW_MILLISECONDS } from '../../../../src-main/warmup/heat/heat.ts';
import { createHeavyKeeper } from '../../../../src-main/warmup/heat/heavy-keeper.ts';
import { seeded } from '../../../virtual-time/index.ts';
import { accessLog, createExactWindow } from './access-log.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 16);
const utcHourOfWeek = (at: number) => Math.floor((at - MONDAY) / HOUR) % 168;
const id = (store: number) => store as StoreId;

function newHeat(seed = 1) {
  return createHeat({ random: seeded(seed), hourOfWeek: (at) => ((utcHourOfWeek(at) % 168) + 168) % 168 });
}

describe('the access log', () => {
  it('finds the 20 stores asked for most among a million lines: recall >= 0.95, precision >= 0.9, all the time', () => {
    const random = seeded(7);
    const keeper = createHeavyKeeper({ window: WINDOW_MILLISECONDS, kinds: 8, random });
    const exact = createExactWindow(WINDOW_MILLISECONDS);
    const wanted = 20;
    const hits: number[] = [];
    let line = 0;
    for (const access of accessLog({ lines: 1_000_000, stores: 500, linesASecond: 300, random })) {
      keeper.add(access.store, 0, access.at);
      exact.add(access);
      if (++line < 100_000 || line % 5_000 !== 0) continue;
      const truth = new Set(exact.top(wanted, access.at));
      const found = keeper.top(wanted, access.at);
      expect(found).toHaveLength(wanted);
      hits.push(found.filter(({ key }) => truth.has(key)).length / wanted);
    }
    // With as many found as wanted, recall and precision are one figure.
    expect(hits.reduce((sum, share) => sum + share, 0) / hits.length).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...hits)).toBeGreaterThanOrEqual(0.85);
  });

  it('sees a store that is asked for all of a sudden within two seconds', () => {
    const random = seeded(3);
    const heat = newHeat(3);
    const newcomer = { fromLine: 200_000, store: 999, share: 0.1 };
    let began = 0;
    let seen = 0;
    let line = 0;
    for (const { at, store } of accessLog({ lines: 230_000, stores: 500, linesASecond: 300, random, newcomer })) {
      heat.note(id(store), 'overview', at);
      if (line++ === newcomer.fromLine) began = at;
      if (began === 0 || line % 30 !== 0) continue;
      if (
        heat
          .rank(at)
          .slice(0, 20)
          .some(({ store_id }) => store_id === id(newcomer.store))
      ) {
        seen = at;
        break;
      }
    }
    expect(seen - began).toBeGreaterThan(0);
    expect(seen - began).toBeLessThanOrEqual(2_000);
  });

  it('does not take the usual for sudden', () => {
    const random = seeded(5);
    const keeper = createHeavyKeeper({ window: WINDOW_MILLISECONDS, kinds: 8, random });
    let last = 0;
    for (const { at, store } of accessLog({ lines: 400_000, stores: 100, linesASecond: 300, random, shifts: false })) {
      keeper.add(store, 0, at);
      last = at;
    }
    expect(keeper.rising(last)).toEqual([]);
  });

  it('takes no more than 64 KB, whatever the number of stores', () => {
    const heat = newHeat();
    for (let store = 1; store <= 5_000; store++) heat.note(id(store), 'overview', MONDAY + store);
    expect(heat.bytes).toBeLessThanOrEqual(65_536);
    expect(heat.format.encode(heat).byteLength).toBeLessThanOrEqual(65_536);
  });

  it('forgets what is past the window, also over a long silence', () => {
    const heat = newHeat();
    for (let i = 0; i < 100; i++) heat.note(id(4), 'overview', MONDAY + i * 1_000);
    const soon = heat.rank(MONDAY + 100_000)[0]!;
    expect(soon).toMatchObject({ store_id: 4, why: expect.arrayContaining(['asked-for']) });
    expect(soon.requests).toBeGreaterThan(95);
    expect(heat.rank(MONDAY + DAY)).toEqual([]);
    expect(heat.rank(MONDAY + 7 * DAY)[0]).toMatchObject({ store_id: 4, requests: 0, why: ['expected'] });
  });

  it('tells what a store was asked for, the most first', () => {
    const heat = newHeat();
    for (let i = 0; i < 30; i++) heat.note(id(4), i % 3 === 0 ? 'orders' : 'overview', MONDAY + i);
    expect(heat.rank(MONDAY + 31)[0]!.kinds).toEqual([
      { kind: 'overview', requests: 20 },
      { kind: 'orders', requests: 10 },
    ]);
  });

  it('stays right when the clock is set back', () => {
    const heat = newHeat();
    for (let i = 0; i < 50; i++) heat.note(id(4), 'overview', MONDAY + DAY + i);
    for (let i = 0; i < 80; i++) heat.note(id(5), 'overview', MONDAY + i);
    const ranked = heat.rank(MONDAY + 100);
    expect(ranked.map(({ store_id }) => store_id)).toEqual([5, 4]);
  });
});

describe('the forecast', () => {
  /** Store 1 opens in the morning, store 2 in the evening, four weeks long. */
  function fourWeeks() {
    const heat = newHeat();
    for (let day = 0; day < 28; day++) {
      for (let i = 0; i < 60; i++) heat.note(id(1), 'overview', MONDAY + day * DAY + 8 * HOUR + i * 30_000);
      for (let i = 0; i < 60; i++) heat.note(id(2), 'overview', MONDAY + day * DAY + 19 * HOUR + i * 30_000);
    }
    return heat;
  }

  it('ranks by who will be asked for in the hour to come', () => {
    const heat = fourWeeks();
    const today = MONDAY + 28 * DAY;
    expect(heat.rank(today + 8 * HOUR)[0]).toMatchObject({ store_id: 1, why: ['expected'] });
    expect(heat.rank(today + 19 * HOUR)[0]).toMatchObject({ store_id: 2, why: ['expected'] });
  });

  it('warms at night for the hour in which the first store opens', () => {
    const heat = fourWeeks();
    const today = MONDAY + 28 * DAY;
    expect(heat.expectedAt(today + 2 * HOUR)).toBe(today + 8 * HOUR);
    expect(heat.rank(today + 2 * HOUR)[0]!.store_id).toBe(1);
    expect(heat.expectedAt(today + 12 * HOUR)).toBe(today + 19 * HOUR);
  });

  it('expects about as many requests as there used to be', () => {
    const { expected } = fourWeeks().rank(MONDAY + 28 * DAY + 8 * HOUR)[0]!;
    expect(expected).toBeGreaterThan(35);
    expect(expected).toBeLessThan(90);
  });

  it('gives a store that has become hot the place of one that nobody asks for', () => {
    const heat = newHeat();
    for (let store = 1; store <= 300; store++) heat.note(id(store), 'overview', MONDAY + store);
    for (let i = 0; i < 500; i++) heat.note(id(777), 'overview', MONDAY + 61_000 + i * 1_000);
    const next = heat.rank(MONDAY + 7 * DAY).find(({ store_id }) => store_id === id(777));
    expect(next?.why).toContain('expected');
  });
});

describe('saved heat', () => {
  it('is the same after a restart', () => {
    const heat = newHeat();
    for (const { at, store } of accessLog({ lines: 20_000, stores: 50, linesASecond: 50, random: seeded(9) })) {
      heat.note(id(store), 'overview', at);
    }
    const at = 1_763_700_000_000 + 400_000;
    const restored = newHeat(2);
    restored.format.decode(heat.format.encode(heat));
    const withoutRising = (ranked: ReturnType<typeof heat.rank>) =>
      ranked.map(({ store_id, requests, expected, kinds }) => ({ store_id, requests, expected, kinds }));
    expect(withoutRising(restored.rank(at))).toEqual(withoutRising(heat.rank(at)));
  });

  it('of another version is left aside, and nothing of it is taken', () => {
    const heat = newHeat();
    expect(() => heat.format.decode(new Uint8Array(100))).toThrow(RangeError);
    expect(heat.rank(MONDAY)).toEqual([]);
  });
});
