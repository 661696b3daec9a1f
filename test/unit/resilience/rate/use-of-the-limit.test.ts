/** The aim: at least 95 % of what a platform allows is used, and at most 0.5 % of the calls are turned away. */
import { describe, expect, it } from 'vitest';
import { createVirtualTime, seeded } from '../../../virtual-time/index.ts';
import { createTrueLimit, keepBusy, localLimiter } from './true-limit.ts';

interface Case {
  readonly name: string;
  readonly computers?: number;
  readonly tells?: boolean;
  readonly perSecond: number;
  readonly burst: number;
  /** What is taken for true at first; left out: the truth. */
  readonly nominal?: { readonly perSecond: number; readonly burst: number };
  readonly atOnce?: number;
  /** It counts in windows of so many milliseconds: nobody hears in time that one is used up. */
  readonly window?: number;
  readonly atLeast?: number;
}

const CASES: readonly Case[] = [
  { name: 'of a platform that tells its level', tells: true, perSecond: 100, burst: 2_000 },
  { name: 'of one that several computers share unknowingly', computers: 4, tells: true, perSecond: 100, burst: 2_000 },
  {
    name: 'of a larger plan than was assumed',
    computers: 2,
    tells: true,
    perSecond: 1_000,
    burst: 20_000,
    nominal: { perSecond: 50, burst: 1_000 },
    atOnce: 40,
  },
  { name: 'of a silent platform, as declared', perSecond: 20, burst: 40 },
  {
    name: 'of a silent one, half of what is declared',
    perSecond: 10,
    burst: 20,
    nominal: { perSecond: 20, burst: 40 },
  },
  { name: 'of a silent one, twice what is declared', perSecond: 40, burst: 80, nominal: { perSecond: 20, burst: 40 } },
  {
    name: 'of a silent one, less at once than declared',
    perSecond: 20,
    burst: 10,
    nominal: { perSecond: 20, burst: 40 },
  },
  { name: 'of a silent one that several share unknowingly', computers: 4, perSecond: 40, burst: 80 },
  { name: 'of one that lets few through at once', perSecond: 5, burst: 4 },
  { name: 'of one that counts whole minutes', perSecond: 10, burst: 20, window: 60_000 },
  { name: 'of one that counts ten seconds', perSecond: 20, burst: 40, window: 10_000 },
  // How long calls are on their way differs by a good part of a second: at a steady pace a few more come in one than in the
  // next, and whoever is turned away loses the second after.
  { name: 'of one that counts whole seconds', perSecond: 20, burst: 20, window: 1_000, atLeast: 0.9 },
];

/** So long it may find out what nobody told it. */
const LEARNING = 5 * 60_000;
const MEASURED = 10 * 60_000;
/** A query's expected cost, and the part of it that it takes in the end. */
const COST = { least: 20, most: 200 };
const NEEDED = { least: 0.2, most: 1 };

async function measure({ computers = 1, tells = false, perSecond, burst, nominal, atOnce = 16, window }: Case) {
  const time = createVirtualTime();
  const random = seeded(1);
  const limit = createTrueLimit({ time, perSecond: () => perSecond, burst, tells, ...(window ? { window } : {}) });
  const between = ({ least, most }: typeof COST) => least + random() * (most - least);
  const costs = { asked: () => Math.round(between(COST)), needed: () => between(NEEDED) };
  for (let at = 0; at < computers; at++) {
    const { limiter } = localLimiter(time, nominal ?? { perSecond, burst });
    keepBusy({ time, limiter, limit, random, atOnce, latency: [20, 150], ...(tells ? costs : {}) });
  }
  await time.advance(LEARNING);
  const before = { spent: limit.spent, served: limit.served, throttled: limit.throttled };
  await time.advance(MEASURED);
  const throttled = limit.throttled - before.throttled;
  return {
    used: (limit.spent - before.spent) / ((perSecond * MEASURED) / 1_000),
    turnedAway: throttled / (limit.served - before.served + throttled),
  };
}

describe('the use of the limit', () => {
  it.each(CASES.map((one) => ({ atLeast: 0.95, ...one })))(
    '$name is at least $atLeast, with at most 0.5 % turned away',
    async (one) => {
      const { used, turnedAway } = await measure(one);
      expect(used).toBeGreaterThanOrEqual(one.atLeast);
      expect(turnedAway).toBeLessThanOrEqual(0.005);
    },
  );
});
