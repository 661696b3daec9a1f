import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../../../src-main/cache/level.ts';
import { createInvalidations, deletionOf } from '../../../../../src-main/cache/tiers/disk/invalidations.ts';

const entry = (stamp: number, tags: string[] = [], level: Level = 'L2', key = 'a:1') => ({ key, level, tags, stamp });

describe('invalidations', () => {
  it('overtake what is as old as they are, and nothing younger', () => {
    const known = createInvalidations();
    known.note(['t', deletionOf('a:1')], 5);
    expect(known.overtook(entry(5, ['t'], 'L2', 'a:2'))).toBe(true);
    expect(known.overtook(entry(6, ['t'], 'L2', 'a:2'))).toBe(false);
    expect(known.overtook(entry(5))).toBe(true);
    expect(known.overtook(entry(5, ['u'], 'L2', 'a:2'))).toBe(false);
    known.note(['t'], 3);
    expect(known.overtook(entry(5, ['t'], 'L2', 'a:2'))).toBe(true);
  });

  it('of a level leave the other levels', () => {
    const known = createInvalidations();
    known.raise('L1', 5);
    expect(known.overtook(entry(5, [], 'L1'))).toBe(true);
    expect(known.overtook(entry(5, [], 'L3'))).toBe(false);
  });

  it('never forget anything that a live entry could hang on', () => {
    const act = fc.record({ tag: fc.constantFrom('a', 'b', 'c', 'd'), stamp: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(
        fc.array(act),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('a', 'b', 'e'),
        (acts, stamp, tag) => {
          const whole = createInvalidations();
          const halved = createInvalidations();
          for (const [at, { tag: name, stamp: of }] of acts.entries()) {
            whole.note([name], of);
            halved.note([name], of);
            if (at % 5 === 4) halved.raise(null, halved.middle());
          }
          // It may take more for invalid than is, and never less.
          if (whole.overtook(entry(stamp, [tag]))) expect(halved.overtook(entry(stamp, [tag]))).toBe(true);
        },
      ),
    );
  });
});
