import { describe, expect, it } from 'vitest';
import { AppError, type ErrorDetails } from '../../../shared/domain/app-error.ts';
import {
  type Attempted,
  type CallQuota,
  createLocalBuckets,
  createPlatformBreakers,
  createRateLimiter,
  createRemoteCalls,
  type RemoteCall,
} from '../../../src-main/resilience/index.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';

const subject = { platform: 'p', shop: 's', app: 'a' };

function setUp({ random = () => 0.5, quota }: { random?: () => number; quota?: CallQuota } = {}) {
  const time = createVirtualTime();
  const nominal = () => ({ perSecond: 100, burst: 1_000 });
  const limiter = createRateLimiter({ buckets: createLocalBuckets({ nominal, now: time.now }), later: time.later });
  const breakers = createPlatformBreakers({ later: time.later });
  const calls = createRemoteCalls({ later: time.later, random, limiter, breakers, ...(quota ? { quota } : {}) });
  const tries: number[] = [];

  /** Each try meets the next of these; the last one stays. */
  function call(outcomes: readonly (AppError | string | 'silence')[], more: Partial<RemoteCall<string>> = {}) {
    let at = 0;
    return calls.run<string>({
      subject,
      api: 'orders.list',
      priority: 'background',
      cost: 1,
      writes: false,
      signal: new AbortController().signal,
      async attempt(): Promise<Attempted<string>> {
        tries.push(time.elapsed());
        const outcome = outcomes[Math.min(at++, outcomes.length - 1)]!;
        if (outcome === 'silence') return new Promise(() => undefined);
        if (outcome instanceof AppError) throw outcome;
        return { value: outcome };
      },
      ...more,
    });
  }
  return { time, calls, breakers, tries, call };
}

function fault(action: AppError['action'], details: ErrorDetails = {}): AppError {
  const code =
    action === 'throttle' ? 'PLATFORM_THROTTLED' : action === 'retry' ? 'PLATFORM_UNREACHABLE' : 'PLATFORM_REFUSED';
  return new AppError(code, { action, details: { platform: 'p', ...details } });
}

