import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createQuota,
  type QuotaDay,
  type QuotaEvent,
  type QuotaOptions,
} from '../../../../src-main/resilience/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

const app = { platform: 'taobao', app: '123' };
/** 2026-03-02T00:00:00Z is 08:00 in China: sixteen hours of the day are left. */
const CHINA = 8 * 60;

function setUp(dailyCalls: number | null, options: Partial<QuotaOptions> = {}) {
  const time = createVirtualTime();
  const disk = { days: new Map<number, QuotaDay>(), events: [] as QuotaEvent[], writes: 0, isFull: false };
  const failures: unknown[] = [];
  function start(more: Partial<QuotaOptions> = {}) {
    return createQuota({
      rule: () => ({ dailyCalls, dayOffset: CHINA }),
      now: time.now,
      keep: async (day, events) => {
        await time.sleep(5);
        if (disk.isFull) throw new Error('disk full');
        disk.writes += 1;
        disk.days.set(day.day, day);
        disk.events.push(...events);
      },
      share: async () => null,
      failed: (error) => failures.push(error),
      kept: [...disk.days.values()],
      ...options,
      ...more,
    });
  }
  return { time, disk, failures, start };
}

type Quota = ReturnType<typeof createQuota>;

/** How many calls are let through. */
function takeAll(quota: Quota, priority: 'staff' | 'background', most = 10_000): number {
  for (let taken = 0; ; taken++) {
    if (taken === most) return taken;
    try {
      quota.take(app, priority);
    } catch {
      return taken;
    }
  }
}

describe('daily calls', () => {
  it('stop background work while staff still have a part of them', () => {
    const quota = setUp(1_000).start();
    expect(takeAll(quota, 'background')).toBe(950);
    expect(() => quota.take(app, 'background')).toThrow(
      expect.objectContaining({
        code: 'QUOTA_USED_UP',
        action: 'throttle',
        // The day is far from its end, but somebody may buy more.
        details: { platform: 'taobao', unsent: true, retryAfterMilliseconds: 5 * 60_000 },
      }),
    );
    expect(takeAll(quota, 'staff')).toBe(50);
    expect(quota.state(app)).toMatchObject({ limit: 1_000, used: 1_000, level: 'used-up' });
  });

  it('warn when a fifth is left, and once more at a tenth', async () => {
    const { time, disk, start } = setUp(1_000);
    const quota = start();
    const levels: string[] = [];
    for (let call = 1; call <= 1_000; call++) {
      quota.take(app, 'staff');
      const { level } = quota.state(app);
      if (levels.at(-1) !== `${level}`) levels.push(level);
      if ([799, 800, 899, 900, 999, 1_000].includes(call)) levels.push(`after ${call}`, level);
    }
    expect(levels.join(' ')).toBe(
      'ok after 799 ok warning after 800 warning after 899 warning critical after 900 critical after 999 critical used-up after 1000 used-up',
    );
    await time.advance(100);
    expect(disk.events.map(({ event, calls }) => `${event} ${calls}`)).toEqual([
      'warning 800',
      'critical 900',
      'used-up 1000',
    ]);
  });

  it('begin anew at midnight of the platform, whatever zone the computer is in', async () => {
    const { time, disk, start } = setUp(100);
    const quota = start();
    expect(takeAll(quota, 'staff')).toBe(100);
    await time.advance(16 * 3_600_000 - 1);
    expect(takeAll(quota, 'staff')).toBe(0);
    await time.advance(1);
    expect(takeAll(quota, 'staff', 3)).toBe(3);
    await time.advance(100);
    expect(disk.events.filter(({ event }) => event === 'day')).toMatchObject([{ calls: 100 }]);
  });

  it('are not counted where there is no app, and not stopped where there is no limit', () => {
    const limited = setUp(1).start();
    for (let at = 0; at < 5; at++) limited.take({ platform: 'taobao', app: null }, 'background');
    const free = setUp(null).start();
    expect(takeAll(free, 'background', 5_000)).toBe(5_000);
    expect(free.state(app)).toEqual({ limit: null, used: 5_000, toppedUp: 0, level: 'ok', resetsAt: null });
  });

  it('go on when more were bought, which is written down with its reason', async () => {
    const { time, disk, start } = setUp(100);
    const quota = start();
    takeAll(quota, 'staff');
    const state = await time.until(quota.topUp(app, 400, 'order 7'));
    expect(state).toMatchObject({ limit: 500, toppedUp: 400, level: 'ok' });
    expect(takeAll(quota, 'staff')).toBe(400);
    expect(disk.events).toContainEqual(expect.objectContaining({ event: 'top-up', calls: 400, note: 'order 7' }));
    expect(start().state(app)).toMatchObject({ limit: 500, toppedUp: 400 });
  });

  it('are used up when the platform says so, until more are bought', async () => {
    const { time, start } = setUp(1_000);
    const quota = start();
    quota.take(app, 'staff');
    quota.usedUp(app);
    expect(() => quota.take(app, 'staff')).toThrow(expect.objectContaining({ code: 'QUOTA_USED_UP' }));
    await time.until(quota.topUp(app, 50, ''));
    expect(takeAll(quota, 'staff')).toBe(50);
  });

  it('find their day again after a clock was set two days on and back', async () => {
    const { time, start } = setUp(100);
    let skew = 0;
    const quota = start({ now: () => time.now() + skew });
    takeAll(quota, 'staff', 60);
    skew = 48 * 3_600_000;
    takeAll(quota, 'staff', 10);
    skew = 0;
    expect(quota.state(app).used).toBe(60);
  });
});

