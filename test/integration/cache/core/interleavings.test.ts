/**
 * The cache under a scheduler that draws the order of every step by lot: loads, reads and writes of tiers, messages,
 * timers, crashes. `npm run simulate -- cache` runs more of the same.
 */
import { describe, expect, it } from 'vitest';
import { runSchedule, type ScheduleOptions } from '../../../simulation/cache/index.ts';

const SEEDS = 3_000;

async function brokenSeeds(options: ScheduleOptions, from: number, seeds: number): Promise<string[]> {
  const broken: string[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const { violations } = await runSchedule(seed, options);
    if (violations.length > 0) broken.push(`seed ${seed}: ${violations.join('; ')}`);
  }
  return broken;
}

describe('interleavings of reads, changes, messages, outages and crashes', () => {
  it(`give nothing from before an invalidation, leave nobody waiting and count every read once, in ${SEEDS} schedules`, async () => {
    expect(await brokenSeeds({}, 1, SEEDS)).toEqual([]);
  });

  it('come out the same for the same seed', async () => {
    expect(await runSchedule(7)).toEqual(await runSchedule(7));
  });
});

describe('the same schedules notice', () => {
  const broken: readonly (readonly [string, ScheduleOptions])[] = [
    ['a load that is kept although it was invalidated meanwhile', { faults: { keepRevoked: true } }],
    ['newcomers that wait for a load from before an invalidation', { faults: { joinRevoked: true } }],
    ['a gap on the bus that is ignored', { faults: { ignoreGap: true } }],
    ['a Redis that takes writes with a lease that has ended', { redisFaults: { ignoreLease: true } }],
    ['an invalidation that does not wait for other processes', { redisFaults: { noAnswers: true } }],
  ];
  it.each(broken)('%s', async (_, options) => {
    let seed = 1;
    while (seed < SEEDS && (await runSchedule(seed, options)).violations.length === 0) seed += 1;
    expect(seed).toBeLessThan(SEEDS);
  });
});
