import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLocalBuckets,
  createRateLimiter,
  type Priority,
  type Turn,
} from '../../../../src-main/resilience/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';
import { localLimiter } from './true-limit.ts';

const signal = new AbortController().signal;
const calm = {
  platform: 'p',
  shop: 's',
  cost: 1,
  isAgain: false,
  longestPause: 60_000,
  priority: 'background',
  signal,
} as const;

function setUp(perSecond: number, burst: number) {
  const time = createVirtualTime();
  const { limiter, buckets } = localLimiter(time, { perSecond, burst });
  const left: { readonly who: string; readonly at: number; readonly turn: Turn }[] = [];
  function ask(who: string, request: Partial<Parameters<typeof limiter.turn>[0]> = {}): Promise<void> {
    return limiter.turn({ ...calm, ...request }).then((turn) => void left.push({ who, at: time.elapsed(), turn }));
  }
  const names = () => left.map(({ who }) => who);
  return { time, limiter, buckets, left, ask, names };
}

describe('turns at a shop', () => {
  it('never take more than the bucket and what flows into it, in any stretch of time', async () => {
    const requests = fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 900 }),
        cost: fc.integer({ min: 1, max: 12 }),
        staff: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 12, max: 40 }),
        requests,
        async (rate, burst, all) => {
          const { time, left, ask } = setUp(rate, burst);
          for (const { after, cost, staff } of all) {
            await time.advance(after);
            void ask(String(cost), { cost, priority: staff ? 'staff' : 'background' });
          }
          await time.drain(3_600_000);
          expect(left).toHaveLength(all.length);
          for (const [from, { at: begin }] of left.entries()) {
            let taken = 0;
            for (const { at, who } of left.slice(from)) {
              taken += Number(who);
              expect(taken).toBeLessThanOrEqual(burst + (rate * (at - begin)) / 1_000 + 1e-6);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('go to those who came first, of the same standing', async () => {
    const { time, ask, names } = setUp(2, 1);
    for (const who of ['a', 'b', 'c', 'd', 'e']) void ask(who);
    await time.advance(60_000);
    expect(names()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('go to staff before background work that came earlier', async () => {
    const { time, ask, names } = setUp(1, 1);
    for (const who of ['b1', 'b2', 'b3']) void ask(who);
    await time.advance(500);
    void ask('s1', { priority: 'staff' });
    void ask('s2', { priority: 'staff', cost: 3 });
    await time.advance(60_000);
    expect(names()).toEqual(['b1', 's1', 's2', 'b2', 'b3']);
  });

  it('go to staff at once while background work uses up all that flows in', async () => {
    const { time, ask, left } = setUp(10, 50);
    for (let at = 0; at < 500; at++) void ask('b');
    await time.advance(20_000);
    const asked = time.elapsed();
    void ask('s', { priority: 'staff' });
    await time.advance(0);
    expect(left.at(-1)).toMatchObject({ who: 's', at: asked });
  });

  it('leave background work what staff do not need', async () => {
    const { time, ask, names } = setUp(10, 10);
    for (let at = 0; at < 300; at++) void ask('b');
    for (let second = 0; second < 30; second++) {
      for (let at = 0; at < 5; at++) void ask('s', { priority: 'staff' });
      await time.advance(1_000);
    }
    expect(names().filter((who) => who === 's')).toHaveLength(150);
    expect(names().filter((who) => who === 'b').length).toBeGreaterThan(140);
  });

  it('are given back by who gives up waiting', async () => {
    const { time, ask, left } = setUp(1, 1);
    const leaving = new AbortController();
    await ask('a');
    const cancelled = expect(ask('b', { signal: leaving.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    await time.advance(400);
    leaving.abort();
    await cancelled;
    await time.advance(200);
    void ask('c');
    await time.advance(10_000);
    expect(left.map(({ who, at }) => `${who}@${Math.round(at / 100) / 10}`)).toEqual(['a@0', 'c@1']);
  });

  it('begin with who was turned away, after the pause that the platform asked for', async () => {
    const { time, ask, left, names } = setUp(100, 5);
    await ask('a');
    for (const who of ['b', 'c']) void ask(who);
    left[0]!.turn.throttled(7_000);
    void ask('a again', { isAgain: true });
    await time.advance(60_000);
    expect(names().slice(0, 1)).toEqual(['a']);
    const again = left.find(({ who }) => who === 'a again');
    expect(again?.at).toBeGreaterThanOrEqual(7_000);
    const after = left.filter(({ at }) => at >= 7_000).map(({ who }) => who);
    expect(after[0]).toBe('a again');
  });

  it('are not waited for where the platform wants to be left alone for too long', async () => {
    const { time, ask, left } = setUp(10, 5);
    await ask('a');
    const waiting = expect(ask('b', { cost: 5 })).rejects.toMatchObject({
      code: 'PLATFORM_THROTTLED',
      details: { platform: 'p', unsent: true, retryAfterMilliseconds: 3_600_000 },
    });
    const patient = ask('c', { cost: 5, longestPause: 7_200_000 });
    left[0]!.turn.throttled(3_600_000);
    await waiting;
    await time.advance(1_800_000);
    await expect(ask('d', { priority: 'staff' })).rejects.toMatchObject({
      details: { retryAfterMilliseconds: 1_800_000 },
    });
    await time.until(patient);
    expect(time.elapsed()).toBeGreaterThanOrEqual(3_600_000);
  });

  it('do not believe a platform that its limit is none', async () => {
    const { time, ask, left } = setUp(1, 5);
    await ask('a');
    left[0]!.turn.end({ available: 0, maximum: 0, restorePerSecond: 0 });
    left[0]!.turn.end({ available: Number.NaN, maximum: 40, restorePerSecond: 2 });
    await ask('b');
    await time.advance(10_000);
    expect(left).toHaveLength(2);
  });

  it('wait no longer than what the platform says now, although less was known when they began to', async () => {
    const { time, ask, left } = setUp(1, 10);
    await ask('a');
    void ask('b', { cost: 500 });
    await time.advance(10);
    left[0]!.turn.end({ available: 1_900, maximum: 2_000, restorePerSecond: 100 });
    await time.advance(10);
    expect(left.map(({ who }) => who)).toEqual(['a', 'b']);
  });

  it('come also to a call that needs more than there ever is: when the bucket is full', async () => {
    const { time, ask, left } = setUp(10, 20);
    await ask('a');
    void ask('large', { cost: 400 });
    await time.advance(5_000);
    expect(left.map(({ who }) => who)).toEqual(['a', 'large']);
  });
});

describe('a limit over a restart', () => {
  it('goes on where it was, without the calls that died', async () => {
    const time = createVirtualTime();
    const nominal = { perSecond: 1, burst: 10 };
    const before = localLimiter(time, nominal);
    const staff = { ...calm, priority: 'staff' } as const;
    for (let at = 0; at < 9; at++) await before.limiter.turn(staff);
    const kept = before.buckets.snapshot();
    const buckets = createLocalBuckets({ nominal: () => nominal, now: time.now });
    buckets.restore(JSON.parse(JSON.stringify(kept)));
    const after = createRateLimiter({ buckets, later: time.later });
    let got = 0;
    for (let at = 0; at < 5; at++) void after.turn(staff).then(() => (got += 1));
    await time.settle();
    expect(got).toBe(0);
    await time.advance(4_300);
    expect(got).toBe(4);
  });

  it.each<[string, number, Priority]>([
    ['two days back', -48 * 3_600_000, 'background'],
    ['two days on', 48 * 3_600_000, 'staff'],
  ])('outlives a clock that is set %s', async (_, by, priority) => {
    const time = createVirtualTime();
    let skew = 0;
    const buckets = createLocalBuckets({ nominal: () => ({ perSecond: 1, burst: 2 }), now: () => time.now() + skew });
    const limiter = createRateLimiter({ buckets, later: time.later });
    const turn = await limiter.turn(calm);
    turn.throttled(3_000);
    await time.settle();
    skew = by;
    let at = -1;
    void limiter.turn({ ...calm, priority }).then(() => {
      at = time.elapsed();
    });
    await time.advance(60_000);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(10_000);
  });
});
