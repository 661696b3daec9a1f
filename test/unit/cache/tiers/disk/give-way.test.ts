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

test('does not sleep any more once naps have taken long, as they do on some systems', () => {
  let now = 0;
  let naps = 0;
  const giveWay = createGiveWay({
    now: () => now,
    sleep: () => {
      naps += 1;
      now += 16;
    },
  });
  for (let piece = 0; piece < 100; piece++) {
    now += 1;
    giveWay();
  }
  expect(naps).toBe(4);
});
