import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import { createPlatformCalls } from '../../../../src-main/warmup/platform/calls.ts';
import { createVirtualTime, type VirtualTime } from '../../../virtual-time/index.ts';

const signal = new AbortController().signal;
const background = { priority: 'background', signal } as const;

function calls(time: VirtualTime, random = () => 0.5, rate = 0.5) {
  return createPlatformCalls({ rate: () => rate, elapsed: time.elapsed, later: time.later, random });
}

const ACTIONS = { PLATFORM_UNREACHABLE: 'retry', PLATFORM_REFUSED: 'refuse', PLATFORM_THROTTLED: 'throttle' } as const;

function failing(code: keyof typeof ACTIONS, retryAfter?: number) {
  const action = ACTIONS[code];
  const details = { platform: 'p', ...(retryAfter !== undefined && { retryAfterMilliseconds: retryAfter }) };
  return new AppError(code, { action, details });
}

describe('calls to a platform', () => {
  it('leave two seconds apart at 0.5 a second, in the order in which they came', async () => {
    const time = createVirtualTime();
    const { run } = calls(time);
    const left: [string, number][] = [];
    for (const name of ['a', 'b', 'c']) void run('p', background, async () => left.push([name, time.elapsed()]));
    await time.advance(10_000);
    expect(left).toEqual([
      ['a', 0],
      ['b', 2_000],
      ['c', 4_000],
    ]);
  });

  it('to two platforms do not wait for each other', async () => {
    const time = createVirtualTime();
    const { run } = calls(time);
    const left: number[] = [];
    for (const name of ['p', 'q']) void run(name, background, async () => left.push(time.elapsed()));
    await time.advance(0);
    expect(left).toEqual([0, 0]);
  });

  it('are tried three times, with waits that double and are cut by chance', async () => {
    const time = createVirtualTime();
    const { run } = calls(time, () => 0.5, 1_000);
    const tried: number[] = [];
    const failed = run('p', background, async () => {
      tried.push(time.elapsed());
      throw failing('PLATFORM_UNREACHABLE');
    }).catch((error: unknown) => error);
    await time.advance(60_000);
    expect(tried).toEqual([0, 500, 1_500]);
    expect(await failed).toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
  });

  it.each(['PLATFORM_UNREACHABLE', 'PLATFORM_THROTTLED'] as const)(
    'to a source that tries again by itself keep to the pace, and are made once when they fail with %s',
    async (code) => {
      const time = createVirtualTime();
      const { run } = calls(time);
      const tried: number[] = [];
      const call = () =>
        run('p', { ...background, triesItself: true }, async () => {
          tried.push(time.elapsed());
          // Longer than an answer of one try is waited for.
          await time.sleep(60_000);
          throw failing(code);
        }).catch((error: unknown) => error);
      const failed = Promise.all([call(), call()]);
      await time.advance(300_000);
      expect(tried).toEqual([0, 2_000]);
      expect(await failed).toMatchObject([{ code }, { code }]);
    },
  );

  it('that can only fail again are not repeated', async () => {
    const time = createVirtualTime();
    let tried = 0;
    const failed = calls(time)
      .run('p', background, async () => {
        tried++;
        throw failing('PLATFORM_REFUSED');
      })
      .catch((error: unknown) => error);
    await time.advance(60_000);
    expect(tried).toBe(1);
    expect(await failed).toMatchObject({ code: 'PLATFORM_REFUSED' });
  });

  it('leave a platform alone for as long as it asks, all of them', async () => {
    const time = createVirtualTime();
    const { run, pace } = calls(time, () => 0, 1_000);
    const left: [string, number][] = [];
    let first = true;
    void run('p', background, async () => {
      left.push(['throttled', time.elapsed()]);
      if (first) {
        first = false;
        throw failing('PLATFORM_THROTTLED', 30_000);
      }
    });
    await time.advance(1);
    expect(pace('p').restsFor()).toBe(29_999);
    void run('p', background, async () => left.push(['other', time.elapsed()]));
    await time.advance(60_000);
    expect(left.map(([, at]) => at)).toEqual([0, 30_000, 30_001]);
  });

  it('give a platform up that wants to be left alone for an hour', async () => {
    const time = createVirtualTime();
    const failed = calls(time)
      .run('p', background, async () => {
        throw failing('PLATFORM_THROTTLED', 3_600_000);
      })
      .catch((error: unknown) => error);
    await time.advance(10);
    expect(await failed).toMatchObject({ code: 'PLATFORM_THROTTLED' });
  });

  it('that get no answer end after a while, whether they listen or not', async () => {
    const time = createVirtualTime();
    const { run } = calls(time);
    const failed = run('p', { priority: 'staff', signal }, () => new Promise(() => undefined)).catch(
      (error: unknown) => error,
    );
    await time.advance(15_000);
    expect(await failed).toMatchObject({ code: 'PLATFORM_UNREACHABLE', action: 'retry' });
  });

  it('of staff wait for no pace, and get one try', async () => {
    const time = createVirtualTime();
    const { run } = calls(time);
    const left: number[] = [];
    for (let i = 0; i < 3; i++) {
      run('p', { priority: 'staff', signal }, async () => {
        left.push(time.elapsed());
        throw failing('PLATFORM_UNREACHABLE');
      }).catch((error: unknown) => expect(error).toMatchObject({ code: 'PLATFORM_UNREACHABLE' }));
    }
    await time.advance(60_000);
    expect(left).toEqual([0, 0, 0]);
  });

  it('are given up at once when nobody needs them any more', async () => {
    const time = createVirtualTime();
    const { run } = calls(time);
    const stop = new AbortController();
    await run('p', background, async () => undefined);
    const waiting = run('p', { priority: 'background', signal: stop.signal }, async () => undefined).catch(
      (error: unknown) => error,
    );
    stop.abort();
    expect(await waiting).toMatchObject({ code: 'CANCELLED' });
    const next: number[] = [];
    void run('p', background, async () => next.push(time.elapsed()));
    await time.advance(2_000);
    expect(next).toEqual([2_000]);
  });
});
