import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrequencySketch, narrow } from '../../../../src-main/cache/policy/frequency-sketch.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';
import { seededRandom } from '../memory/seeded-random.ts';

describe('the frequency sketch', () => {
  it('never tells too low a count, until counts are halved', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 600 }), (keys) => {
        const sketch = new FrequencySketch();
        const exact = new Map<number, number>();
        for (const key of keys) {
          sketch.add(spread(key));
          exact.set(key, (exact.get(key) ?? 0) + 1);
        }
        for (const [key, count] of exact)
          expect(sketch.frequency(spread(key))).toBeGreaterThanOrEqual(Math.min(15, count));
      }),
    );
  });

  it('tells nearly every count exactly at the width it is made for', () => {
    const sketch = new FrequencySketch();
    sketch.widen(4_096);
    const random = seededRandom(3);
    const exact = new Map<number, number>();
    for (let access = 0; access < 20_000; access++) {
      const key = Math.floor(4_096 * random() ** 3);
      sketch.add(spread(key));
      exact.set(key, (exact.get(key) ?? 0) + 1);
    }
    let wrong = 0;
    for (const [key, count] of exact) if (sketch.frequency(spread(key)) !== Math.min(15, count)) wrong++;
    expect(wrong / exact.size).toBeLessThan(0.05);
  });

  it('forgets by half after ten accesses an entry', () => {
    const sketch = new FrequencySketch();
    for (let access = 0; access < 12; access++) sketch.add(spread(1));
    expect(sketch.frequency(spread(1))).toBe(12);
    for (let access = 0; access < 10 * sketch.entries; access++) sketch.add(spread(1_000 + access));
    expect(sketch.frequency(spread(1))).toBeLessThan(12);
  });

  it('keeps every count when it is widened', () => {
    const sketch = new FrequencySketch();
    for (let key = 0; key < 60; key++) for (let access = 0; access < key % 8; access++) sketch.add(spread(key));
    const before = Array.from({ length: 60 }, (_, key) => sketch.frequency(spread(key)));
    sketch.widen(5_000);
    expect(Array.from({ length: 60 }, (_, key) => sketch.frequency(spread(key)))).toEqual(before);
    expect(sketch.entries).toBe(8_192);
  });

  it('tells no count lower after it was narrowed and restored', () => {
    const sketch = new FrequencySketch();
    sketch.widen(1_024);
    for (let key = 0; key < 500; key++) for (let access = 0; access < key % 9; access++) sketch.add(spread(key));
    const restored = new FrequencySketch();
    restored.restore(narrow(narrow(sketch.counters)));
    for (let key = 0; key < 500; key++) {
      expect(restored.frequency(spread(key))).toBeGreaterThanOrEqual(sketch.frequency(spread(key)));
    }
  });

  it('refuses counters that no sketch can have', () => {
    expect(() => new FrequencySketch().restore(new Uint32Array(100))).toThrow(RangeError);
  });
});