describe('daily calls over a restart', () => {
  it('are as they were after an orderly end', async () => {
    const { time, start } = setUp(10_000);
    const quota = start();
    takeAll(quota, 'staff', 1_234);
    await time.until(quota.close());
    expect(start().state(app).used).toBe(1_234);
  });

  it('are a few too many after a kill, and never too few beyond those made while they were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 80 }), async (pauses) => {
        const { time, start } = setUp(5_000);
        const quota = start();
        let calls = 0;
        for (const pause of pauses) {
          await time.advance(pause);
          quota.take(app, 'staff');
          calls += 1;
        }
        await time.advance(20);
        const counted = start().state(app).used;
        expect(counted).toBeGreaterThanOrEqual(calls);
        expect(counted).toBeLessThanOrEqual(calls + 40);
      }),
      { numRuns: 50 },
    );
  });

  it('are counted on while the disk is full, and written down when it is not', async () => {
    const { time, disk, failures, start } = setUp(10_000);
    const quota = start();
    disk.isFull = true;
    takeAll(quota, 'staff', 500);
    await time.advance(100);
    expect(failures).toHaveLength(1);
    expect(quota.state(app).used).toBe(500);
    disk.isFull = false;
    await time.advance(1_000);
    quota.take(app, 'staff');
    await time.advance(100);
    expect(start().state(app).used).toBeGreaterThanOrEqual(501);
  });
});

describe('the question whether a call may be made', () => {
  it('is answered at once, and written down far less often than it is asked', async () => {
    const { time, disk, start } = setUp(1_000_000);
    const quota = start();
    // Ten seconds of 5,000 calls a second.
    for (let at = 0; at < 10_000; at++) {
      for (let call = 0; call < 5; call++) quota.take(app, 'background');
      await time.advance(1);
    }
    expect(quota.state(app).used).toBe(50_000);
    expect(disk.writes).toBeLessThan(1_000);
  });
});

describe('several computers', () => {
  it('count against one limit', async () => {
    const { time, start } = setUp(5_000);
    const told = new Map<string, QuotaDay>();
    const shareAs = (computer: string) => async (day: QuotaDay) => {
      told.set(computer, day);
      const others = [...told].filter(([name]) => name !== computer).map(([, one]) => one);
      const sum = (of: (one: QuotaDay) => number) => others.reduce((total, one) => total + of(one), 0);
      return { calls: sum(({ calls }) => calls), toppedUp: sum(({ toppedUp }) => toppedUp) };
    };
    const computers = ['a', 'b', 'c'].map((name) => start({ share: shareAs(name), keep: async () => undefined }));
    let taken = 0;
    for (let second = 0; second < 600; second++) {
      for (const quota of computers) taken += takeAll(quota, 'staff', 5);
      await time.advance(1_000);
    }
    expect(taken).toBeGreaterThan(4_900);
    expect(taken).toBeLessThanOrEqual(5_000 + 3 * 15);
  });
});
