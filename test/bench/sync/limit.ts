/** How much of a platform's limit is used, and how many calls are turned away: the real limiter in virtual time. */
import { createTrueLimit, keepBusy, localLimiter } from '../../unit/resilience/rate/true-limit.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';

export interface LimitCase {
  readonly name: string;
  readonly computers: number;
  readonly tells: boolean;
  readonly perSecond: number;
  readonly burst: number;
}

export const LIMIT_CASES: readonly LimitCase[] = [
  { name: 'one PC, the platform tells its level', computers: 1, tells: true, perSecond: 100, burst: 2_000 },
  { name: 'four PCs, the platform tells its level', computers: 4, tells: true, perSecond: 100, burst: 2_000 },
  { name: 'one PC, the platform says nothing', computers: 1, tells: false, perSecond: 20, burst: 40 },
  { name: 'four PCs, the platform says nothing', computers: 4, tells: false, perSecond: 40, burst: 80 },
];

const LEARNING = 5 * 60_000;
const MEASURED = 20 * 60_000;

export async function measureLimit({ computers, tells, perSecond, burst }: LimitCase) {
  const time = createVirtualTime();
  const random = seeded(1);
  const limit = createTrueLimit({ time, perSecond: () => perSecond, burst, tells });
  const costs = { asked: () => Math.round(20 + random() * 180), needed: () => 0.2 + random() * 0.8 };
  for (let at = 0; at < computers; at++) {
    const { limiter } = localLimiter(time, { perSecond, burst });
    keepBusy({ time, limiter, limit, random, atOnce: 16, latency: [20, 150], ...(tells ? costs : {}) });
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