describe('a remote call', () => {
  it('is tried again after waits whose longest doubles', async () => {
    const { time, call, tries } = setUp();
    expect(await time.until(call([fault('retry'), fault('retry'), fault('retry'), 'done']))).toBe('done');
    expect(tries).toEqual([0, 500, 1_500, 3_500]);
  });

  it('waits at least as long as it is asked to, and not to the moment', async () => {
    const { time, call, tries } = setUp();
    await time.until(call([fault('retry', { retryAfterMilliseconds: 20_000 }), 'done']));
    expect(tries).toEqual([0, 20_500]);
  });

  it('goes back to whoever asked when it is told to wait for longer than five minutes', async () => {
    const { time, call, tries } = setUp();
    const asked = call([fault('throttle', { retryAfterMilliseconds: 3_600_000 })]);
    await expect(time.until(asked)).rejects.toMatchObject({ details: { retryAfterMilliseconds: 3_600_000 } });
    expect(tries).toHaveLength(1);
  });

  it.each(['refuse', 'park', 'reauthorise'] as const)('is not tried again after %s', async (action) => {
    const { time, call, tries } = setUp();
    await expect(time.until(call([fault(action), 'done']))).rejects.toMatchObject({ action });
    expect(tries).toHaveLength(1);
  });

  it('gives up with the last fault: after five tries in the background, after two for staff', async () => {
    const { time, call, tries } = setUp();
    await expect(time.until(call([fault('retry', { code: 'busy' })]))).rejects.toMatchObject({ action: 'retry' });
    expect(tries).toHaveLength(5);
    await expect(time.until(call([fault('retry', { code: 'busy' })], { priority: 'staff' }))).rejects.toBeInstanceOf(
      AppError,
    );
    expect(tries).toHaveLength(7);
  });

  it('is not sent again when it writes and nobody knows whether it did', async () => {
    const { time, call, tries } = setUp();
    await expect(time.until(call([fault('retry'), 'done'], { writes: true }))).rejects.toMatchObject({
      action: 'retry',
    });
    await expect(time.until(call(['silence', 'done'], { writes: true }))).rejects.toMatchObject({
      details: { problem: 'late' },
    });
    expect(tries).toHaveLength(2);
  });

  it('is sent again when it writes and has surely not been carried out', async () => {
    const { time, call, tries } = setUp();
    expect(await time.until(call([fault('retry', { unsent: true }), 'done'], { writes: true }))).toBe('done');
    expect(await time.until(call([fault('throttle', { unsent: true }), 'done'], { writes: true }))).toBe('done');
    expect(tries).toHaveLength(4);
  });

  it('that is throttled goes first when the pause is over, and holds back the others of the shop', async () => {
    const { time, call, tries } = setUp();
    const first = call([fault('throttle', { retryAfterMilliseconds: 9_000 }), 'done']);
    await time.advance(1_000);
    const second = call(['done']);
    await time.until(Promise.all([first, second]));
    expect(tries[0]).toBe(0);
    expect(tries.slice(1).every((at) => at >= 9_000)).toBe(true);
  });

  it('ends with its deadline, and is told so by its signal', async () => {
    const { time, call } = setUp();
    const told: unknown[] = [];
    const asked = call([], {
      priority: 'staff',
      writes: true,
      attempt: (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            told.push(signal.reason);
            reject(signal.reason);
          }),
        ),
    });
    await expect(time.until(asked)).rejects.toMatchObject({
      code: 'PLATFORM_UNREACHABLE',
      details: { problem: 'late' },
    });
    expect(time.elapsed()).toBe(30_000);
    expect(told).toHaveLength(1);
  });

  it('ends at once when nobody wants it any more: while it is sent, and while it waits', async () => {
    const { time, call } = setUp();
    for (const outcomes of [['silence'], [fault('retry')]] as const) {
      const leaving = new AbortController();
      const ended = expect(call(outcomes, { signal: leaving.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
      await time.advance(10);
      leaving.abort();
      await ended;
    }
  });

  it('takes what nobody foresaw for a broken line', async () => {
    const { time, call, tries } = setUp();
    const broken = call([], { writes: true, attempt: () => Promise.reject(new TypeError('fetch failed')) });
    await expect(time.until(broken)).rejects.toMatchObject({
      code: 'PLATFORM_UNREACHABLE',
      details: { problem: 'unforeseen' },
    });
    expect(tries).toHaveLength(0);
  });
});

describe('a platform that does not answer', () => {
  it('is left alone after five failures in a row, and said to be', async () => {
    const { time, call, breakers, tries } = setUp();
    await expect(time.until(call([fault('retry')]))).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
    expect(breakers.stateOf({ platform: 'p' })).toBe('open');
    await expect(call(['done'])).rejects.toMatchObject({ code: 'PLATFORM_RESTING', details: { unsent: true } });
    expect(tries).toHaveLength(5);
  });

  it('is found out about by one call, which decides for all', async () => {
    const { time, call, breakers } = setUp();
    await expect(time.until(call([fault('retry')]))).rejects.toBeInstanceOf(AppError);
    await time.advance(2_000);
    const trial = call(['silence'], { priority: 'staff', writes: true });
    await time.advance(100);
    await expect(call(['done'])).rejects.toMatchObject({ code: 'PLATFORM_RESTING' });
    await expect(time.until(trial)).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
    expect(breakers.stateOf({ platform: 'p' })).toBe('open');
    await time.advance(4_000);
    expect(await time.until(call(['done']))).toBe('done');
    expect(breakers.stateOf({ platform: 'p' })).toBe('ready');
  });

  it('is asked by the next one when the one that was to find out gave up', async () => {
    const { time, call, breakers } = setUp();
    await expect(time.until(call([fault('retry')]))).rejects.toBeInstanceOf(AppError);
    await time.advance(2_000);
    const leaving = new AbortController();
    const gaveUp = expect(call(['silence'], { signal: leaving.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    await time.advance(10);
    leaving.abort();
    await gaveUp;
    expect(await time.until(call(['done']))).toBe('done');
    expect(breakers.stateOf({ platform: 'p' })).toBe('ready');
  });

  it('is not one that says no in its own words', async () => {
    const { time, call, breakers } = setUp();
    for (let at = 0; at < 20; at++) {
      await expect(time.until(call([fault('retry', { code: 'isp.busy' })]))).rejects.toBeInstanceOf(AppError);
      await expect(time.until(call([fault('refuse', { code: 'isv.wrong' })]))).rejects.toBeInstanceOf(AppError);
    }
    expect(breakers.stateOf({ platform: 'p' })).toBe('ready');
  });

  it('at one address is asked at its others', async () => {
    const { time, call } = setUp();
    const at = (address: string) => ({ subject: { ...subject, address } });
    await expect(time.until(call([fault('retry')], at('https://mistyped')))).rejects.toBeInstanceOf(AppError);
    await expect(call(['done'], at('https://mistyped'))).rejects.toMatchObject({ code: 'PLATFORM_RESTING' });
    expect(await time.until(call(['done'], at('https://right')))).toBe('done');
  });

  it('leaves the other platforms alone', async () => {
    const { time, call } = setUp();
    await expect(time.until(call([fault('retry')]))).rejects.toBeInstanceOf(AppError);
    expect(await time.until(call(['done'], { subject: { ...subject, platform: 'q', shop: 'q/1' } }))).toBe('done');
  });
});

describe('the return of the network', () => {
  it('ends the waits of staff at once, and those of background work within the spread', async () => {
    const { time, calls, call, tries } = setUp({ random: () => 0.9 });
    const busy = fault('retry', { code: 'x' });
    const waiting = [call([busy, 'staff'], { priority: 'staff' }), call([busy, busy, busy, 'background'])];
    await time.advance(4_000);
    expect(tries).toEqual([0, 0, 900, 900, 2_700]);
    calls.networkReturned();
    await time.until(Promise.all(waiting));
    // The third wait would have ended at 6,300; the gate opens nine tenths of its spread later.
    expect(tries.at(-1)).toBe(13_000);
    const again = call([busy, 'staff'], { priority: 'staff' });
    await time.advance(1);
    calls.networkReturned();
    await time.until(again);
    expect(tries.slice(-2)).toEqual([13_000, 13_001]);
  });

  it('does not shorten what a platform has asked for', async () => {
    const { time, calls, call, tries } = setUp();
    const waiting = call([fault('retry', { code: 'x', retryAfterMilliseconds: 14_000 }), 'done'], {
      priority: 'staff',
    });
    await time.advance(1_000);
    calls.networkReturned();
    await time.until(waiting);
    expect(tries).toEqual([0, 14_000]);
  });

  it('lets one through to a platform that was left alone', async () => {
    const { time, calls, call } = setUp();
    await expect(time.until(call([fault('retry')]))).rejects.toBeInstanceOf(AppError);
    calls.networkReturned();
    expect(await time.until(call(['done'], { priority: 'staff' }))).toBe('done');
  });

  it.each([1, 2, 3])('does not bring two hundred stores to a platform together (%i)', async (seed) => {
    const time = createVirtualTime();
    const random = seeded(seed);
    const nominal = () => ({ perSecond: 2, burst: 20 });
    const { signal } = new AbortController();
    const arrived: number[] = [];
    const attempt = async () => {
      arrived.push(time.elapsed());
      return { value: true };
    };
    const stores = Array.from({ length: 200 }, (_, store) => {
      const limiter = createRateLimiter({ buckets: createLocalBuckets({ nominal, now: time.now }), later: time.later });
      const breakers = createPlatformBreakers({ later: time.later });
      const calls = createRemoteCalls({ later: time.later, random, limiter, breakers });
      const about = { subject: { ...subject, shop: String(store) }, api: 'x', cost: 1, writes: true, signal, attempt };
      /** What waits in the store: all of it wants to go now. */
      const flush = () => Array.from({ length: 10 }, () => calls.run({ ...about, priority: 'background' }));
      return { calls, flush };
    });
    const work = stores.flatMap(({ calls, flush }) => {
      calls.networkReturned();
      return flush();
    });
    await time.until(Promise.all(work));
    const seconds = new Map<number, number>();
    for (const at of arrived) seconds.set(Math.floor(at / 1_000), (seconds.get(Math.floor(at / 1_000)) ?? 0) + 1);
    const mean = arrived.length / (Math.floor(arrived.at(-1)! / 1_000) + 1);
    expect(arrived).toHaveLength(2_000);
    expect(Math.max(...seconds.values()) / mean).toBeLessThanOrEqual(2);
  });
});

describe('daily calls', () => {
  it('are counted for each try, and asked for before it', async () => {
    const counted: string[] = [];
    const take: CallQuota['take'] = ({ app }, priority) => {
      if (counted.length === 3) throw new AppError('QUOTA_USED_UP', { action: 'throttle', details: { platform: 'p' } });
      counted.push(`${app} ${priority}`);
    };
    const { time, call, tries } = setUp({ quota: { take, usedUp: () => true } });
    await time.until(call([fault('retry', { code: 'x' }), 'done']));
    await time.until(call(['done'], { priority: 'staff' }));
    await expect(time.until(call(['done']))).rejects.toMatchObject({ code: 'QUOTA_USED_UP' });
    expect(counted).toEqual(['a background', 'a background', 'a staff']);
    expect(tries).toHaveLength(3);
  });

  it('are taken for used up when the platform says so, and hold back the shop where they are not counted', async () => {
    const usedUp = new AppError('QUOTA_USED_UP', {
      action: 'throttle',
      details: { platform: 'p', retryAfterMilliseconds: 3_600_000 },
    });
    for (const isCounted of [true, false]) {
      const said: string[] = [];
      const quota: CallQuota = {
        take: () => undefined,
        usedUp({ app }) {
          said.push(String(app));
          return isCounted;
        },
      };
      const { time, call } = setUp({ quota });
      await expect(time.until(call([usedUp, 'done']))).rejects.toMatchObject({ code: 'QUOTA_USED_UP' });
      expect(said).toEqual(['a']);
      const next = await time.until(call(['done']).catch((error: AppError) => error.code));
      // Without a count the limiter is what keeps the shop from asking on.
      expect(next).toBe(isCounted ? 'done' : 'PLATFORM_THROTTLED');
    }
  });
});
