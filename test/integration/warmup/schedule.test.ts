import { afterEach, describe, expect, it } from 'vitest';
import type { Claim, Election } from '../../../src-main/warmup/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';
import { cleanUp, type KitOptions, newDirectory, startWarmup } from './warmup-kit.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SOON = 6_000;
const MONDAY_NOON = Date.parse('2026-11-16T12:00:00Z');

afterEach(cleanUp);

/** A computer whose clock a test sets; its timers stand still while it sleeps. */
function createComputer(start: number) {
  const time = createVirtualTime();
  let offset = start;
  return {
    options: { now: () => offset + time.elapsed(), elapsed: time.elapsed, later: time.later } satisfies KitOptions,
    /** The clock shows another time, without any timer having run: a sleep, or somebody set it. */
    setClock(to: number) {
      offset = to - time.elapsed();
    },
    awake: time.advance,
  };
}

/** As often as another computer is found at work in these tests, and once more. */
const LOOKS = 3;

/** Looks what is due until nothing is, each time to the end of what that began. */
async function settle(kit: Awaited<ReturnType<typeof startWarmup>>, computer: ReturnType<typeof createComputer>) {
  for (let look = 0; look < LOOKS; look++) {
    await kit.warmup.wake();
    let ended = false;
    const end = kit
      .until(({ run }) => run === null)
      .then(() => {
        ended = true;
      });
    // Timers are virtual, the disk is not: its answers come in between.
    while (!ended) {
      await computer.awake(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await end;
  }
}

async function triggers(kit: Awaited<ReturnType<typeof startWarmup>>) {
  return (await kit.runs()).map(({ type, trigger, state }) => `${type} ${trigger} ${state}`).reverse();
}

describe('a computer that is switched off at night', () => {
  it('warms up at its first start, and catches up once what it missed', async () => {
    const directory = newDirectory();
    const computer = createComputer(MONDAY_NOON);
    const first = await startWarmup({ directory, ...computer.options });
    await first.warmup.keepTime();
    await computer.awake(SOON);
    await settle(first, computer);
    expect(await triggers(first)).toEqual(['full catch-up done']);
    await first.warmup.close();

    computer.setClock(MONDAY_NOON + 4 * DAY);
    const second = await startWarmup({ directory, ...computer.options });
    await second.warmup.keepTime();
    await computer.awake(SOON);
    await settle(second, computer);
    // Four nights and a dozen incremental ones were missed: one full warmup covers them all.
    expect(await triggers(second)).toEqual(['full catch-up done', 'full catch-up done']);
  });

  it('is caught up when it wakes from sleep, at once', async () => {
    const computer = createComputer(MONDAY_NOON);
    const kit = await startWarmup(computer.options);
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    computer.setClock(MONDAY_NOON + 5 * HOUR);
    await kit.warmup.wake();
    await settle(kit, computer);
    expect(await triggers(kit)).toEqual(['full catch-up done', 'incremental catch-up done']);
  });

  it('notices a sleep that nobody told it of', async () => {
    const computer = createComputer(MONDAY_NOON);
    const kit = await startWarmup(computer.options);
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    computer.setClock(MONDAY_NOON + DAY);
    await computer.awake(31_000);
    await kit.until(({ run }) => run === null);
    expect((await triggers(kit))[1]).toBe('full catch-up done');
  });

  it('runs at its time while it is on, as scheduled', async () => {
    const computer = createComputer(Date.parse('2026-11-16T13:50:00Z'));
    const kit = await startWarmup(computer.options);
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    computer.setClock(Date.parse('2026-11-16T14:00:10Z'));
    await settle(kit, computer);
    expect(await triggers(kit)).toEqual(['full catch-up done', 'incremental schedule done']);
  });

  it('does nothing by itself where it is switched off in the settings', async () => {
    const computer = createComputer(MONDAY_NOON);
    const settings = () => ({ enabled: false, orderDays: 7, rateLimit: 1, pauseOnUserRequest: true });
    const kit = await startWarmup({ ...computer.options, settings });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    expect(await kit.runs()).toEqual([]);
    expect((await kit.warmup.area.status(undefined, {})).data).toMatchObject({ enabled: false, next_scheduled: null });
  });

  it('waits with its first warmup until there are stores', async () => {
    const computer = createComputer(MONDAY_NOON);
    const kit = await startWarmup({ ...computer.options, stores: 0 });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    expect(await kit.runs()).toEqual([]);
  });
});

describe('of several computers', () => {
  function election(claims: Claim['outcome'][]): Election & { asked: string[]; ended: string[] } {
    const asked: string[] = [];
    const ended: string[] = [];
    return {
      asked,
      ended,
      async claim(run) {
        asked.push(run);
        const outcome = claims.shift() ?? 'won';
        if (outcome !== 'won') return { outcome };
        const lease = { done: async () => void ended.push('done'), free: async () => void ended.push('free') };
        return { outcome, lease };
      },
    };
  }

  it('one that finds it done notes so, and does not do it again', async () => {
    const computer = createComputer(MONDAY_NOON);
    const others = election(['done']);
    const kit = await startWarmup({ ...computer.options, election: others });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    expect(await triggers(kit)).toEqual(['full catch-up elsewhere']);
    expect(others.asked).toEqual(['full:2026-11-16T02:00:00.000Z']);
    expect(kit.warmed).toEqual([]);
    expect((await kit.warmup.area.status(undefined, {})).data.last_full_warmup).not.toBeNull();
  });

  it('one that finds another at it looks again, and takes over when that one is gone', async () => {
    const computer = createComputer(MONDAY_NOON);
    const others = election(['running', 'running', 'won']);
    const kit = await startWarmup({ ...computer.options, election: others });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    await settle(kit, computer);
    expect(await triggers(kit)).toEqual(['full catch-up done']);
    expect(others.ended).toEqual(['done']);
  });

  it('one that is stopped leaves it to the others', async () => {
    const computer = createComputer(MONDAY_NOON);
    const others = election([]);
    const hold = Promise.withResolvers<'loaded'>();
    const kit = await startWarmup({ ...computer.options, election: others, behave: () => hold.promise });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    const stopping = kit.warmup.area.stop(undefined, {});
    hold.resolve('loaded');
    await stopping;
    expect(others.ended).toEqual(['free']);
  });
});

describe('the schedule', () => {
  it('shows the next five runs of every job, each in its zone', async () => {
    const kit = await startWarmup({ now: () => MONDAY_NOON, maintenance: { cleanup: async () => undefined } });
    const { entries } = await kit.warmup.area.schedule(undefined, {});
    expect(entries.map(({ job, time_zone }) => [job, time_zone])).toEqual([
      ['full', 'UTC'],
      ['incremental', 'UTC'],
      ['cleanup', 'Asia/Shanghai'],
    ]);
    expect(entries[1]!.runs).toEqual([
      '2026-11-16T14:00:00.000Z',
      '2026-11-16T20:00:00.000Z',
      '2026-11-17T08:00:00.000Z',
      '2026-11-17T14:00:00.000Z',
      '2026-11-17T20:00:00.000Z',
    ]);
  });

  it('is changed by staff, and refused whole when one expression is wrong', async () => {
    const kit = await startWarmup({ now: () => MONDAY_NOON });
    const changed = await kit.warmup.area.setSchedule({ entries: [{ job: 'full', expression: '30 18 * * 1-5' }] }, {});
    expect(changed.entries[0]).toMatchObject({
      expression: '30 18 * * 1-5',
      runs: expect.arrayContaining(['2026-11-16T18:30:00.000Z']),
    });
    await expect(
      kit.warmup.area.setSchedule(
        {
          entries: [
            { job: 'full', expression: '0 1 * * *' },
            { job: 'incremental', expression: '0 99 * * *' },
          ],
        },
        {},
      ),
    ).rejects.toMatchObject({ code: 'SCHEDULE_INVALID', details: { problem: '“99” does not fit the hour' } });
    const { entries } = await kit.warmup.area.schedule(undefined, {});
    expect(entries[0]!.expression).toBe('30 18 * * 1-5');
    const { data } = await kit.warmup.area.status(undefined, {});
    expect(data.next_scheduled).toBe('2026-11-16T14:00:00.000Z');
  });

  it('is switched off and on by staff, and keeps its times meanwhile', async () => {
    const kit = await startWarmup({ now: () => MONDAY_NOON });
    const off = await kit.warmup.area.setSchedule({ entries: [], enabled: false }, {});
    expect(off).toMatchObject({ enabled: false, entries: [{ job: 'full', expression: '0 2 * * *' }, {}] });
    expect((await kit.warmup.area.status(undefined, {})).data.next_scheduled).toBeNull();
    expect((await kit.warmup.area.setSchedule({ entries: [], enabled: true }, {})).enabled).toBe(true);
    expect((await kit.warmup.area.status(undefined, {})).data.next_scheduled).not.toBeNull();
  });

  it('runs the maintenance there is by the clock on the wall, and logs one that fails', async () => {
    const computer = createComputer(MONDAY_NOON);
    const done: string[] = [];
    const kit = await startWarmup({
      ...computer.options,
      schedule: {
        current: () => ({ full: '', incremental: '', cleanup: '0 3 * * *', statistics: '0 0 * * *', logArchive: '' }),
        save: async () => undefined,
      },
      maintenance: {
        cleanup: async () => void done.push('cleanup'),
        async statistics() {
          done.push('statistics');
          throw new Error('disk on fire');
        },
      },
    });
    await kit.warmup.keepTime();
    await computer.awake(SOON);
    expect(done).toEqual([]);
    // 03:30 in Shanghai the next morning.
    computer.setClock(Date.parse('2026-11-16T19:30:00Z'));
    await settle(kit, computer);
    expect(done.sort()).toEqual(['cleanup', 'statistics']);
    expect(kit.logged.join('')).toContain('disk on fire');
  });
});
