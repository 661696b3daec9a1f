import { describe, expect, it } from 'vitest';
import { createRecentSets } from '../../../../src-main/cache/levels/recent-sets.ts';

const DAY = 86_400_000;

describe('sets of stores that were asked for together', () => {
  it('count once they were asked for twice, the last one first', () => {
    const sets = createRecentSets(() => 0);
    sets.note([1, 2]);
    sets.note([3, 4]);
    sets.note([1, 2]);
    expect(sets.list()).toEqual([[1, 2]]);
    sets.note([3, 4]);
    expect(sets.list()).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });

  it('are forgotten after a day without them', () => {
    let now = 0;
    const sets = createRecentSets(() => now);
    for (let i = 0; i < 2; i++) sets.note([1, 2]);
    now = DAY;
    expect(sets.list()).toHaveLength(1);
    now = DAY + 1;
    expect(sets.list()).toEqual([]);
  });

  it('are never more than can be kept warm, however many are asked for', () => {
    const sets = createRecentSets(() => 0);
    for (let i = 1; i <= 1_000; i++) for (let times = 0; times < 2; times++) sets.note([i, i + 1]);
    expect(sets.list()).toHaveLength(16);
    expect(sets.list()[0]).toEqual([1_000, 1_001]);
  });

  it('lose their count when too many others came between', () => {
    const sets = createRecentSets(() => 0);
    sets.note([1, 2]);
    for (let i = 2; i <= 100; i++) sets.note([i, i + 1]);
    sets.note([1, 2]);
    expect(sets.list()).toEqual([]);
  });
});
