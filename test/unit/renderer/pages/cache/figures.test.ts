import { describe, expect, it } from 'vitest';
import { timeSlots } from '../../../../../src-renderer/charts/time-slots.ts';
import { createFormats } from '../../../../../src-renderer/i18n/index.ts';
import { adviceFigures, gravestFirst } from '../../../../../src-renderer/pages/cache/advice-figures.ts';
import { draftOf, targetOf } from '../../../../../src-renderer/pages/cache/clear-draft.ts';
import { formatMemory } from '../../../../../src-renderer/pages/cache/format-memory.ts';
import { rangeIn } from '../../../../../src-renderer/pages/cache/history-range.ts';
import { formatMilliseconds } from '../../../../../src-renderer/pages/format-milliseconds.ts';

const formats = createFormats('en');

describe('the figures of an advice', () => {
  it('have the unit that the code speaks of', () => {
    expect(adviceFigures({ code: 'HIT_RATE_LOW', measured: 0.62, threshold: 0.8 }, formats)).toEqual({
      measured: '62.0%',
      threshold: '80.0%',
    });
    expect(adviceFigures({ code: 'LOADS_SLOW', measured: 2_400, threshold: 2_000 }, formats).measured).toBe('2.4 sec');
    expect(adviceFigures({ code: 'RECOVERY_QUEUE_LONG', measured: 1_204, threshold: 1_000 }, formats).measured).toBe(
      '1,204',
    );
  });

  it('stand with the gravest advice first', () => {
    const one = (severity: 'info' | 'warning' | 'critical') =>
      ({ code: 'DISK_SLOW', severity, measured: 1, threshold: 1, subject: '' }) as const;
    expect(gravestFirst([one('info'), one('critical'), one('warning')]).map(({ severity }) => severity)).toEqual([
      'critical',
      'warning',
      'info',
    ]);
  });
});

describe('a measured time', () => {
  it('is as exact as it is of use', () => {
    expect([0.0397, 2.81, 135.56, 1_220].map((value) => formatMilliseconds(value, 'en'))).toEqual([
      '0.04 ms',
      '2.8 ms',
      '136 ms',
      '1.2 sec',
    ]);
    expect(formatMilliseconds(40, 'zh-CN')).toContain('40');
  });
});

describe('memory', () => {
  it('is counted as settings count it', () => {
    expect(formatMemory(536_870_912, formats)).toBe('512 MB');
    expect(formatMemory(0, formats)).toBe('0 B');
  });
});

describe('the slots of a chart', () => {
  it('have a gap where nothing was counted', () => {
    const now = Date.parse('2026-11-21T12:07:00Z');
    const slots = timeSlots([{ at: '2026-11-21T11:30:00Z' }], 15 * 60_000, 1, now);
    expect(slots.map(({ point }) => point !== null)).toEqual([false, false, true, false, false]);
    expect(new Date(slots.at(-1)!.at).toISOString()).toBe('2026-11-21T12:00:00.000Z');
  });

  it('go back as far as the address says, a day when it says nothing of use', () => {
    expect(rangeIn(new URLSearchParams('hours=168'))).toBe('days7');
    expect(rangeIn(new URLSearchParams('hours=13'))).toBe('hours24');
  });
});

describe('what is to be cleared', () => {
  it('is nothing until it has been said', () => {
    expect(targetOf({ ...draftOf('ask'), what: 'tag', tag: '  ' })).toBeNull();
    expect(targetOf({ ...draftOf('ask'), what: 'store' })).toBeNull();
  });

  it('is what the row or key that was pressed stands for', () => {
    expect(targetOf(draftOf({ what: 'key', key: 'bounds:all' }))).toEqual({ what: 'key', key: 'bounds:all' });
    expect(targetOf(draftOf({ what: 'level', level: 'L3' }))).toEqual({ what: 'level', level: 'L3' });
  });
});
