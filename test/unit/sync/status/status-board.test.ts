import { describe, expect, it } from 'vitest';
import type { OfficeStatus } from '#shared/contract/index.ts';
import { createStatusBoard } from '../../../../src-main/sync/status/index.ts';

const OFFICE: OfficeStatus = {
  state: 'none',
  lastSuccess: null,
  waiting: 0,
  waitingSince: null,
  progress: null,
  parked: 0,
  problem: null,
};

/** A board whose readings end when the test says so, in the order that it wants. */
function boardOfReadings() {
  const readings: ((waiting: number) => void)[] = [];
  const timers: (() => void)[] = [];
  const board = createStatusBoard({
    connection: () => ({ state: 'online', since: 0 }),
    pausedAt: () => null,
    owner: () => true,
    shops: () => [],
    counts: async () => [],
    lastSettled: async () => null,
    facts: async () => () => {
      throw new Error('there is no shop');
    },
    office: () =>
      new Promise((resolve) => {
        readings.push((waiting) => resolve({ ...OFFICE, waiting }));
      }),
    later(_milliseconds, work) {
      timers.push(work);
      return () => undefined;
    },
    failed(error) {
      throw error;
    },
  });
  return { board, readings, timers };
}

describe('the state of sync', () => {
  it('is never replaced by a reading that began before it', async () => {
    const { board, readings, timers } = boardOfReadings();
    const following = board.follow();
    await expect.poll(() => readings.length).toBe(1);
    readings[0]!(7);
    const states = await following;
    expect((await states.next()).value).toMatchObject({ waiting: 7 });

    board.changed();
    timers[0]!();
    board.changed();
    timers[1]!();
    await expect.poll(() => readings.length).toBe(3);
    readings[2]!(0);
    expect((await states.next()).value).toMatchObject({ waiting: 0 });
    readings[1]!(7);
    const last = board.status();
    await expect.poll(() => readings.length).toBe(4);
    readings[3]!(0);
    await last;
    board.close();
    expect((await states.next()).value).toMatchObject({ waiting: 0 });
    expect((await states.next()).done).toBe(true);
  });

  it('ends for whoever begins to follow while it is being closed', async () => {
    const { board, readings } = boardOfReadings();
    const following = board.follow();
    await expect.poll(() => readings.length).toBe(1);
    board.close();
    readings[0]!(3);
    const states = await following;
    expect((await states.next()).value).toMatchObject({ waiting: 3 });
    expect((await states.next()).done).toBe(true);
  });
});
