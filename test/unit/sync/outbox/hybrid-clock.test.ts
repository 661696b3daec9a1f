import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate, openWritable, type WritableDb } from '../../../../src-main/database/index.ts';
import {
  createTransactionClock,
  formatHybrid,
  type HybridTime,
  meet,
  parseHybrid,
  tick,
} from '../../../../src-main/sync/outbox/hybrid-clock.ts';

const time: fc.Arbitrary<HybridTime> = fc.record({
  time: fc.integer({ min: 0, max: 2 ** 47 }),
  counter: fc.integer({ min: 0, max: 0xffff }),
  node: fc.constant('a1b2c3d4'),
});
const clock = fc.integer({ min: 0, max: 2 ** 47 });

describe('the hybrid clock', () => {
  it('never goes back, whatever the wall clock does', () => {
    fc.assert(
      fc.property(time, fc.array(clock, { minLength: 1, maxLength: 50 }), (start, walls) => {
        let last = start;
        for (const wall of walls) {
          const after = tick(last, wall);
          expect(formatHybrid(after) > formatHybrid(last)).toBe(true);
          expect(after.time).toBeGreaterThanOrEqual(wall);
          last = after;
        }
      }),
    );
  });

  it('is later than both clocks that meet', () => {
    fc.assert(
      fc.property(time, time, clock, (mine, other, wall) => {
        const after = formatHybrid(meet(mine, other, wall));
        expect(after > formatHybrid(mine)).toBe(true);
        expect(after > formatHybrid(other)).toBe(true);
      }),
    );
  });

  it('reads back what it wrote, and nothing else', () => {
    fc.assert(fc.property(time, (reading) => void expect(parseHybrid(formatHybrid(reading))).toEqual(reading)));
    expect(parseHybrid('2026-03-02T00:00:00Z')).toBeNull();
  });
});

describe('the hybrid clock of a transaction', () => {
  let db: WritableDb;
  beforeEach(() => {
    db = openWritable(':memory:');
    migrate(db, MIGRATIONS);
  });
  afterEach(() => void db.close());

  const stampIn = (now: number, fails = false) =>
    db.transaction(() => {
      const inside = createTransactionClock(db, now);
      const stamp = inside.stamp();
      inside.keep();
      if (fails) throw new Error('rolled back');
      return stamp;
    })();

  it('moves with the commit only', () => {
    const first = stampIn(1_000);
    expect(() => stampIn(5_000, true)).toThrow('rolled back');
    const second = stampIn(1_000);
    expect(parseHybrid(second)).toMatchObject({ time: 1_000, counter: 1 });
    expect(second > first).toBe(true);
  });

  it('goes on after a stamp that came from elsewhere, also where that is ahead', () => {
    db.transaction(() => {
      const inside = createTransactionClock(db, 1_000);
      inside.meet(formatHybrid({ time: 9_000, counter: 4, node: 'ffff' }));
      inside.keep();
    })();
    expect(parseHybrid(stampIn(1_000))).toMatchObject({ time: 9_000 });
  });
});
