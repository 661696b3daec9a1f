import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';

describe('virtual time', () => {
  it('stands still until it is moved', async () => {
    const time = createVirtualTime({ startsAt: 1_000 });
    await time.settle();
    expect(time.now()).toBe(1_000);
    await time.advance(250);
    expect(time.now()).toBe(1_250);
    expect(time.elapsed()).toBe(250);
  });

  it('runs timers by time, and in the order in which they were set where that is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (delays) => {
        const time = createVirtualTime();
        const ran: { readonly delay: number; readonly place: number; readonly at: number }[] = [];
        for (const [place, delay] of delays.entries()) {
          time.later(delay, () => ran.push({ delay, place, at: time.elapsed() }));
        }
        await time.advance(20);
        const expected = delays
          .map((delay, place) => ({ delay, place, at: delay }))
          .sort((a, b) => a.delay - b.delay || a.place - b.place);
        expect(ran).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('lets what a timer sets off come to rest before the next timer runs', async () => {
    const time = createVirtualTime();
    const said: string[] = [];
    time.later(10, async () => {
      said.push('first');
      await time.sleep(0);
      said.push('what followed from it');
    });
    time.later(10, () => void Promise.resolve().then(() => said.push('second')));
    await time.advance(10);
    expect(said).toEqual(['first', 'second', 'what followed from it']);
  });

  it('does not run what was called off', async () => {
    const time = createVirtualTime();
    const ran: number[] = [];
    const callOff = time.later(5, () => ran.push(5));
    time.later(3, callOff);
    time.later(7, () => ran.push(7));
    await time.advance(10);
    expect(ran).toEqual([7]);
    expect(time.timers).toBe(0);
  });

  it('moves on until something has an outcome, and no further', async () => {
    const time = createVirtualTime();
    time.later(10_000, () => undefined);
    expect(await time.until(time.sleep(70).then(() => 'done'))).toBe('done');
    expect(time.elapsed()).toBe(70);
    expect(time.nextIn).toBe(9_930);
  });

  it('says so when something waits for ever', async () => {
    const time = createVirtualTime();
    await expect(time.until(new Promise(() => undefined))).rejects.toThrow('no timer is left');
    time.later(100, () => undefined);
    await expect(time.until(new Promise(() => undefined), 50)).rejects.toThrow('not within 50 ms');
  });

  it('drains what comes to an end', async () => {
    const time = createVirtualTime();
    let left = 5;
    const again = () => {
      left -= 1;
      if (left > 0) time.later(1_000, again);
    };
    again();
    await time.drain(60_000);
    expect(left).toBe(0);
    expect(time.timers).toBe(0);
  });
});

describe('seeded', () => {
  it('gives the same numbers for the same seed', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seeded(seed));
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
    expect(draw(7).every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
