import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrequencySketch } from '../../../../src-main/cache/policy/frequency-sketch.ts';
import { Ghosts } from '../../../../src-main/cache/policy/ghosts.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';
import { PROBATION, PROTECTED, Segments, WINDOW } from '../../../../src-main/cache/policy/segments.ts';
import type { Admission } from '../../../../src-main/cache/policy/settings.ts';
import { SlotFacts } from '../../../../src-main/cache/policy/slot-facts.ts';
import { seededRandom } from '../memory/seeded-random.ts';

const LISTS = [WINDOW, PROBATION, PROTECTED] as const;

function segmentsOf(budget: number, windowShare: number, admission: Admission = 'frequency') {
  const facts = new SlotFacts();
  const sketch = new FrequencySketch();
  const held = new Set<number>();
  const segments = new Segments({
    facts,
    sketch,
    budget,
    setting: { windowShare, admission },
    ghosts: new Ghosts(budget),
    random: seededRandom(1),
    onEvict: (slot) => {
      if (!held.delete(slot)) throw new Error(`slot ${slot} was evicted twice`);
      facts.release(slot);
    },
  });
  const add = (key: number, bytes = 1) => {
    const slot = facts.take(spread(key), bytes);
    held.add(slot);
    sketch.add(spread(key));
    segments.add(slot);
    return held.has(slot) ? slot : null;
  };
  return { facts, sketch, held, segments, add };
}

describe('the segments of a cache', () => {
  it('link each slot once, both ways alike, within all bounds, whatever happens', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('add' as const), value: fc.nat(100) }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant('touch' as const), value: fc.nat(1_000) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), value: fc.nat(1_000) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('resize' as const), value: fc.nat(1_000) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('share' as const), value: fc.nat(100) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('returns' as const), value: fc.nat(100) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('budget' as const), value: fc.integer({ min: 100, max: 900 }) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { facts, held, segments, add } = segmentsOf(500, 0.01);
        let budget = 500;
        let key = 0;
        for (const { do: what, value } of steps) {
          const slot = [...held][value % Math.max(1, held.size)];
          if (what === 'add') add(key++ % 150, value);
          else if (what === 'share') segments.setSetting({ windowShare: value / 100, admission: 'frequency' });
          else if (what === 'returns') segments.setSetting({ windowShare: value / 100, admission: 'return' });
          else if (what === 'budget') {
            budget = value;
            segments.setBudget(budget);
          } else if (slot === undefined) continue;
          else if (what === 'touch') segments.touch(slot);
          else if (what === 'remove') {
            segments.remove(slot);
            held.delete(slot);
            facts.release(slot);
          } else {
            const bytes = value % (budget + 1);
            const difference = bytes - facts.bytes[slot]!;
            facts.bytes[slot] = bytes;
            segments.resize(slot, difference);
          }
          const listed: number[] = [];
          for (const list of LISTS) {
            const forward = [...segments.forward(list)];
            expect([...segments.backward(list)].reverse()).toEqual(forward);
            expect(forward.every((one) => segments.segmentOf(one) === list)).toBe(true);
            expect(segments.bytesOf(list)).toBe(forward.reduce((sum, one) => sum + facts.bytes[one]!, 0));
            listed.push(...forward);
          }
          expect(listed.sort((one, other) => one - other)).toEqual([...held].sort((one, other) => one - other));
          expect(segments.bytes).toBeLessThanOrEqual(budget);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are plain LRU when the window is everything', () => {
    const { held, segments, add } = segmentsOf(3, 1);
    const [one, two, three] = [add(1), add(2), add(3)];
    segments.touch(one!);
    const four = add(4);
    expect(held).toEqual(new Set([one, three, four]));
    expect(held.has(two!) && two !== four).toBe(false);
  });

  it('let a newcomer in only if it is asked for more than all that it would push out together', () => {
    const { segments, sketch, add } = segmentsOf(100, 0.01);
    for (let key = 0; key < 10; key++) {
      sketch.add(spread(key));
      add(key, 10);
    }
    // Asked for 4 times, its size takes the place of two that were asked for twice each: a tie, so they stay.
    for (let access = 0; access < 3; access++) sketch.add(spread(50));
    expect(add(50, 20)).toBeNull();
    expect(add(50, 20)).not.toBeNull();
    expect(segments.bytes).toBe(100);
  });

  it('let a hot loser in about once in 128 times', () => {
    const { sketch, add } = segmentsOf(4, 0.01);
    for (let key = 0; key < 4; key++) {
      for (let access = 0; access < 15; access++) sketch.add(spread(key));
      add(key);
    }
    let admitted = 0;
    for (let attempt = 0; attempt < 2_000 && admitted === 0; attempt++) {
      for (let access = 0; access < 6; access++) sketch.add(spread(99));
      if (sketch.frequency(spread(99)) >= 6 && add(99) !== null) admitted = attempt;
    }
    expect(admitted).toBeGreaterThan(0);
  });

  it('keep what returns soon after it left, and what is asked for again in the window, from those asked for once', () => {
    const { facts, held, segments, add } = segmentsOf(100, 0.4, 'return');
    const used = add(1)!;
    segments.touch(used);
    for (let key = 2; key <= 150; key++) add(key);
    const returned = add(70)!;
    for (let key = 151; key <= 300; key++) add(key);
    expect([used, returned].map((slot) => held.has(slot) && segments.segmentOf(slot))).toEqual([PROTECTED, PROTECTED]);
    expect(facts.hash[returned]).toBe(spread(70));
    expect([...held].filter((slot) => segments.segmentOf(slot) === PROTECTED)).toHaveLength(2);
  });

  it.each([0.1, 0.4, 0.75])('keep a part of a loop that is too long for them, with a window of %d', (share) => {
    const { facts, held, segments, add } = segmentsOf(400, share, 'return');
    let hits = 0;
    for (let request = 0; request < 20 * 500; request++) {
      const hash = spread(request % 500);
      const slot = [...held].find((one) => facts.hash[one] === hash);
      if (slot === undefined) add(request % 500);
      else segments.touch(slot);
      if (slot !== undefined && request >= 19 * 500) hits += 1;
    }
    // As many as there is room for beside the window, of the last round's 500.
    expect(hits).toBeGreaterThanOrEqual(0.9 * (1 - share) * 400);
  });
});
