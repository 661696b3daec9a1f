/** What staff are told of a listing that is under way. */
import { describe, expect, it } from 'vitest';
import type { StreamProgress } from '../../../../src-main/sync/pull/cursors.ts';
import { FRESH_STREAM } from '../../../../src-main/sync/pull/stream.ts';
import { createStreamMeter } from '../../../../src-main/sync/pull/stream-meter.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

const FROM = 1_000_000;
const TO = 2_000_000;

const under = (listed: number): StreamProgress => ({
  ...FRESH_STREAM,
  window: { from: FROM, to: TO, cursor: 'next', full: false, historyUntil: null },
  beganFrom: FROM,
  listed,
});

describe('the progress of a first sync', () => {
  it('follows the times of what was listed within one long window, and says how long the rest will take', async () => {
    const time = createVirtualTime();
    const { progress } = createStreamMeter('orders', time.now);
    const page = (listed: number, share: number) =>
      progress({ state: under(listed), at: FROM + share * (TO - FROM), present: TO });
    expect(page(10, 0.1)).toEqual({ stage: 'orders', done: 10, total: 100, secondsLeft: null });
    await time.advance(10_000);
    expect(page(20, 0.2)).toEqual({ stage: 'orders', done: 20, total: 100, secondsLeft: 80 });
    await time.advance(10_000);
    expect(page(60, 0.6)).toMatchObject({ total: 100, secondsLeft: 16 });
  });

  it('does not go back for an item that is met again', async () => {
    const time = createVirtualTime();
    const { progress } = createStreamMeter('orders', time.now);
    progress({ state: under(50), at: FROM + 0.5 * (TO - FROM), present: TO });
    await time.advance(10_000);
    expect(progress({ state: under(55), at: FROM, present: TO }).total).toBe(110);
  });

  it('counts speed from where a listing that was cut off goes on', async () => {
    const time = createVirtualTime();
    const { progress } = createStreamMeter('orders', time.now);
    progress({ state: under(900), at: FROM + 0.9 * (TO - FROM), present: TO });
    await time.advance(10_000);
    const later = progress({ state: under(950), at: FROM + 0.95 * (TO - FROM), present: TO });
    expect(later).toMatchObject({ done: 950, total: 1_000, secondsLeft: 10 });
  });

  it('tells nothing of the rest while it is not known', () => {
    const { progress } = createStreamMeter('listings', () => 0);
    const full = { ...under(7), window: { ...under(7).window!, from: 0, full: true }, beganFrom: 0 };
    expect(progress({ state: full, at: null, present: TO })).toEqual({
      stage: 'listings',
      done: 7,
      total: null,
      secondsLeft: null,
    });
  });
});
