import { afterEach, describe, expect, it } from 'vitest';
import {
  createLocalBuckets,
  createQuota,
  createRateLimiter,
  type QuotaOptions,
} from '../../../src-main/resilience/index.ts';
import { resilienceReadTasks, resilienceWriteTasks } from '../../../src-main/resilience/tasks.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';
import { openInProcess } from '../sync/in-process.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function setUp() {
  const time = createVirtualTime();
  const local = openInProcess({ read: resilienceReadTasks, write: resilienceWriteTasks, now: time.now });
  cleanups.push(local.remove);
  return { time, ...local };
}

describe('limits in the database', () => {
  const app = { platform: 'taobao', app: '1' };

  it('give the daily calls back after a restart, and a ledger of what happened', async () => {
    const { time, reader, writer } = setUp();
    const start = async () => {
      const options: QuotaOptions = {
        rule: () => ({ dailyCalls: 100, dayOffset: 480 }),
        now: time.now,
        keep: (day, events) => writer.write('keepQuotaDay', { day, events }),
        share: async () => null,
        failed: (error) => {
          throw error;
        },
        kept: await reader.read('readQuotaDays', undefined),
      };
      return createQuota(options);
    };
    const quota = await start();
    for (let at = 0; at < 85; at++) quota.take(app, 'background');
    await quota.topUp(app, 900, 'order 7');
    await quota.close();
    const again = await start();
    expect(again.state(app)).toMatchObject({ used: 85, limit: 1_000, toppedUp: 900, level: 'ok' });
    await time.advance(24 * 3_600_000);
    again.take(app, 'staff');
    await again.close();
    const ledger = await reader.read('readQuotaLedger', { ...app, limit: 10 });
    expect(ledger.map(({ event, calls, note }) => [event, calls, note])).toEqual([
      ['day', 85, ''],
      ['top-up', 900, 'order 7'],
      ['warning', 80, ''],
    ]);
  });

  it('forget days that no clock can come back to', async () => {
    const { time, reader, writer } = setUp();
    const today = Math.floor(time.now() / (24 * 3_600_000));
    for (const day of [today - 9, today - 1, today]) {
      await writer.write('keepQuotaDay', { day: { ...app, day, calls: 1, toppedUp: 0 }, events: [] });
    }
    const days = await reader.read('readQuotaDays', undefined);
    expect(days.map(({ day }) => day - today)).toEqual([-1, 0]);
  });

  it('forget what stood in the ledger two years ago, and of one app no more than 5,000 lines', async () => {
    const { time, db, reader, writer } = setUp();
    const day = 24 * 3_600_000;
    const note = (at: number, text: string) => ({ ...app, at, event: 'top-up', calls: 1, note: text }) as const;
    const keep = (events: readonly ReturnType<typeof note>[]) =>
      writer.write('keepQuotaDay', {
        day: { ...app, day: Math.floor(time.now() / day), calls: 1, toppedUp: 0 },
        events,
      });
    await keep([note(time.now() - 731 * day, 'old'), note(time.now() - 729 * day, 'young')]);
    const notes = async () =>
      (await reader.read('readQuotaLedger', { ...app, limit: 10_000 })).map((line) => line.note);
    expect(await notes()).toEqual(['young']);
    const other = db.prepare(
      "INSERT INTO quota_ledger (platform, app, at, event, calls, note) VALUES ('taobao', '2', ?, 'day', 1, '')",
    );
    other.run(time.now() - 10 * day);
    await keep(Array.from({ length: 5_010 }, (_, n) => note(time.now(), String(n))));
    const kept = await notes();
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([5_000, '5009', '10']);
    expect(db.prepare("SELECT count(*) FROM quota_ledger WHERE app = '2'").pluck().get()).toBe(1);
  });

  it('give the buckets back after a restart', async () => {
    const { time, reader, writer } = setUp();
    const nominal = () => ({ perSecond: 1, burst: 10 });
    const request = {
      platform: 'p',
      shop: 'p/1',
      cost: 4,
      isAgain: false,
      longestPause: 0,
      priority: 'staff',
    } as const;
    const buckets = createLocalBuckets({ nominal, now: time.now });
    await createRateLimiter({ buckets, later: time.later }).turn({ ...request, signal: new AbortController().signal });
    for (let at = 0; at < 2; at++) await writer.write('keepRateLimits', buckets.snapshot());
    const after = createLocalBuckets({ nominal, now: time.now });
    after.restore(await reader.read('readRateLimits', undefined));
    expect(after.of(request).level).toBe(5);
  });

  it('forget a shop that nobody has called for a month', async () => {
    const { time, reader, writer } = setUp();
    const buckets = createLocalBuckets({ nominal: () => ({ perSecond: 1, burst: 10 }), now: time.now });
    const kept = (shop: string) => [{ platform: 'p', shop, state: buckets.of({ platform: 'p', shop }) }];
    await writer.write('keepRateLimits', kept('p/old'));
    await time.advance(29 * 24 * 3_600_000);
    await writer.write('keepRateLimits', kept('p/weekly'));
    await time.advance(2 * 24 * 3_600_000);
    await writer.write('keepRateLimits', kept('p/new'));
    const shops = (await reader.read('readRateLimits', undefined)).map(({ shop }) => shop);
    expect(shops.sort()).toEqual(['p/new', 'p/weekly']);
  });
});
