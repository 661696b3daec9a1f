import { describe, expect, it } from 'vitest';
import { durationText } from '../../../../src-main/warmup/duration.ts';
import { taskIdAt } from '../../../../src-main/warmup/run/task-id.ts';

describe('a task id', () => {
  it('is the UTC second of its begin', () => {
    expect(taskIdAt(Date.parse('2025-12-10T15:00:00.250Z'), () => false)).toBe('warmup_20251210_150000');
  });

  it('is the next second when another task has that one, also over midnight', () => {
    const taken = new Set(['warmup_20251231_235959']);
    expect(taskIdAt(Date.parse('2025-12-31T23:59:59Z'), (id) => taken.has(id))).toBe('warmup_20260101_000000');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 seconds'],
    [1_400, '1 second'],
    [42_000, '42 seconds'],
    [119_000, '119 seconds'],
    [125_000, '2 minutes'],
    [93 * 60_000, '93 minutes'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
