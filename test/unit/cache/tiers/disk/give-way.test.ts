import { expect, test } from 'vitest';
import { createGiveWay } from '../../../../../src-main/cache/tiers/disk/give-way.ts';

test('sleeps after each stretch of work, and not between pieces of one', () => {
  let now = 0;
  const naps: number[] = [];
  const giveWay = createGiveWay({
    now: () => now,
    sleep: (milliseconds) => {
      naps.push(now);
      now += milliseconds + 5;
    },
  });
  const work = (milliseconds: number) => {
    now += milliseconds;
    giveWay();
  };

  work(0.1);
  work(0.1);
  expect(naps).toEqual([]);
  work(0.2);
  expect(naps).toHaveLength(1);
  // What it slept is not work.
  work(0.2);
  expect(naps).toHaveLength(1);
  work(3);
  expect(naps).toHaveLength(2);
});
