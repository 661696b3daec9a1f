import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerWheel } from '../../../../src-main/cache/memory/timer-wheel.ts';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const YEAR = 365 * DAY;

describe('the timer wheel', () => {
  it('ends every slot at the first look at or after its time, and never before, however the clock runs', () => {
    const when = fc.oneof(fc.nat(10 * SECOND), fc.nat(DAY), fc.nat(3 * YEAR));
    const step = fc.record({ slot: fc.nat(50), ends: when, now: when });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const wheel = new TimerWheel();
        const model = new Map<number, number>();
        for (const { slot, ends, now } of steps) {
          if (model.delete(slot)) wheel.remove(slot);
          wheel.add(slot, ends, 0);
          model.set(slot, ends);
          const expected = [...model].filter(([, end]) => end <= now).map(([one]) => one);
          const ended: number[] = [];
          wheel.advance(now, 1_000, (one) => {
            wheel.remove(one);
            ended.push(one);
          });
          for (const one of ended) model.delete(one);
          expect(ended.sort()).toEqual(expected.sort());
        }
      }),
    );
  });

  it('looks at no more slots than it may, and goes on at the next call', () => {
    const wheel = new TimerWheel();
    for (let slot = 0; slot < 1_000; slot++) wheel.add(slot, DAY + slot, 0);
    const end = (slot: number) => wheel.remove(slot);
    let calls = 0;
    for (let left = 1_000; left > 0; calls++) left -= wheel.advance(2 * DAY, 100, end);
    expect(calls).toBe(10);
    expect(wheel.advance(2 * DAY, 100, end)).toBe(0);
  });

  it('ends what lies within one tick even if others of that tick come first and must wait', () => {
    const wheel = new TimerWheel();
    for (let slot = 0; slot < 20; slot++) wheel.add(slot, 900, 0);
    wheel.add(20, 100, 0);
    const ended: number[] = [];
    for (let call = 0; call < 5; call++) {
      wheel.advance(500, 6, (slot) => {
        wheel.remove(slot);
        ended.push(slot);
      });
    }
    expect(ended).toEqual([20]);
  });
});
