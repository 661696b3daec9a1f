import fc from 'fast-check';
import cron from 'node-cron';
import { afterAll, describe, expect, it } from 'vitest';
import { isSchedule, nextStrikes, parseSchedule } from '../../../../src-main/warmup/schedule/expression.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (instants: readonly number[]) => instants.map((instant) => new Date(instant).toISOString());

describe('a schedule', () => {
  it('foretells the next runs', () => {
    const warmups = parseSchedule('0 8,14,20 * * *', 'UTC');
    expect(iso(nextStrikes(warmups, at('2026-11-21T14:00:00Z'), 5))).toEqual([
      '2026-11-21T20:00:00.000Z',
      '2026-11-22T08:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
      '2026-11-22T20:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
    ]);
  });

  it('strikes by the clock of its zone', () => {
    const cleanup = parseSchedule('0 3 * * *', 'Asia/Shanghai');
    expect(iso(nextStrikes(cleanup, at('2026-11-21T00:00:00Z'), 1))).toEqual(['2026-11-21T19:00:00.000Z']);
    expect(iso([cleanup.previous(at('2026-11-21T00:00:00Z'))!])).toEqual(['2026-11-20T19:00:00.000Z']);
  });

  it('counts a strike at the very instant as past, not as next', () => {
    const daily = parseSchedule('0 2 * * *', 'UTC');
    const strike = at('2026-11-21T02:00:00Z');
    expect(daily.previous(strike)).toBe(strike);
    expect(daily.next(strike)).toBe(at('2026-11-22T02:00:00Z'));
    expect(daily.next(strike - 1)).toBe(strike);
  });

  it('finds the 29th of February', () => {
    expect(iso([parseSchedule('0 0 29 2 *', 'UTC').next(at('2026-11-21T00:00:00Z'))!])).toEqual([
      '2028-02-29T00:00:00.000Z',
    ]);
  });

  it('leaves out the hour that clocks leave out in spring', () => {
    const night = parseSchedule('30 2 * * *', 'Europe/Berlin');
    // On 29 March 2026 the clock goes from 02:00 to 03:00.
    expect(iso(nextStrikes(night, at('2026-03-27T12:00:00Z'), 3))).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
  });

  it.each(['0 2 * * *', '*/20 9-17 * * 1-5', '0 0 1 * *', '15 4 L * *', '0 6 * * 1#2', '59 23 31 12 *'])(
    'of %s agrees with node-cron about every minute around its strikes',
    (expression) => {
      const task = cron.createTask(expression, () => undefined, { timezone: 'America/New_York' });
      const schedule = parseSchedule(expression, 'America/New_York');
      for (const strike of nextStrikes(schedule, at('2026-02-25T00:00:00Z'), 30)) {
        expect(task.match(new Date(strike))).toBe(true);
        expect(schedule.previous(strike)).toBe(strike);
        // None between a strike and its forerunner: the minute after one is followed by the same next strike.
        expect(schedule.next(strike - 1)).toBe(strike);
      }
      task.destroy();
    },
  );

  it('foretells what node-cron foretells', () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(minute, hour, fc.constantFrom('*', '1-5', '0', '6'), (m, h, weekday) => {
        const expression = `${m} ${h} * * ${weekday}`;
        const task = cron.createTask(expression, () => undefined, { timezone: 'Asia/Kathmandu' });
        const theirs = task.getNextRuns(3).map((date) => date.getTime());
        task.destroy();
        expect(nextStrikes(parseSchedule(expression, 'Asia/Kathmandu'), Date.now(), 3)).toEqual(theirs);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a wrong schedule', () => {
  it.each([
    ['', 'it has 0 parts instead of 5', '应有 5 段，实际有 0 段'],
    ['0 2 * *', 'it has 4 parts instead of 5', '应有 5 段，实际有 4 段'],
    ['0 0 2 * * *', 'it has 6 parts instead of 5', '应有 5 段，实际有 6 段'],
    ['0 0 30 2 *', '“30” does not fit the day of the month', '“30”不能用作日'],
    ['61 2 * * *', '“61” does not fit the minute', '“61”不能用作分'],
    ['0 25 * * *', '“25” does not fit the hour', '“25”不能用作时'],
    ['0 2 * * funday', '“funday” does not fit the day of the week', '“funday”不能用作星期'],
  ])('%j is refused with the part that is wrong', (expression, en, zh) => {
    expect(isSchedule(expression)).toBe(false);
    expect(() => parseSchedule(expression, 'UTC')).toThrow(
      expect.objectContaining({ code: 'SCHEDULE_INVALID', details: { problem: en, 'problem@zh-CN': zh } }),
    );
  });
});

afterAll(() => {
  // What is parsed is not kept by the library, which lists every task that was made.
  expect(cron.getTasks().size).toBe(0);
});
